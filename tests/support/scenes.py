"""What a picture shows: the real program brought into a state, as a person would meet it.

A scene is entered with a home of its own and yields what to start the program with and what
is done in the window before the picture. Services on loopback take the place of the paid
ones; they hold still where a picture needs that.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from fakes import deepgram, openrouter
from fakes.server import Exchange, Reply
from fakes.services import DEEPGRAM_KEY, OPENROUTER_KEY, FakeServices
from sextant.core.settings import DEFAULT_MODELS
from support.desktop import eventually, find_window, started, xdotool
from support.many import add_more
from support.media import ffmpeg
from support.meeting import saved_meeting
from support.pictured import ANSWERS, meeting
from support.program import clip, finished, program
from support.scripted import deepgram_answer

Environment = dict[str, str]
Act = Callable[[Mapping[str, str], str], None]
"""What is done in the window, given the display and the window's number."""

SAMPLE = "Harbour project weekly"
PROJECT = "Client interviews"
MEETING = "Q3 board meeting"
KEYS = {"DEEPGRAM_API_KEY": DEEPGRAM_KEY, "OPENROUTER_API_KEY": OPENROUTER_KEY}
SERVED = {
    "~anthropic/claude-sonnet-latest": "anthropic/claude-sonnet-5.5",
    "~openai/gpt-sol-latest": "openai/gpt-6-sol",
    "~google/gemini-flash-latest": "google/gemini-4-flash",
}
MANY = 10_000


def until_asked(desktop: Mapping[str, str], window: str) -> None:
    """Until a dialog is over the window."""
    eventually(lambda: xdotool(desktop, "getactivewindow") != window, "a dialog")


def nothing(desktop: Mapping[str, str], window: str) -> None:
    """The window as it comes up."""


class Start(NamedTuple):
    """With what the program is started, and what is done then."""

    environment: Environment
    words: Sequence[str | Path]
    act: Act = nothing


Scene = Callable[[Path, Path, Environment], AbstractContextManager[Start]]
"""Entered with a folder of its own, one shared by all pictures of a scene, and a home."""


def _project(folder: Path) -> tuple[str, Path]:
    return "--project", folder / PROJECT


@contextmanager
def empty(folder: Path, _shared: Path, home: Environment) -> Iterator[Start]:
    """Keys are there, recordings are not."""
    yield Start(home | KEYS, _project(folder))


@contextmanager
def dragging(folder: Path, _shared: Path, home: Environment) -> Iterator[Start]:
    """A hand holds a file over the window."""
    file = folder / f"{MEETING}.mp4"
    file.touch()
    source = Path(__file__).parents[1] / "journeys" / "drag_source.py"
    argv = [sys.executable, str(source), "40", "40", str(file)]
    running: list[AbstractContextManager[subprocess.Popen[bytes]]] = []

    def hold(desktop: Mapping[str, str], window: str) -> None:
        running.append(started(argv, env={**os.environ, **desktop}))
        running[0].__enter__()
        hand = find_window(desktop, "drag source")
        xdotool(desktop, "windowactivate", "--sync", hand, "sleep", "0.3")
        xdotool(desktop, "mousemove", "--window", hand, 36, 30, "mousedown", 1, "sleep", "0.1")
        for step in (4, 12):
            xdotool(desktop, "mousemove", "--window", hand, 40 + step, 30, "sleep", "0.1")
        for step in (-24, -12, 0):
            place = (720 + step, 640 + step)
            xdotool(desktop, "mousemove", "--window", window, *place, "sleep", "0.2")
        xdotool(desktop, "windowraise", window, "sleep", "0.2")

    try:
        yield Start(home | KEYS, _project(folder), hold)
    finally:
        for hand in running:
            hand.__exit__(None, None, None)


@contextmanager
def extracting(folder: Path, shared: Path, home: Environment) -> Iterator[Start]:
    """The audio tool is halted on its way through a long recording."""
    long = shared / f"{MEETING}.wav"
    if not long.exists():
        tone = "sine=frequency=220:sample_rate=48000:duration=7200"
        ffmpeg("-f", "lavfi", "-i", tone, "-c:a", "pcm_s16le", f"file:{long}")
    halted: list[int] = []

    def halt(desktop: Mapping[str, str], window: str) -> None:
        until_asked(desktop, window)
        xdotool(desktop, "key", "Return")  # two hours cost more than a dollar
        eventually(lambda: _encoders(folder), "ffmpeg at work")
        xdotool(desktop, "sleep", "1.5")
        halted.extend(_encoders(folder))
        for process in halted:
            os.kill(process, signal.SIGSTOP)

    try:
        yield Start(home | KEYS, (*_project(folder), "--", long), halt)
    finally:
        for process in halted:
            os.kill(process, signal.SIGCONT)


def _encoders(folder: Path) -> list[int]:
    """The processes that write audio into `folder`."""
    found: list[int] = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = line.read_bytes()
        except OSError:
            continue
        if b"ffmpeg" in words and str(folder).encode() in words:
            found.append(int(line.parent.name))
    return found


@contextmanager
def _served(
    folder: Path, home: Environment, replies: Callable[[str, str], Reply], until: str
) -> Iterator[Start]:
    """A run on services of one's own, until so many answers are `until`: a text in the ledger."""
    video = clip(folder / f"{MEETING}.mp4", seconds=134.0)
    with FakeServices() as services:
        raw = msgspec.json.decode(deepgram_answer(meeting()))
        services.upload(deepgram.transcribes(raw))
        for model in DEFAULT_MODELS:
            texts = ANSWERS[DEFAULT_MODELS.index(model) :: len(DEFAULT_MODELS)]
            services.question(model, *(replies(model, text) for text in texts))
        environment = home | KEYS
        environment["SEXTANT_DEEPGRAM_URL"] = services.deepgram_url
        environment["SEXTANT_OPENROUTER_URL"] = services.openrouter_url
        ledger = folder / PROJECT / MEETING / "requests.jsonl"

        def wait(desktop: Mapping[str, str], _window: str) -> None:
            def there() -> bool:
                return ledger.is_file() and ledger.read_text().count(until) >= len(ANSWERS)

            eventually(there, f"six answers that are {until}")
            xdotool(desktop, "sleep", "4")

        yield Start(environment, (*_project(folder), "--", video), wait)


def _answer(model: str, text: str, *, finish: str = "stop") -> Reply:
    named = partial(openrouter.chunk, model=SERVED[model])
    pieces = [named(text[start : start + 12]) for start in range(0, len(text), 12)]
    ending = (named(finish=finish), named(finish=finish, usage=openrouter.USAGE), openrouter.DONE)
    return openrouter.streams(*pieces, *ending)


def streaming(folder: Path, _shared: Path, home: Environment) -> AbstractContextManager[Start]:
    """Six answers are being written; each holds still somewhere."""

    def reply(model: str, text: str) -> Reply:
        half = text[: 150 + 60 * DEFAULT_MODELS.index(model)]
        pieces = [half[start : start + 12] for start in range(0, len(half), 12)]
        named = partial(openrouter.chunk, model=SERVED[model])

        async def writes(exchange: Exchange) -> None:
            await openrouter.begins(exchange)
            for piece in pieces:
                await exchange.chunk(named(piece))
                await asyncio.sleep(0.06)  # as models write
            await exchange.silence()

        return writes

    return _served(folder, home, reply, '"event":"sent","id"')


def one_failed(folder: Path, _shared: Path, home: Environment) -> AbstractContextManager[Start]:
    """One model is not available; the other five answers are there."""
    failing = iter([openrouter.MODERATED])

    def reply(model: str, text: str) -> Reply:
        if model == DEFAULT_MODELS[1]:
            return next(failing, _answer(model, text))
        return _answer(model, text)

    return _served(folder, home, reply, '"event":"settled"')


def all_failed(folder: Path, _shared: Path, home: Environment) -> AbstractContextManager[Start]:
    """The account has no money left."""
    return _served(folder, home, lambda *_: openrouter.CANNOT_AFFORD, '"event":"settled"')


def cut_short(folder: Path, _shared: Path, home: Environment) -> AbstractContextManager[Start]:
    """One model reached the length allowed."""

    short = iter([260])

    def reply(model: str, text: str) -> Reply:
        if model == DEFAULT_MODELS[0] and (most := next(short, 0)):
            return _answer(model, text[:most], finish="length")
        return _answer(model, text)

    return _served(folder, home, reply, '"event":"settled"')


@contextmanager
def offline(folder: Path, _shared: Path, home: Environment) -> Iterator[Start]:
    """Nobody answers at either address."""
    video = clip(folder / f"{MEETING}.mp4", seconds=134.0)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nowhere = f"http://127.0.0.1:{taken.getsockname()[1]}"
    recording = folder / PROJECT / MEETING / "recording.json"

    def wait(_desktop: Mapping[str, str], _window: str) -> None:
        def told() -> bool:
            return recording.is_file() and '"unreachable"' in recording.read_text()

        eventually(told, "the word that nobody can be reached", 240)

    environment = home | KEYS
    environment |= {"SEXTANT_DEEPGRAM_URL": nowhere, "SEXTANT_OPENROUTER_URL": f"{nowhere}/v1"}
    yield Start(environment, (*_project(folder), "--", video), wait)


@contextmanager
def done(folder: Path, _shared: Path, home: Environment) -> Iterator[Start]:
    """Six answers to a meeting, as one opens it again."""
    saved_meeting(folder / PROJECT, answers=ANSWERS, said=meeting())
    yield Start(home | KEYS, _project(folder))


@contextmanager
def practice(folder: Path, shared: Path, home: Environment) -> Iterator[Start]:
    """The sample after its run without keys or network."""
    made = shared / PROJECT
    if not made.exists():
        with program(home, "demo", "--project", made, "--json") as terminal:
            assert terminal.wait(300) == 0
        assert finished(made, [SAMPLE])
    shutil.copytree(made, folder / PROJECT)
    yield Start(home, _project(folder))


@contextmanager
def many(_folder: Path, shared: Path, home: Environment) -> Iterator[Start]:
    """Ten thousand recordings."""
    if not (shared / PROJECT).exists():
        first = saved_meeting(shared / PROJECT, answers=ANSWERS, said=meeting())
        add_more(first, MANY - 1, name=_one_of_many, place=os.link)

    def wait(desktop: Mapping[str, str], _window: str) -> None:
        xdotool(desktop, "sleep", "15")  # the window stands still while their names are read

    yield Start(home | KEYS, _project(shared), wait)


def _one_of_many(number: int) -> str:
    kind = ("Interview", "Site visit", "Focus group", "Workshop", "Debrief")[number * 7 % 5]
    where = ("Bristol", "Leeds", "Cardiff", "Norwich", "Dundee", "York")[number * 5 % 6]
    return f"{kind} {MANY - number} – {where}.mp4"
