"""The log file, for technicians: small, rotating, and without keys.

Nothing in the program logs a key, a word of a recording or the name of a file. The
formatter here is the second line of defence, for what libraries and exceptions say.
"""

from __future__ import annotations

import logging
from copy import copy
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

import platformdirs

from sextant.core.redaction import bare_traceback, redact
from sextant.storage.files import disk_errors
from sextant.storage.settings_file import APP_NAME

LARGEST = 512 * 1024
"""Bytes of one log file."""

KEPT = 3
"""Older log files beside the current one."""


class DiscreetFormatter(logging.Formatter):
    """Formats a record without keys, and its traceback without what the exceptions say."""

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
        return "\n".join(bare_traceback(ei[1]))


def log_folder() -> Path:
    """The system's place for logs of this program."""
    return platformdirs.user_log_path(APP_NAME, appauthor=False)


def start_logging(verbose: bool, folder: Path | None = None) -> Path:  # noqa: FBT001 — the command's own flag
    """Log to ``sextant.log`` in the system's place for logs; returns its path.

    `verbose` adds what the libraries have to say. Raises: StorageProblem.
    """
    folder = folder or log_folder()
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
