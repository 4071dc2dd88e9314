"""Long and many: a hundred videos at once, twelve hours in one, a week of days in some minutes.

The services are stand-ins that answer at once; all else is the real thing.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from fakes import deepgram
from fakes.services import CHAT, LISTEN, FakeServices
from sextant.core.batch import Batch
from sextant.core.events import Event, RecordingFinished, RecordingOpened, State
from sextant.storage.library import FolderLibrary
from support.figures import Figure, seconds
from support.media import ffmpeg
from support.sample import VIDEO
from support.soak import Held, batch_of, copies, held

if os.name != "posix":
    pytest.skip("what a process holds is told by /proc", allow_module_level=True)

MANY = 100
CANCELS = 4
DAYS = 7
A_DAY = int(os.environ.get("SEXTANT_SOAK_A_DAY", "40"))
"""Recordings a day; 300 take some half an hour."""

GROWTH = 24_000
"""Of memory in kB from the second day to the last: caches fill, nothing else."""

Report = Callable[[Figure], None]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clip") / "Interview.mp4"
    ffmpeg("-i", VIDEO, "-t", "2", "-vn", "-c", "copy", path)
    return path


def library_in(folder: Path) -> FolderLibrary:
    return FolderLibrary.create(folder / "project", created=datetime.now(UTC))


def nothing_left(library: FolderLibrary) -> None:
    parts = [path.name for path in library.path.rglob("*.part")]
    assert [name for name in parts if not name.endswith(".md.part")] == []


def flat(before: Held, after: Held) -> None:
    """Two files more are what the loop opens for the first child."""
    assert (after.tasks, after.timers) == (before.tasks, before.timers)
    assert after.files <= before.files + 2


def test_a_hundred_videos_dropped_at_once(clip, tmp_path, report: Report) -> None:
    """First come, first served; cancelled at any moment and resumed, each is paid for once."""
    videos = copies(clip, tmp_path / "videos", MANY)
    library, chance = library_in(tmp_path), Random(7)
    opened: list[str] = []
    ended: list[str] = []
    enough = asyncio.Event()
    moment = 0

    def hear(event: Event) -> None:
        if isinstance(event, RecordingOpened) and not event.known:
            opened.append(event.recording)
        if isinstance(event, RecordingFinished) and event.state is State.DONE:
            ended.append(event.recording)
            if len(ended) >= moment:
                enough.set()

    async def scenario(fake: FakeServices) -> tuple[Held, Held, int]:
        nonlocal moment
        before, cancels = held(), 0
        while len(set(ended)) < MANY:
            moment = len(ended) + chance.randint(5, 40) if cancels < CANCELS else 10 * MANY
            enough.clear()
            async with batch_of(library, fake, hear) as batch:
                work = asyncio.ensure_future(batch.run(videos, library.recordings()))
                reached = asyncio.ensure_future(enough.wait())
                await asyncio.wait([work, reached], return_when=asyncio.FIRST_COMPLETED)
                reached.cancel()
                if not work.done():
                    work.cancel()
                    await asyncio.wait([work])
                    nothing_left(library)
                    cancels += 1
        return before, held(), cancels

    began = time.perf_counter()
    with FakeServices() as fake:
        fake.keeps_bodies = False
        before, after, cancels = asyncio.run(scenario(fake))
        uploads = sum(e.path == LISTEN and e.whole for e in fake.exchanges)
        questions = sum(e.path == CHAT and e.whole for e in fake.exchanges)
    took = time.perf_counter() - began
    assert sorted(set(ended)) == sorted(opened)
    assert all(len(folder.analyses()) == 6 for folder in library.recordings())
    assert all(a.complete for folder in library.recordings() for a in folder.analyses())
    late = max(abs(opened.index(name) - at) for at, name in enumerate(dict.fromkeys(ended)))
    flat(before, after)
    in_flight = cancels * 2
    assert MANY <= uploads <= MANY + in_flight
    assert 6 * MANY <= questions <= 6 * (MANY + in_flight)
    report(Figure(f"{MANY} videos, cancelled {cancels} times", seconds(took), "", "", "", None))
    report(Figure("… uploads beyond one each", str(uploads - MANY), "", "", "≤ 8", True))
    report(Figure("… places a video ended out of turn", str(late), "", "", "", None))


def test_weeks_of_recordings_leave_nothing_behind(clip, tmp_path, report: Report) -> None:
    """Day by day one batch, as a window that stays open has it."""
    library = library_in(tmp_path)

    async def day(batch: Batch, number: int) -> Held:
        videos = copies(clip, tmp_path / "videos", A_DAY, first=number * A_DAY)
        summary = await batch.run(videos)
        assert (summary.done, summary.failed) == (A_DAY, 0)
        for video in videos:
            video.unlink()
        return held()

    async def scenario(fake: FakeServices) -> list[Held]:
        async with batch_of(library, fake, lambda _: None) as batch:
            found = []
            for number in range(DAYS):
                found.append(await day(batch, number))
                fake.exchanges.clear()
                fake.timeline.clear()
            return found

    began = time.perf_counter()
    with FakeServices() as fake:
        fake.keeps_bodies = False
        days = asyncio.run(scenario(fake))
    took = time.perf_counter() - began
    nothing_left(library)
    assert len(library.recordings()) == DAYS * A_DAY
    second, last = days[1], days[-1]
    assert last.memory - second.memory < GROWTH
    assert last.threads <= second.threads
    flat(second, last)
    report(Figure(f"{DAYS} days of {A_DAY} recordings", seconds(took), "", "", "", None))
    grown = f"{(last.memory - second.memory) / 1000:+.1f} MB"
    report(Figure("… memory, second day to last", grown, "", "", "≤ 24 MB", True))
    same = f"{last.files} files, {last.threads} threads, {last.tasks} tasks, {last.timers} timers"
    report(Figure("… held at the end of the last day", same, "", "", "as on the second", True))


def test_a_recording_of_twelve_hours(tmp_path, report: Report) -> None:
    """Twelve hours of sound and 100,000 words, through all of it."""
    minute = tmp_path / "Minute.m4a"
    ffmpeg("-i", VIDEO, "-t", "60", "-vn", "-c", "copy", minute)
    source = tmp_path / "Hearing.m4a"
    long = str(12 * 3600)
    ffmpeg("-stream_loop", "-1", "-i", minute, "-t", long, "-c", "copy", source)
    library = library_in(tmp_path)

    async def scenario(fake: FakeServices) -> tuple[Held, Held]:
        before = held()
        async with batch_of(library, fake, lambda _: None) as batch:
            summary = await batch.run([source])
            assert (summary.done, summary.failed) == (1, 0), summary.errors
        return before, held()

    began = time.perf_counter()
    with FakeServices() as fake:
        fake.keeps_bodies = False
        fake.upload(deepgram.transcribes(json.dumps(twelve_hours()).encode()))
        before, after = asyncio.run(scenario(fake))
    took = time.perf_counter() - began
    (folder,) = library.recordings()
    assert len(folder.analyses()) == 6
    flat(before, after)
    size = f"{source.stat().st_size / 1e6:.0f} MB"
    report(Figure("12 hours of sound, 100,000 words", seconds(took), size, "", "", None))
    grown = f"{(after.memory - before.memory) / 1000:+.0f} MB"
    report(Figure("… memory held afterwards", grown, "", "", "", None))


def twelve_hours() -> object:
    words = [
        {
            "word": f"word{number % 5000}",
            "punctuated_word": f"word{number % 5000}{'.' if number % 12 == 11 else ''}",
            "start": round(number * 0.432, 2),
            "end": round(number * 0.432 + 0.3, 2),
            "confidence": 0.98,
            "speaker": number // 60 % 3,
        }
        for number in range(100_000)
    ]
    return deepgram.transcript(words=words)
