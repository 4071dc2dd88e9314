"""The real pipeline in this process, for long: real ffmpeg, real HTTP, and what it holds on to."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from fakes.services import DEEPGRAM_KEY, OPENROUTER_KEY, FakeServices
from sextant import assembly
from sextant.core.batch import Batch
from sextant.core.events import Event
from sextant.core.ports import Library
from sextant.core.settings import Settings
from support.desk import MemoryKeys


class Held(NamedTuple):
    """What this process holds: memory in kB, open files, threads, tasks, timers of the loop."""

    memory: int
    files: int
    threads: int
    tasks: int
    timers: int


def held() -> Held:
    """To be called in a running loop, with nothing under way."""
    gc.collect()
    status = Path("/proc/self/status").read_text()
    memory = int(status.split("VmRSS:")[1].split()[0])
    loop = asyncio.get_running_loop()
    timers = [timer for timer in getattr(loop, "_scheduled", ()) if not timer.cancelled()]
    files = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names are not needed
    return Held(memory, files, threading.active_count(), len(asyncio.all_tasks()), len(timers))


@asynccontextmanager
async def batch_of(
    library: Library, fake: FakeServices, emit: Callable[[Event], None], *, jobs: int = 2
) -> AsyncGenerator[Batch]:
    """A batch whose services are `fake`, reached as any server of one's own is."""
    settings = msgspec.structs.replace(
        Settings(), deepgram_url=fake.deepgram_url, openrouter_url=fake.openrouter_url
    )
    keys = MemoryKeys({"deepgram": DEEPGRAM_KEY, "openrouter": OPENROUTER_KEY})
    async with assembly.workshop(library, settings, keys, practice=False) as tools:
        yield Batch(tools, settings, emit, jobs=jobs)


def copies(source: Path, folder: Path, count: int, *, first: int = 0) -> list[Path]:
    """`count` recordings that differ in their last bytes, and so are recordings of their own."""
    folder.mkdir(exist_ok=True)
    made = [folder / f"Interview {number:04}.mp4" for number in range(first, first + count)]
    data = source.read_bytes()
    for path in made:
        path.write_bytes(data + b"\x00\x00\x00\x18free" + path.stem.encode()[-16:].rjust(16))
    return made
