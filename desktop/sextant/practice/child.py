"""The practice services as this process sees them: a child that lives as long as it is needed."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import msgspec

from sextant.core.errors import PracticeUnavailable

START_SECONDS = 30.0
"""The longest start that is not a failure; a cold disk and a virus scanner take their time."""


class PracticeServices(msgspec.Struct, frozen=True):
    """Where both services listen, and the key that both want; made anew for each run."""

    deepgram_url: str
    openrouter_url: str
    key: str


class Commission(msgspec.Struct, frozen=True):
    """What the child is told, on its standard input: others can read a command line."""

    key: str
    ffmpeg: str


class Greeting(msgspec.Struct, frozen=True):
    """What the child says once it listens, on its standard output."""

    port: int


@asynccontextmanager
async def practice_services(ffmpeg: Path) -> AsyncGenerator[PracticeServices]:
    """Both services, until the block is left; the child is gone then.

    Should this process die first, the child notices the end of its standard input.
    Raises: PracticeUnavailable.
    """
    key = secrets.token_urlsafe(24)
    child = await _start()
    try:
        port = await _introduce(child, Commission(key, str(ffmpeg)))
        here = f"http://127.0.0.1:{port}"
        yield PracticeServices(deepgram_url=here, openrouter_url=f"{here}/api/v1", key=key)
    finally:
        await _end(child)


async def _start() -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            *this_program(),
            "practice-services",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if not _is_secret(name)},
            # Ctrl+C in a terminal is for us to hear; we end the child ourselves.
            start_new_session=os.name == "posix",
            creationflags=subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0,
        )
    except OSError as error:
        raise PracticeUnavailable(type(error).__name__) from error


def _is_secret(name: str) -> bool:
    """The person's own keys, and passwords of proxies, are no business of the child's."""
    return name.upper().endswith(("_API_KEY", "_PROXY"))


def this_program() -> tuple[str, ...]:
    """How this program is started again; ``-P`` keeps modules lying in the folder we run in out."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, "-P", "-m", "sextant")


async def _introduce(child: asyncio.subprocess.Process, commission: Commission) -> int:
    """Tell the child what it needs, and hear its port."""
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        child.stdin.write(msgspec.json.encode(commission) + b"\n")
        async with asyncio.timeout(START_SECONDS):
            await child.stdin.drain()
            said = await child.stdout.readline()
        return msgspec.json.decode(said, type=Greeting).port
    except (OSError, TimeoutError, msgspec.DecodeError) as error:
        raise PracticeUnavailable(type(error).__name__) from error


async def _end(child: asyncio.subprocess.Process) -> None:
    """It holds nothing worth saving, and may be deep in its recogniser: no asking."""
    _kill(child)
    gone = asyncio.ensure_future(child.wait())
    try:
        await asyncio.shield(gone)
    finally:
        await gone


def _kill(child: asyncio.subprocess.Process) -> None:
    """By its number: until Python 3.13.2 `child.kill` reaps what has ended, and asyncio warns."""
    with suppress(ProcessLookupError):
        if sys.platform == "win32":
            child.kill()
        elif child.returncode is None:
            os.kill(child.pid, signal.SIGKILL)
