"""The program, with a fault that strikes at one of its own steps.

``python doomed.py FATE WORDS…`` is ``sextant WORDS…``, except that its writes, renames
and network calls are counted, and that at number `at` the fault in FATE strikes. What
is done to the process and to the disk is real; only the moment is chosen.

Where the fault is a power cut, what was written but not flushed is lost as well: files
shrink to what was flushed of them, and names that were not flushed go back, which is
the worst that a file system may do.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sextant import assembly
from sextant.__main__ import main

LASTING = {"full": errno.ENOSPC, "read-only": errno.EROFS}
"""What the system says from then on, whatever is written."""

TEARING = {"kill", "power", "full"}
"""Faults that come in the middle of a write."""

REFUSALS = 3
"""How often a renaming is refused, or the network not there, before all is well again."""

HASTE = 200
"""How many times faster waits are than the program meant them to be."""

Call = Callable[..., Any]


class Fate:
    """What is to happen, and when; `root` is the folder whose disk may fail."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self.fault: str = spec.get("fault", "")
        self.at: int = spec.get("at", 0)
        self.log: str = spec["log"]
        self.root = str(spec["root"])
        self.count = 0
        self.refusals = 0
        self.begun = False
        self.jump = timedelta(0)
        self.disk = Disk(self.root)
        self._guard = threading.Lock()

    def strikes(self, step: str) -> bool:
        """Count a step; whether the fault begins with it."""
        with self._guard:
            self.count += 1
            append(self.log, f"{step}\n")
            struck = self.count == self.at
            self.begun = self.begun or struck
            return struck

    def ends(self) -> None:
        """Everything stops here, for the whole process group."""
        with self.disk.guard, self._guard:
            if self.fault == "power":
                self.disk.cut()
            REAL["killpg"](0, signal.SIGKILL)
            signal.pause()

    def refuse_disk(self, step: str, *, struck: bool) -> None:
        """Raise what the system says where this step on the disk fails."""
        if not self.begun:
            return
        if self.fault in LASTING:
            raise OSError(LASTING[self.fault], os.strerror(LASTING[self.fault]))
        if self.fault == "error" and struck:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if self.fault == "held" and step == "replace" and self.refusals < REFUSALS:
            self.refusals += 1
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    def refuse_network(self, step: str) -> None:
        """Raise what the system says while there is no network: until it was tried again."""
        if self.fault != "network" or not self.begun or self.refusals >= REFUSALS:
            return
        if step == "connect":
            self.refusals += 1
            raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))
        raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))

    def begins(self) -> None:
        """The fault's first step, whatever the step is."""
        match self.fault:
            case "kill" | "power":
                self.ends()
            case "forward":
                self.jump = timedelta(days=400)
            case "backward":
                self.jump = -timedelta(days=4000)
            case "sleep":
                REAL["killpg"](0, signal.SIGSTOP)
            case _:
                pass


class Disk:
    """What of a folder would be there after a power cut: what was flushed, and no more."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.guard = threading.RLock()
        """Held while a step and what is noted of it are one."""
        self._paths: dict[int, str] = {}
        self._flushed: dict[str, int] = {}
        """Files that were written to since, with the bytes that are safe."""
        self._names: list[tuple[str, str, bytes | None]] = []
        """Names that were given and not flushed: what, from where, what it replaced."""

    def path(self, descriptor: int) -> str:
        return self._paths.get(descriptor, "")

    def opened(self, descriptor: int, path: str, *, new: bool) -> None:
        self._paths[descriptor] = path
        if new:
            self.named(path)

    def named(self, path: str) -> None:
        self._names.append((path, "", None))

    def closed(self, descriptor: int) -> None:
        self._paths.pop(descriptor, None)

    def written(self, descriptor: int) -> None:
        path = self.path(descriptor)
        if path.startswith(self.root) and path not in self._flushed:
            self._flushed[path] = Path(path).stat().st_size

    def flushed(self, descriptor: int) -> None:
        path = self.path(descriptor)
        self._flushed.pop(path, None)
        self._names = [name for name in self._names if str(Path(name[0]).parent) != path]

    def renamed(self, source: str, target: str, before: bytes | None) -> None:
        if source in self._flushed:
            self._flushed[target] = self._flushed.pop(source)
        self._names = [name for name in self._names if name[0] != source]
        self._names.append((target, source, before))

    def cut(self) -> None:
        """Take away what was not flushed."""
        for path, size in self._flushed.items():
            with suppress(FileNotFoundError):
                os.truncate(path, size)
        for path, source, before in reversed(self._names):
            if Path(path).is_dir():
                shutil.rmtree(path)
                continue
            with suppress(FileNotFoundError):
                REAL["replace"](path, source) if source else REAL["unlink"](path)
            if before is not None:
                Path(path).write_bytes(before)


REAL: dict[str, Call] = {
    name: getattr(os, name)
    for name in ("open", "write", "fsync", "close", "replace", "rename", "unlink", "mkdir")
}
REAL["killpg"] = os.killpg


def append(path: str, text: str) -> None:
    descriptor = REAL["open"](path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        REAL["write"](descriptor, text.encode())
    finally:
        REAL["close"](descriptor)


class HauntedDisk:
    """The calls of `os` that change a disk, each of them a step at which it may fail."""

    def __init__(self, fate: Fate) -> None:
        self._fate = fate
        self._disk = fate.disk

    def haunt(self) -> None:
        os.open, os.write, os.fsync, os.close = self.open, self.write, self.fsync, self.close
        os.replace = partial(self.move, "replace")
        os.rename = partial(self.move, "rename")
        os.unlink, os.mkdir = self.unlink, self.mkdir

    def _step(self, name: str, path: str, halfway: Callable[[], object] = lambda: None) -> None:
        """One step on `path`; `halfway` is what of it is done where the fault comes within."""
        fate = self._fate
        if not path.startswith(fate.root):
            return
        struck = fate.strikes(f"{name} {path.removeprefix(fate.root)}")
        if struck:
            if fate.fault in TEARING:
                halfway()
            fate.begins()
        fate.refuse_disk(name, struck=struck)

    def open(self, path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        name = os.fsdecode(path)
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            self._step("open", name)
        with self._disk.guard:
            new = bool(flags & os.O_CREAT) and not Path(name).exists()
            descriptor = REAL["open"](path, flags, mode, **more)
            self._disk.opened(descriptor, name, new=new)
        return descriptor

    def write(self, descriptor: int, data: Any) -> int:
        half = bytes(data)[: len(data) // 2]
        path = self._disk.path(descriptor)
        with self._disk.guard:
            self._disk.written(descriptor)
            self._step("write", path, lambda: REAL["write"](descriptor, half))
            return REAL["write"](descriptor, data)

    def fsync(self, descriptor: int) -> None:
        with self._disk.guard:
            self._step("fsync", self._disk.path(descriptor))
            REAL["fsync"](descriptor)
            self._disk.flushed(descriptor)

    def close(self, descriptor: int) -> None:
        self._disk.closed(descriptor)
        REAL["close"](descriptor)

    def move(self, name: str, source: Any, target: Any, **more: Any) -> None:
        with self._disk.guard:
            self._step(name, os.fspath(target))
            before = Path(target).read_bytes() if Path(target).is_file() else None
            REAL[name](source, target, **more)
            self._disk.renamed(os.fspath(source), os.fspath(target), before)

    def unlink(self, path: Any, **more: Any) -> None:
        self._step("unlink", os.fspath(path))
        REAL["unlink"](path, **more)

    def mkdir(self, path: Any, mode: int = 0o777, **more: Any) -> None:
        with self._disk.guard:
            self._step("mkdir", os.fspath(path))
            REAL["mkdir"](path, mode, **more)
            self._disk.named(os.fspath(path))


def haunt_the_network(fate: Fate) -> None:
    for name in ("connect", "send", "sendmsg", "recv", "recv_into"):
        real = getattr(socket.socket, name)

        def call(self: Any, *args: Any, name: str = name, real: Call = real) -> Any:
            if self.family in {socket.AF_INET, socket.AF_INET6}:
                if fate.strikes(name):
                    if name == "send" and fate.fault in {"kill", "network"}:
                        real(self, bytes(args[0])[: len(args[0]) // 2])
                    fate.begins()
                fate.refuse_network(name)
            return real(self, *args)

        setattr(socket.socket, name, call)


def haunt_the_clock(fate: Fate) -> None:
    real = assembly.SystemClock.now

    async def sleep(self: Any, seconds: float) -> None:
        await asyncio.sleep(seconds / HASTE)

    assembly.SystemClock.now = lambda self: real(self) + fate.jump
    assembly.SystemClock.sleep = sleep


if __name__ == "__main__":
    fate = Fate(json.loads(sys.argv[1]))
    HauntedDisk(fate).haunt()
    haunt_the_network(fate)
    haunt_the_clock(fate)
    sys.exit(main(sys.argv[2:]))
