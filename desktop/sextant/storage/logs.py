"""The log file, for technicians: small, rotating, and without keys.

Nothing in the program logs a key or a word of a recording. The filter here is
the second line of defence, for what libraries put into their messages.
"""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

from sextant.storage.files import disk_errors
from sextant.storage.settings_file import APP_NAME

LARGEST = 512 * 1024
"""Bytes of one log file."""

KEPT = 3
"""Older log files beside the current one."""

REDACTED = "[redacted]"

_SECRETS = re.compile(
    r"""
    \b(Token|Bearer|Basic)(\s+|%20)[^\s'",;]+     # Authorization, whoever prints it
    | \bsk-[A-Za-z0-9_-]{8,}                      # OpenRouter and its like
    | \b[0-9a-fA-F]{32,}\b                        # Deepgram; fingerprints go too, which is no loss
    """,
    re.VERBOSE | re.IGNORECASE,
)


def redact(text: str) -> str:
    """`text` without anything that looks like a key."""
    return _SECRETS.sub(REDACTED, text)


class RedactingFormatter(logging.Formatter):
    """Formats a record, traceback included, and then takes out what looks like a key."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


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
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO if verbose else logging.WARNING)
    logging.getLogger("sextant").setLevel(logging.DEBUG if verbose else logging.INFO)
    return path
