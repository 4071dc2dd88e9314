"""Files that are whole or absent, under names every system can hold.

Nothing gets its final name before its bytes are on the disk: it is written
beside it, flushed, and renamed. A leftover ``.part`` is what a crash leaves.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import time
import unicodedata
from collections.abc import Collection, Generator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO

from sextant.core.errors import DamagedFile, DiskFull, FolderReadOnly, StorageProblem

PART = ".part"
"""The ending of a file that has not got its final name yet."""

_LEFTOVER = f".????????{PART}"

LONGEST_NAME = 120
LONGEST_NAME_BYTES = 200

_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{device}{n}" for device in ("com", "lpt") for n in "0123456789¹²³"}
)
"""Names Windows keeps for devices, with any ending."""

_JOINERS = "\u200c\u200d"
_NEVER_LAST = ". " + _JOINERS
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_REFUSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_RENAME_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds. A virus scanner or a program that syncs the folder holds a file for a moment."""

_BINARY = getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | _BINARY
"""A link that somebody put in a file's place is not followed."""

LARGEST = 1_000_000_000
"""Bytes of a file that is read as a whole; a transcript of ten hours has some fifty million."""


def safe_name(text: str, taken: Collection[str] = ()) -> str:
    """A folder name for `text` that Linux, macOS and Windows all accept; never empty.

    When it is among `taken`, whatever the case, a number follows: ``Q3 board meeting 2``.
    """
    name = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    name = "".join(" " if _unseen(c) else c for c in name)
    name = " ".join(_FORBIDDEN.sub("-", name).split()).lstrip("-" + _NEVER_LAST)
    if name.split(".")[0].rstrip().casefold() in _RESERVED:
        name = f"_{name}"
    name = _cut(name, LONGEST_NAME, LONGEST_NAME_BYTES) or "Recording"
    folded = {fold(other) for other in taken}
    candidate, number = name, 1
    while fold(candidate) in folded:
        number += 1
        ending = f" {number}"
        room = len(ending)
        candidate = _cut(name, LONGEST_NAME - room, LONGEST_NAME_BYTES - room) + ending
    return candidate


def fold(name: str) -> str:
    """`name` as file systems compare it that ignore case and ways to write an accent."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _cut(name: str, characters: int, size: int) -> str:
    return name[:characters].encode()[:size].decode(errors="ignore").rstrip(_NEVER_LAST)


def _unseen(character: str) -> bool:
    """Controls, line ends and marks that turn the reading direction; joiners belong to words."""
    return character not in _JOINERS and unicodedata.category(character)[0] in "CZ"


@contextmanager
def disk_errors() -> Generator[None]:
    """Turn what the system says of a write into our words.

    Raises: DiskFull, FolderReadOnly, StorageProblem.
    """
    try:
        yield
    except OSError as error:
        detail = _detail(error)
        if error.errno in _FULL:
            raise DiskFull(detail) from error
        if error.errno in _REFUSED:
            raise FolderReadOnly(detail) from error
        raise StorageProblem(detail) from error


def read_bytes(path: Path) -> bytes | None:
    """A saved file, or ``None`` when there is none. Raises: DamagedFile."""
    try:
        refuse_endless(path)
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamagedFile(_detail(error), name=path.name) from error


def refuse_endless(path: Path) -> None:
    """See that it is a file, no pipe or device that may never end. Raises: DamagedFile, OSError."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode) or facts.st_size > LARGEST:
        raise DamagedFile("no file, or far too large", name=path.name)


def _detail(error: OSError) -> str:
    """The system's word without the path, which may name a person or a client."""
    return f"{type(error).__name__}: {os.strerror(error.errno)}" if error.errno else str(error)


def write_atomically(path: Path, data: bytes) -> None:
    """Give `path` the content `data`; whatever happens, it is the old or the new, whole.

    Raises: DiskFull, FolderReadOnly, StorageProblem.
    """
    with _replacing(path) as descriptor:
        write_all(descriptor, data)


@contextmanager
def replacing(path: Path) -> Generator[IO[bytes]]:
    """The same for content that comes in pieces: a file to write, renamed when all went well.

    Raises: DiskFull, FolderReadOnly, StorageProblem.
    """
    with _replacing(path) as descriptor, os.fdopen(descriptor, "wb", closefd=False) as sink:
        yield sink


@contextmanager
def _replacing(path: Path) -> Generator[int]:
    temporary = path.with_name(f".{secrets.token_hex(4)}{PART}")
    with disk_errors():
        try:
            descriptor = os.open(temporary, _NEW, 0o666)
            try:
                yield descriptor
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            rename(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def refuse_links(folder: Path) -> None:
    """See that nothing in `folder`, nor it itself, is a link.

    Raises: DamagedFile, StorageProblem.
    """
    with disk_errors():
        entries = [folder, *folder.iterdir()] if folder.is_dir() else []
        link = next((entry for entry in entries if entry.is_symlink()), None)
    if link is not None:
        raise DamagedFile("a link that leads out of the project", name=link.name)


def remove_leftovers(folder: Path) -> None:
    """Remove what an interrupted `write_atomically` left in `folder`."""
    with disk_errors():
        for leftover in folder.glob(_LEFTOVER):
            leftover.unlink(missing_ok=True)


def is_leftover(path: Path) -> bool:
    """Whether an interrupted `write_atomically` left it."""
    return path.match(_LEFTOVER)


def write_all(descriptor: int, data: bytes) -> None:
    """Hand all of `data` to the system, which may take it in pieces. Raises: OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def rename(source: Path, target: Path) -> None:
    """Rename over `target` and put the name itself on disk. Raises: OSError."""
    for wait in (*_RENAME_WAITS, None):
        try:
            os.replace(source, target)  # noqa: PTH105 — named as the documents of atomicity name it
            break
        except PermissionError:
            if wait is None:
                raise
            time.sleep(wait)
    flush_folder(target.parent)


def make_folder(folder: Path) -> None:
    """Make `folder`, and those above it, unless they are there; their names are on disk.

    What is written into a folder whose own name is not, a power cut takes away with it.
    Raises: OSError.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    flush_folder(folder.parent)


def flush_folder(folder: Path) -> None:
    """Put the names in `folder` on disk, where the system knows such a thing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def free_name(final: Path, kind: str) -> Path:
    """The next free name for what is set aside: ``NAME.cut-1``, ``NAME.cut-2``."""
    names = (final.with_name(f"{final.name}.{kind}-{number}") for number in count(1))
    return next(name for name in names if not name.exists())


class FileDraft:
    """Implements `sextant.core.ports.Draft`: ``audio.m4a.part`` until it is ``audio.m4a``.

    What an earlier draft of the same name left is removed first.
    """

    def __init__(self, final: Path) -> None:
        """Raises: FolderReadOnly, StorageProblem."""
        self._final = final
        self._descriptor: int | None = None
        self.path = final.with_name(final.name + PART)
        with disk_errors():
            self.path.unlink(missing_ok=True)

    def write(self, data: bytes) -> None:
        """Append `data`. Raises: DiskFull, FolderReadOnly, StorageProblem."""
        with disk_errors():
            if self._descriptor is None:
                self._descriptor = os.open(self.path, APPEND, 0o666)
            write_all(self._descriptor, data)

    def commit(self) -> Path:
        """See the port. Raises: DiskFull, FolderReadOnly, StorageProblem."""
        with disk_errors():
            if self._descriptor is None:
                # Another program wrote it; a file opened for reading cannot be flushed on Windows.
                self._descriptor = os.open(self.path, os.O_RDWR)
            try:
                os.fsync(self._descriptor)
            finally:
                self._close()
            rename(self.path, self._final)
        return self._final

    def discard(self) -> None:
        """See the port. Raises: StorageProblem."""
        with disk_errors():
            self._close()
            self.path.unlink(missing_ok=True)

    def set_aside(self) -> None:
        """See the port: ``NAME.cut-1``; nothing where nothing came. Raises: StorageProblem."""
        with disk_errors():
            self._close()
            if self.path.exists() and self.path.stat().st_size:
                rename(self.path, free_name(self._final, "cut"))
            else:
                self.path.unlink(missing_ok=True)

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)
