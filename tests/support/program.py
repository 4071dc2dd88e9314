"""The real program in a real window, with the practice services in place of the paid ones."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sextant.assembly import sample_video
from sextant.core.settings import PRACTICE_MODELS, AnalysisSettings, Settings
from sextant.practice.child import practice_services
from sextant.services.ffmpeg import Ffmpeg
from sextant.storage import settings_file
from support.desktop import started
from support.media import ffmpeg


@contextmanager
def local_services() -> Iterator[dict[str, str]]:
    """Both services on loopback; yields the environment that leads a program to them.

    They are reached as any server of one's own is: by address and key.
    """
    ready, leave = threading.Event(), asyncio.Event()
    environment: dict[str, str] = {}
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with practice_services(Ffmpeg().executable) as child:
            environment.update(
                DEEPGRAM_API_KEY=child.key,
                OPENROUTER_API_KEY=child.key,
                SEXTANT_DEEPGRAM_URL=child.deepgram_url,
                SEXTANT_OPENROUTER_URL=child.openrouter_url,
            )
            ready.set()
            await leave.wait()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve())

    thread = threading.Thread(target=run)
    thread.start()
    try:
        while not ready.wait(0.1):
            assert thread.is_alive(), "the services did not come up"
        yield environment
    finally:
        loop.call_soon_threadsafe(leave.set)
        thread.join()


def choose_their_models() -> None:
    """What a person with a server of their own does first: choose models that it has."""
    settings_file.save(Settings(analysis=AnalysisSettings(models=PRACTICE_MODELS)))


@contextmanager
def program(
    environment: Mapping[str, str], *words: str | Path
) -> Iterator[subprocess.Popen[bytes]]:
    """``sextant WORDS…`` as a process of its own."""
    argv = [sys.executable, "-m", "sextant", *map(str, words)]
    with started(argv, env={**os.environ, **environment}) as process:
        yield process


def clip(target: Path, *, start: float = 0.0, seconds: float = 8.0) -> Path:
    """A few seconds of the sample meeting as a video of its own."""
    cut = ("-ss", str(start), "-t", str(seconds))
    ffmpeg(*cut, "-i", f"file:{sample_video()}", "-c", "copy", f"file:{target}")
    return target


def finished(project: Path, recordings: Sequence[str]) -> bool:
    """Whether each recording has its six answers and its report."""
    return all(
        (project / name / "report.html").is_file()
        and len(list((project / name / "analyses").glob("*.md"))) == 6
        for name in recordings
    )
