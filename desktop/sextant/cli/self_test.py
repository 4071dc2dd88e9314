"""``sextant doctor --self-test``: the program proves, on this computer, that it is whole.

Run on every build before it is given to anybody, and by a person whose installation
misbehaves. Needs no keys and no network; leaves nothing behind.
"""

from __future__ import annotations

import asyncio
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import truststore

from sextant.assembly import export_plan, open_library, sample_video, write_export
from sextant.bridge.preflight import obstacle
from sextant.cli.finding import Finding, trouble
from sextant.core.errors import SextantError
from sextant.export.formats import FORMATS
from sextant.practice.child import this_program
from sextant.services.ffmpeg import Ffmpeg
from sextant.services.playback import DevicePlayback
from sextant.services.sound_device import SoundDevice
from sextant.storage import keys
from sextant.storage.settings_file import CONFIG_VARIABLE

AGAIN = "Install Sextant again."
ANSWERS = 6
PRACTICE_SECONDS = 240.0
"""The longest practice run that is no failure; it takes about 20 s on an idle computer."""
END_SECONDS = 30.0
SOUND_SECONDS = 30.0
"""The longest wait for the first sound; it comes at once on an idle computer."""


def findings() -> Iterator[Finding]:
    """Each check as it ends."""
    with TemporaryDirectory(prefix="sextant-self-test-", ignore_cleanup_errors=True) as place:
        yield _extraction(Path(place))
        yield _sound()
        yield _keyring()
        yield _trust()
        yield from _window(Path(place))


def _extraction(place: Path) -> Finding:
    target = place / "audio"
    try:
        ffmpeg = Ffmpeg()
        asyncio.run(_extract(ffmpeg, target))
    except SextantError as error:
        return trouble("extraction", error)
    if getattr(sys, "frozen", False) and not _is_ours(ffmpeg.executable):
        return Finding(
            "extraction",
            works=False,
            says=f"not the ffmpeg that came along, but {ffmpeg.executable}",
            remedy=f"{AGAIN} A virus scanner may have removed the tool.",
        )
    says = f"{target.stat().st_size} bytes of sound from the sample"
    return Finding("extraction", works=True, says=says)


async def _extract(ffmpeg: Ffmpeg, target: Path) -> None:
    source = sample_video()
    media = await ffmpeg.probe(source)
    await ffmpeg.extract(source, target, media, on_progress=lambda _: None)


def _is_ours(executable: Path) -> bool:
    return Path(sys.executable).resolve().parent in executable.resolve().parents


def _sound() -> Finding:
    """The player plays, on a device that nobody hears."""
    playback = DevicePlayback(lambda: Ffmpeg().executable, lambda: SoundDevice(unheard=True))
    try:
        playback.play(sample_video(), 0.0, 1.0)
        plays = _moves(playback)
    except SextantError as error:
        return trouble("sound", error)
    finally:
        playback.stop()
    if not plays:
        return Finding("sound", works=False, says="does not move", remedy=AGAIN)
    return Finding("sound", works=True, says="the sample plays, unheard")


def _moves(playback: DevicePlayback) -> bool:
    deadline = time.monotonic() + SOUND_SECONDS
    while not playback.position() and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(playback.position())


def _keyring() -> Finding:
    """A computer may have no keyring; the program must have what speaks to one."""
    try:
        name = keys.round_trip()
    except SextantError as error:
        return trouble("keyring", error)
    if name:
        return Finding("keyring", works=True, says=f"stored, read and removed in {name}")
    known = keys.known_backends()
    if keys.OURS[sys.platform] in known:
        return Finding("keyring", works=True, says="none on this computer; able to use one")
    return Finding(
        "keyring",
        works=False,
        says=f"nothing here speaks to the system's keyring (found: {', '.join(sorted(known))})",
        remedy=AGAIN,
    )


def _trust() -> Finding:
    """MacOS and Windows ask a store of their own at each connection; here it is files."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        connection = context.wrap_bio(ssl.MemoryBIO(), ssl.MemoryBIO(), server_hostname="localhost")
        loaded = connection.context.cert_store_stats()["x509_ca"]
    except (OSError, ValueError) as error:
        return _no_trust(type(error).__name__)
    folder = ssl.get_default_verify_paths().capath  # read as needed, so nothing is loaded yet
    if sys.platform == "linux" and not loaded and not (folder and any(Path(folder).iterdir())):
        return _no_trust("no certificates")
    return Finding("trust store", works=True, says="opened")


def _no_trust(why: str) -> Finding:
    return Finding(
        "trust store",
        works=False,
        says=why,
        remedy="Install your system's certificates (on Debian and Ubuntu: ca-certificates).",
    )


def _window(place: Path) -> Iterator[Finding]:
    """The window, unseen, does the main job on the sample and goes when it is asked to."""
    project = place / "Practice"
    unseen = {"QT_QPA_PLATFORM": "offscreen", CONFIG_VARIABLE: str(place / "settings")}
    environment = {**os.environ, **unseen}
    if (remedy := obstacle(environment)) is not None:
        yield Finding("window", works=False, says="cannot open", remedy=remedy)
        return
    said = place / "said"
    with (
        said.open("wb") as stderr,
        subprocess.Popen(
            [*this_program(), "demo", "--project", str(project)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
        ) as child,
    ):
        try:
            answers = _practised(project, child)
            ended = child.poll() is not None
        finally:
            code = _end(child)
    words = said.read_text(encoding="utf-8", errors="replace")[-2000:].strip()
    yield _practice(answers, words)
    if answers == ANSWERS:
        yield _exports(project)
    if not ended and (code == 0 or sys.platform == "win32"):
        yield Finding("window", works=True, says="opened, worked and closed, unseen")
    else:
        yield Finding("window", works=False, says=f"ended with {code}", remedy=words)


def _practice(answers: int, words: str) -> Finding:
    if answers == ANSWERS:
        return Finding("practice", works=True, says=f"{answers} answers and a report")
    says = f"{answers} of {ANSWERS} answers"
    return Finding("practice", works=False, says=says, remedy=words or AGAIN)


def _exports(project: Path) -> Finding:
    """Each format by the library that makes it, with the fonts and templates it brings."""
    unmade: list[str] = []
    library = open_library(project, create=False)
    for name in FORMATS:
        try:
            for folders, target in export_plan(library, (), name, project / f"self-test.{name}"):
                write_export(library, folders, target, name)
        except (SextantError, ImportError) as error:
            unmade.append(f"{name} ({type(error).__name__} {error})")
    if unmade:
        return Finding("exports", works=False, says=f"not made: {', '.join(unmade)}", remedy=AGAIN)
    return Finding("exports", works=True, says=", ".join(FORMATS))


def _practised(project: Path, child: subprocess.Popen[bytes]) -> int:
    """How many answers there are once there is a report, or no more can be hoped for."""
    deadline = time.monotonic() + PRACTICE_SECONDS
    while time.monotonic() < deadline and child.poll() is None:
        if any(project.glob("*/report.html")):
            break
        time.sleep(0.2)
    return len(list(project.glob("*/analyses/*.md")))


def _end(child: subprocess.Popen[bytes]) -> int:
    child.terminate()
    try:
        return child.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()
