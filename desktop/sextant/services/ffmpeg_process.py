"""One run of ffmpeg: started by argv, read while it works, gone when we are.

Knows nothing of sound or pictures; what the output means is for the caller.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypedDict

import msgspec

from sextant.core.errors import FfmpegMissing

_STDERR_KEPT = 256 * 1024
_GRACE = 2.0
"""Seconds between asking ffmpeg to end and ending it."""


MEMORY = 3 * 1024**3
"""Bytes of address space; ffmpeg uses a fifth of it for two hours of video."""

OUTPUT = 2 * 1024**3
"""Bytes of a file; what Deepgram takes is less."""

NEEDED = {
    *("PATH", "TMPDIR", "TEMP", "TMP"),
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR"),
}
"""Of the environment, to find libraries and a place for temporary files."""


_THRIFT = {"MALLOC_MMAP_THRESHOLD_": "131072"}
"""glibc's own default, which it otherwise raises as tables grow, and then keeps each size they
outgrew: 70 MB became 51 MB while two hours of video were copied. Elsewhere it means nothing."""


class Outcome(msgspec.Struct, frozen=True):
    """How a run ended: exit code and the last 256 kB of what it said."""

    code: int
    stderr: str


async def run_ffmpeg(
    executable: Path,
    arguments: Sequence[str],
    *,
    on_line: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Run to the end; `on_line` gets each line of standard output.

    When cancelled, or when `on_line` raises, the process has ended before this returns.
    Raises: FfmpegMissing.
    """
    with _leash() as (leash, bind):
        return await _run(executable, arguments, on_line, leash, bind)


async def _run(
    executable: Path,
    arguments: Sequence[str],
    on_line: Callable[[str], None],
    leash: int,
    bind: Callable[[int], None],
) -> Outcome:
    command = (str(executable), "-nostdin", "-hide_banner", *arguments)
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=leash,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **apart(),
        )
    except OSError as error:
        raise FfmpegMissing(type(error).__name__) from error
    bind(process.pid)
    _confine(process.pid)
    assert process.stdout is not None
    assert process.stderr is not None
    said = asyncio.create_task(_tail(process.stderr))
    try:
        async for line in process.stdout:
            on_line(line.decode(errors="replace"))
        code = await process.wait()
        return Outcome(code, (await said).decode(errors="replace"))
    finally:
        await _end(process)
        said.cancel()


class Apart(TypedDict):
    """Keywords of `subprocess` with which every ffmpeg is started."""

    env: dict[str, str]
    start_new_session: bool
    creationflags: int


def apart() -> Apart:
    """Without our keys and without a window; Ctrl+C in a terminal is for us to hear, not for it."""
    return {
        "env": _environment(),
        "start_new_session": os.name == "posix",
        "creationflags": subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0,
    }


def _environment() -> dict[str, str]:
    """What a program needs to start, in plain English; no keys, no passwords, no switches."""
    kept = {name: value for name, value in os.environ.items() if name.upper() in NEEDED}
    return kept | _THRIFT | {"LC_ALL": "C", "AV_LOG_FORCE_NOCOLOR": "1"}


@contextmanager
def _leash() -> Generator[tuple[int, Callable[[int], None]]]:
    """A standard input for ffmpeg, and what binds its process to it: not to outlive us.

    We end it wherever we can; this is for the time we are killed. It is a pipe to which
    nobody writes and whose other end only we hold. The system closes that one with us, and
    tells whoever is bound to the pipe of it by SIGIO, of which ffmpeg dies. Linux does so
    for another process; elsewhere ffmpeg finishes the file it is at.
    """
    if sys.platform != "linux":
        yield subprocess.DEVNULL, lambda _: None
        return
    import fcntl

    def bind(pid: int) -> None:
        flags = fcntl.fcntl(theirs, fcntl.F_GETFL)
        with suppress(OSError):  # it may have ended already
            fcntl.fcntl(theirs, fcntl.F_SETOWN, pid)
            fcntl.fcntl(theirs, fcntl.F_SETFL, flags | os.O_ASYNC)

    theirs, ours = os.pipe()
    try:
        yield theirs, bind
    finally:
        os.close(theirs)
        os.close(ours)


def _confine(pid: int) -> None:
    """Bound what a file made for it could have ffmpeg take of this computer; Linux can."""
    if sys.platform != "linux":
        return
    import resource

    with suppress(OSError, ValueError):  # it may have ended, or be bounded more narrowly already
        resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))


async def _tail(stream: asyncio.StreamReader) -> bytes:
    kept = b""
    while chunk := await stream.read(65536):
        kept = (kept + chunk)[-_STDERR_KEPT:]
    return kept


async def _end(process: asyncio.subprocess.Process) -> None:
    """Ask, then insist; a second cancellation does not leave it running either."""
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.terminate()
    gone = asyncio.ensure_future(process.wait())
    try:
        await asyncio.wait([gone], timeout=_GRACE)
    finally:
        if not gone.done():
            with suppress(ProcessLookupError):
                process.kill()
    await gone
