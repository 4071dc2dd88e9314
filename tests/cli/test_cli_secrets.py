"""Keys, and what was said, are looked for in everything the program wrote and started."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from fakes import deepgram, openrouter
from fakes.server import Exchange
from fakes.services import DEEPGRAM_KEY, OPENROUTER_KEY, FakeServices
from sextant.assembly import open_services
from sextant.core.settings import Settings
from sextant.services.ffmpeg_process import run_ffmpeg
from sextant.storage.keys import Keys
from support.terminal import files_of, led_to, running, sextant

PROXY_PASSWORD = "s3cret-of-the-office-proxy"
SECRETS = (DEEPGRAM_KEY, OPENROUTER_KEY, PROXY_PASSWORD)

NAME = "Confidential talk with Müller"
SAID = "harbour report"
"""Spoken in the fake's transcript."""

linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, which only Linux has")


@pytest.fixture
def fake() -> Iterator[FakeServices]:
    with FakeServices() as services:
        yield services


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder for all that a run writes: project, home and temporary files."""
    for name in ("home", "temporary"):
        (tmp_path / name).mkdir()
    return tmp_path


def surroundings(fake: FakeServices, place: Path) -> dict[str, str]:
    home = place / "home"
    return led_to(
        fake,
        HOME=str(home),
        XDG_CONFIG_HOME=str(home / "config"),
        XDG_STATE_HOME=str(home / "state"),
        XDG_CACHE_HOME=str(home / "cache"),
        XDG_DATA_HOME=str(home / "data"),
        TMPDIR=str(place / "temporary"),
        HTTPS_PROXY=f"http://office:{PROXY_PASSWORD}@127.0.0.1:9",
    )


def written(place: Path) -> dict[str, bytes]:
    """Every file below `place`, names included in what can be searched."""
    return {name: name.encode() + b"\n" + data for name, data in files_of(place).items()}


def assert_no_secret(found: dict[str, bytes]) -> None:
    leaks = [
        (name, secret)
        for name, data in found.items()
        for secret in SECRETS
        if secret.encode() in data
    ]
    assert leaks == []


def logs(place: Path) -> str:
    paths = (place / "home").rglob("*.log")
    return "".join(path.read_text() for path in paths)


SO_FAR = openrouter.texts("So far")

FAULTS = {
    "all is well": lambda fake: None,
    "keys refused": lambda fake: fake.upload(deepgram.BAD_KEY),
    "questions refused": lambda fake: fake.question("", *[openrouter.BAD_KEY] * 6),
    "broken answers": lambda fake: fake.question("", *[openrouter.breaks_off(*SO_FAR)] * 6),
    "keys said back": lambda fake: fake.question("", *[says_the_key_back] * 6),
    "keys said back by Deepgram": lambda fake: fake.upload(says_the_key_back),
}


async def says_the_key_back(exchange: Exchange) -> None:
    """As careless servers do: in their error, and in a header."""
    await exchange.read()
    key = exchange.headers["authorization"]
    words = f"Your header was {key}"
    body = {"error": {"message": words, "code": 400}, "err_code": "Bad Request", "err_msg": words}
    await exchange.answer(400, body, {"X-Echo": key, "dg-request-id": key})


@pytest.mark.parametrize("fault", FAULTS)
def test_no_key_is_in_anything_the_program_wrote(
    fake: FakeServices, place: Path, clip: Path, fault: str
) -> None:
    video = place / f"{NAME}.mp4"
    shutil.copyfile(clip, video)
    FAULTS[fault](fake)
    env = surroundings(fake, place)
    said = [
        sextant("analyze", "--verbose", video, "--project", place / "project", env=env),
        sextant("show", NAME, "--project", place / "project", "--json", env=env),
        sextant("doctor", env=env),
    ]
    found = written(place)
    for number, one in enumerate(said):
        found |= {f"out {number}": one.out.encode(), f"err {number}": one.err.encode()}
    assert_no_secret(found)


def test_the_log_holds_no_words_and_no_names(fake: FakeServices, place: Path, clip: Path) -> None:
    video = place / f"{NAME}.mp4"
    shutil.copyfile(clip, video)
    fake.question("", openrouter.PROVIDER_DOWN, openrouter.breaks_off(*openrouter.texts("Verdict")))
    env = surroundings(fake, place)
    words = ("analyze", "--verbose", video, place / "Missing Müller.mp4", "--project", place / "p")
    assert sextant(*words, env=env).code == 1
    text = logs(place)
    assert text
    private = (NAME, "Müller", "Confidential", SAID, "Verdict", "Shipping", str(place))
    assert [words for words in private if words in text] == []


def test_a_defect_leaves_its_projectin_the_log_and_no_words(place: Path) -> None:
    """An unexpected error, with a person's words in it."""
    code = (
        "import sys\n"
        "from sextant.cli import outcome\n"
        "from sextant.cli.parser import parse\n"
        "def broken(*_):\n"
        f"    raise RuntimeError('{SAID} of {NAME}')\n"
        "outcome._dispatch = broken\n"
        "sys.exit(outcome.guarded(parse(['list', '--project', 'x'])))\n"
    )
    env = os.environ | {"HOME": str(place / "home"), "XDG_STATE_HOME": str(place / "home")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "in broken" in logs(place)
    for text in (logs(place), done.stdout, done.stderr):
        assert SAID not in text
        assert "Müller" not in text


# Children


def children(process: int) -> list[int]:
    """All that descend from a process, at this moment."""
    found: list[int] = []
    for listing in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            mine = [int(number) for number in listing.read_text().split()]
            found += [descendant for number in mine for descendant in (number, *children(number))]
    return found


def command(process: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{process}/cmdline").read_bytes()
    return b""


def held(process: int) -> bytes:
    """Environment and writable memory of a process, as far as it lives."""
    found = b""
    with suppress(OSError):
        found += Path(f"/proc/{process}/environ").read_bytes()
        with Path(f"/proc/{process}/mem").open("rb", buffering=0) as image:
            for line in Path(f"/proc/{process}/maps").read_text().splitlines():
                span, rights = line.split()[:2]
                start, end = (int(edge, 16) for edge in span.split("-"))
                if rights.startswith("rw"):
                    with suppress(OSError):
                        image.seek(start)
                        found += image.read(end - start)
    return found


def watched(process: subprocess.Popen[str], most: int) -> dict[bytes, bytes]:
    """What the children of a process hold, by their command lines, looked at `most` times each.

    Between fork and exec a child still is its parent; it is passed over until it is itself.
    """
    found: dict[bytes, bytes] = {}
    looks: Counter[int] = Counter()
    parents = {b""}
    while process.poll() is None:
        parents.add(command(process.pid))  # it, too, was somebody else before its own exec
        for child in children(process.pid):
            name = command(child)
            if name in parents or looks[child] >= most:
                continue
            image = held(child)
            if command(child) == name:
                looks[child] += 1
                found[name] = found.get(name, b"") + name + image
    return found


@linux
def test_the_practice_services_hold_no_key(fake: FakeServices, place: Path, clip: Path) -> None:
    """In command line, environment or memory."""
    with running(
        "analyze", clip, "--practice", "--project", place / "project", env=surroundings(fake, place)
    ) as process:
        seen = watched(process, most=2)
    assert b"practice-services" in b"\n".join(seen)
    assert_no_secret({name.decode(errors="replace")[:80]: data for name, data in seen.items()})


def test_ffmpeg_is_given_no_key(
    fake: FakeServices, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in tells what it was started with; the real one is gone too soon to be looked at."""
    for name, value in surroundings(fake, place).items():
        monkeypatch.setenv(name, value)
    program = place / "tells-its-environment"
    program.write_text("#!/bin/sh\nexec env\n")
    program.chmod(0o755)
    told: list[str] = []
    asyncio.run(run_ffmpeg(program, (), on_line=told.append))
    assert "LC_ALL=C" in [line.strip() for line in told]
    assert_no_secret({"ffmpeg": "\n".join(told).encode()})


@linux
def test_the_keys_of_the_environment_are_taken_out_of_it(fake: FakeServices, place: Path) -> None:
    """So that a browser or a file manager started from the window does not inherit them."""
    code = (
        "import os, subprocess, sys\n"
        "from sextant.assembly import make_keys\n"
        "keys = make_keys()\n"
        "assert keys.get('deepgram') and keys.place('deepgram').kind == 'environment'\n"
        "sys.stdout.write(subprocess.run(['env'], capture_output=True, text=True).stdout)\n"
    )
    env = os.environ | surroundings(fake, place)
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )
    assert DEEPGRAM_KEY not in done.stdout
    assert OPENROUTER_KEY not in done.stdout


@linux
def test_no_core_is_dumped() -> None:
    code = (
        "import resource, sextant.__main__ as m\n"
        "try: m.main(['--version'])\n"
        "except SystemExit: print(resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("(0, 0)\n")


def test_nothing_shows_a_key_when_it_is_printed(fake: FakeServices) -> None:
    async def go() -> str:
        settings = Settings(deepgram_url=fake.deepgram_url, openrouter_url=fake.openrouter_url)
        keys = Keys({"DEEPGRAM_API_KEY": DEEPGRAM_KEY, "OPENROUTER_API_KEY": OPENROUTER_KEY})
        async with open_services(settings, keys.get) as services:
            for service in services:
                await service.check_key()
            return " ".join(map(repr, (keys, settings, services, *services)))

    assert_no_secret({"repr": asyncio.run(go()).encode()})
