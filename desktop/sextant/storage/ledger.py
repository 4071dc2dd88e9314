"""The ledger of a recording, ``requests.jsonl``: what was asked of paid services, line by line.

A line is on disk before `append` returns. A crash or a full disk may tear the last
line; it is passed over when reading and taken away before the next line is written.
What it was to say had not happened yet, or is settled as interrupted.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

import msgspec

from sextant.core.model import LedgerEntry
from sextant.storage.codec import encode_line
from sextant.storage.files import APPEND, disk_errors, flush_folder, read_bytes, write_all

log = logging.getLogger(__name__)


class Ledger:
    """The lines of one file. Writers hold the recording's lock; their threads take turns here."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._appending = Lock()

    def entries(self) -> tuple[LedgerEntry, ...]:
        """All readable lines, in order; events unknown to us included. Raises: DamagedFile."""
        return tuple(entries_in(read_bytes(self._path) or b""))

    def append(self, entry: LedgerEntry) -> None:
        """Put one line on disk. Raises: DiskFull, FolderReadOnly, StorageProblem."""
        line = encode_line(entry) + b"\n"
        with disk_errors():
            descriptor = os.open(self._path, APPEND, 0o666)
            try:
                new = os.fstat(descriptor).st_size == 0
                with self._appending:
                    write_all(descriptor, self._mended() + line)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            if new:
                flush_folder(self._path.parent)

    def _mended(self) -> bytes:
        """Take a torn last line away; a whole one without its line end gets it from us."""
        if self._ends_with_a_line():
            return b""
        raw = self._path.read_bytes()
        whole = raw.rfind(b"\n") + 1
        if _is_json(raw[whole:]):
            return b"\n"
        os.truncate(self._path, whole)
        return b""

    def _ends_with_a_line(self) -> bool:
        """Whether nothing is torn; a ledger of many lines is not read for that."""
        with self._path.open("rb") as file:
            if file.seek(0, os.SEEK_END) == 0:
                return True
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"


def entries_in(raw: bytes) -> Iterator[LedgerEntry]:
    """The readable lines of a ledger's bytes, in order."""
    for line in raw.split(b"\n"):
        if not line.strip():
            continue
        if (entry := _line(line)) is None:
            log.warning("passed over a line of a ledger that cannot be read")
        else:
            yield entry


def whole_lines(raw: bytes) -> bytes:
    """`raw` without a last line that was torn; one that lacks its end alone is whole."""
    ending = raw.rfind(b"\n") + 1
    return raw if _line(raw[ending:]) else raw[:ending]


def _line(raw: bytes) -> LedgerEntry | None:
    try:
        return msgspec.json.decode(raw, type=LedgerEntry)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _is_json(raw: bytes) -> bool:
    """Whether a line is whole, of whatever version."""
    try:
        msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True
