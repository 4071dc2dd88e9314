"""A control group with little memory, for programs that must live in it."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

V1 = Path("/sys/fs/cgroup/memory")
V2 = Path("/sys/fs/cgroup")

BURIAL_SECONDS = 20.0


class Cell:
    """One control group. Version 1 and 2 name the same things differently."""

    def __init__(self, path: Path, *, version: int) -> None:
        self.path = path
        self._v1 = version == 1

    def admit(self) -> None:
        """Put the calling process in; for `preexec_fn`, so that all its children are in, too."""
        (self.path / "cgroup.procs").write_text(str(os.getpid()))

    @property
    def kills(self) -> int:
        """Processes that the kernel ended for want of memory."""
        name = "memory.oom_control" if self._v1 else "memory.events"
        return self._numbers(name).get("oom_kill", 0)

    @property
    def anonymous(self) -> int:
        """Bytes now that no file backs."""
        key = "total_rss" if self._v1 else "anon"
        return self._numbers("memory.stat").get(key, 0)

    def _numbers(self, name: str) -> dict[str, int]:
        pairs = (line.split() for line in (self.path / name).read_text().splitlines())
        return {pair[0]: int(pair[1]) for pair in pairs if len(pair) == 2}


@contextmanager
def watched(cell: Cell) -> Iterator[list[int]]:
    """Looks at a group 50 times a second; yields the bytes of anonymous memory that were seen."""
    seen, over = [cell.anonymous], threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            seen.append(cell.anonymous)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


@contextmanager
def little_memory(limit: int) -> Iterator[Cell]:
    """A group of at most `limit` bytes, swap included. Skips where none can be made."""
    name = f"sextant-{secrets.token_hex(4)}"
    version = 1 if (V1 / "memory.limit_in_bytes").exists() else 2
    path = (V1 if version == 1 else V2) / name
    try:
        path.mkdir()
        (path / ("memory.limit_in_bytes" if version == 1 else "memory.max")).write_text(str(limit))
    except OSError as error:
        with suppress(OSError):
            path.rmdir()
        pytest.skip(f"no control group can be made here ({error.strerror})")
    with suppress(OSError):  # not every kernel counts swap
        swap = "memory.memsw.limit_in_bytes" if version == 1 else "memory.swap.max"
        (path / swap).write_text(str(limit) if version == 1 else "0")
    try:
        yield Cell(path, version=version)
    finally:
        _remove(path)


def _remove(path: Path) -> None:
    """The kernel lets a group go only once the last of its processes has been buried."""
    deadline = time.monotonic() + BURIAL_SECONDS
    while True:
        try:
            path.rmdir()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
