"""The ledger of a recording, ``requests.jsonl``: what was asked of paid services, line by line.

A line is on disk before `append` returns. A crash may tear the last line; it is
passed over when reading and closed before the next line is written.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

import msgspec

from sextant.core.model import LedgerEntry
from sextant.storage.codec import encode_line
from sextant.storage.files import APPEND, disk_errors, flush_folder, read_bytes, write_all

log = logging.getLogger(__name__)


class Ledger:
    """The lines of one file. Writers hold the recording's lock."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> tuple[LedgerEntry, ...]:
        """All readable lines, in order; events unknown to us included. Raises: DamagedFile."""
        found: list[LedgerEntry] = []
        for line in (read_bytes(self._path) or b"").split(b"\n"):
            if not line.strip():
                continue
            try:
                found.append(msgspec.json.decode(line, type=LedgerEntry))
            except (msgspec.DecodeError, UnicodeDecodeError):
                log.warning("passed over a line of a ledger that cannot be read")
        return tuple(found)

    def append(self, entry: LedgerEntry) -> None:
        """Put one line on disk. Raises: DiskFull, FolderReadOnly, StorageProblem."""
        with disk_errors():
            new = not self._path.exists()
            line = encode_line(entry) + b"\n"
            if not new and not self._ends_with_a_line():
                line = b"\n" + line
            descriptor = os.open(self._path, APPEND, 0o666)
            try:
                write_all(descriptor, line)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            if new:
                flush_folder(self._path.parent)

    def _ends_with_a_line(self) -> bool:
        with self._path.open("rb") as file:
            if file.seek(0, os.SEEK_END) == 0:
                return True
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"
