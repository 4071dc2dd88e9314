"""The log file, for technicians: small, rotating, and without keys.

Nothing in the program logs a key, a word of a recording or the name of a file. The
formatter here is the second line of defence, for what libraries and exceptions say.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from copy import copy
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any, cast

import platformdirs

from sextant.core.redaction import redact
from sextant.storage.files import disk_errors
from sextant.storage.settings_file import APP_NAME

LARGEST = 512 * 1024
"""Bytes of one log file."""

KEPT = 3
"""Older log files beside the current one."""


class DiscreetFormatter(logging.Formatter):
    """Formats a record without keys, and its traceback without what the exceptions say.

    An exception's text may hold the name of a file or words of a recording; where it
    was raised is what a technician needs.
    """

    def format(self, record: logging.LogRecord) -> str:
        own = copy(record)
        own.exc_text = None  # what another handler made of the traceback
        return redact(super().format(own))

    def formatMessage(self, record: logging.LogRecord) -> str:
        if record.name == "asyncio":
            # Its further lines show tasks, and with them what their exceptions say.
            record.message = record.message.partition("\n")[0]
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        return "\n".join(_discreet(ei[1]))


def _discreet(error: BaseException | None) -> Iterator[str]:
    """A traceback of kinds and places, the cause first, as Python shows them."""
    if error is None:
        return
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from _discreet(earlier)
        yield "which led to:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, BaseExceptionGroup):
        for inner in cast(BaseExceptionGroup[BaseException], error).exceptions:
            yield "of which one is:"
            yield from _discreet(inner)


def start_logging(verbose: bool, folder: Path | None = None) -> Path:  # noqa: FBT001 — the command's own flag
    """Log to ``sextant.log`` in the system's place for logs; returns its path.

    `verbose` adds what the libraries have to say. Raises: StorageProblem.
    """
    folder = folder or platformdirs.user_log_path(APP_NAME, appauthor=False)
    path = folder / "sextant.log"
    with disk_errors():
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=False
        )
    handler.setFormatter(DiscreetFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO if verbose else logging.WARNING)
    logging.getLogger("sextant").setLevel(logging.DEBUG if verbose else logging.INFO)
    return path
