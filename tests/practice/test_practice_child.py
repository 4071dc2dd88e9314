"""The child: started as this program is, told its key in private, gone when its parent is."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import imageio_ffmpeg
import pytest

from sextant.core.errors import PracticeUnavailable
from sextant.practice.child import practice_services

FFMPEG = Path(imageio_ffmpeg.get_ffmpeg_exe())

PARENT = """
import asyncio, pathlib, sys
from sextant.practice.child import practice_services

async def live():
    async with practice_services(pathlib.Path(sys.argv[1])) as services:
        print(services.deepgram_url, services.key, flush=True)
        await asyncio.Event().wait()

asyncio.run(live())
"""


@pytest.fixture
def parent(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = (sys.executable, "-c", PARENT, FFMPEG)
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdout=pipe, stderr=nowhere, text=True) as process:
        yield process
        process.kill()


def connected(url: str) -> socket.socket:
    where = urlsplit(url)
    assert where.hostname == "127.0.0.1"
    return socket.create_connection((where.hostname, where.port or 0), timeout=20)


def seen_of_children() -> bytes:
    """What others can see of the children of this process: their command lines and environments."""
    listings = Path("/proc/self/task").glob("*/children")
    children = [Path("/proc", number) for one in listings for number in one.read_text().split()]
    seen = [(c / "cmdline").read_bytes() + (c / "environ").read_bytes() for c in children]
    assert any(b"practice-services" in one for one in seen)
    return b"".join(seen)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_child_ends_with_its_parent_however_that_ends(
    parent: subprocess.Popen[str], number: signal.Signals
) -> None:
    assert parent.stdout is not None
    url, _ = parent.stdout.readline().split()
    with connected(url) as connection:
        parent.send_signal(number)
        with suppress(ConnectionResetError):
            assert connection.recv(1) == b""  # either way, the other side is gone
    parent.wait()


def test_the_child_is_gone_when_its_services_are_no_longer_needed() -> None:
    async def go() -> str:
        async with practice_services(FFMPEG) as services:
            connected(services.deepgram_url).close()
            return services.deepgram_url

    url = asyncio.run(go())
    with pytest.raises(ConnectionRefusedError):
        connected(url)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_key_is_seen_from_outside_nor_handed_to_the_child(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEEPGRAM_API_KEY", "a-key-of-the-person")
    monkeypatch.setenv("OPENROUTER_API_KEY", "a-key-of-the-person")

    async def go() -> tuple[str, bytes]:
        async with practice_services(FFMPEG) as services:
            return services.key, seen_of_children()

    key, seen = asyncio.run(go())
    assert key.encode() not in seen
    assert b"a-key-of-the-person" not in seen


def test_each_run_has_a_key_of_its_own() -> None:
    async def go() -> str:
        async with practice_services(FFMPEG) as services:
            return services.key

    assert asyncio.run(go()) != asyncio.run(go())


def test_modules_lying_where_it_is_started_are_not_picked_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "uvicorn.py").write_text("raise SystemExit('somebody else is here')")
    monkeypatch.chdir(tmp_path)

    async def go() -> None:
        async with practice_services(FFMPEG) as services:
            connected(services.deepgram_url).close()

    asyncio.run(go())


@pytest.mark.parametrize("program", ["/bin/false", "/no/such/program"])
@pytest.mark.skipif(os.name != "posix", reason="these are Unix programs")
def test_a_child_that_does_not_start_is_said_so(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)

    async def go() -> None:
        async with practice_services(FFMPEG):
            raise AssertionError

    with pytest.raises(PracticeUnavailable):
        asyncio.run(go())
