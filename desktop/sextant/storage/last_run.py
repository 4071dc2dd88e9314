"""What the last run of the window left behind, where it did not end as it should.

``crash.txt``   where each thread was when Python or Qt itself crashed
``starts``      how many starts in a row did not come up
"""

from __future__ import annotations

import faulthandler
import logging
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from sextant.core.redaction import without_folders
from sextant.storage.files import make_folder
from sextant.storage.logs import log_folder

log = logging.getLogger(__name__)

LONGEST = 20_000
"""Characters of a crash that are told."""

TOO_MANY = 2
"""Starts in a row that did not come up, after which the next one is a safe one."""


@contextmanager
def last_words(folder: Path | None = None) -> Generator[str]:
    """Write down a crash of this run, should one come; yields what an earlier one left.

    That is empty where the earlier run ended in order, was killed, or lost its power.
    Where nothing can be written, nothing is; that is no reason not to start.
    """
    file = (folder or log_folder()) / "crash.txt"
    try:
        before = _taken(file)
        sink = file.open("w", encoding="utf-8")
    except OSError as error:
        log.warning("a crash could not be written down: %s", type(error).__name__)
        yield ""
        return
    try:
        with sink:
            faulthandler.enable(sink, all_threads=True)
            try:
                yield before
            finally:
                faulthandler.disable()
    finally:
        with suppress(OSError):
            file.unlink()


def _taken(file: Path) -> str:
    """What an earlier run left in `file`, which is kept beside it. Raises: OSError."""
    make_folder(file.parent)
    before = file.read_text("utf-8", "replace")[:LONGEST].strip() if file.exists() else ""
    if before:
        log.error("the last run ended in a crash")
        file.replace(file.with_name("crash-before.txt"))
    return without_folders(before)


class Starts:
    """Counts starts that did not come up, so that the third one leaves out what may be why."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = (folder or log_folder()) / "starts"

    def begin(self) -> bool:
        """Count a start; whether it should be a safe one."""
        known = b""
        with suppress(OSError):
            make_folder(self._file.parent)
            known = self._file.read_bytes() if self._file.exists() else b""
            self._file.write_bytes(known + b".")
        return len(known) >= TOO_MANY

    def came_up(self) -> None:
        """It works; nothing is to be left out the next time."""
        with suppress(OSError):
            self._file.unlink()
