"""One program at a time: a lock that dies with its process."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sextant.core.errors import DamagedFile, RecordingBusy
from sextant.storage.files import disk_errors


@contextmanager
def held(file: Path, name: str, *, seconds: float = 0) -> Generator[None]:
    """Hold the lock `file`, waiting for it up to `seconds`; the file itself stays.

    The same process is refused a second hold as well, from any thread. `name` is
    what is locked, in words for a person.
    Raises: RecordingBusy, DamagedFile, FolderReadOnly, StorageProblem.
    """
    from filelock import FileLock, Timeout  # who only reads locks nothing

    if file.is_symlink():
        raise DamagedFile("a link in place of a lock", name=file.name)
    lock = FileLock(file, timeout=seconds, thread_local=False)
    with disk_errors():
        try:
            lock.acquire()
        except Timeout as error:  # an OSError, too
            raise RecordingBusy(name=name) from error
    try:
        yield
    finally:
        lock.release()
