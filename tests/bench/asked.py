"""A process that asks six questions about a long transcript and tells what that held in memory.

Run as ``asked.py TRANSCRIPT_JSON``, with the services in Sextant's own variables. Prints bytes:
of the transcript as a model reads it, at the most while it became messages, and while all six
answers are written.
"""

import asyncio
import gc
import os
import sys
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

from sextant.assembly import open_services
from sextant.core.messages import SharedMessages, head, transcript_text
from sextant.core.model import Prompt, Recording, Source
from sextant.core.pieces import Text
from sextant.core.ports import Analyst
from sextant.core.settings import DEFAULT_MODELS, AnalysisSettings, Settings
from sextant.storage.deepgram_answer import read_answer

TRANSCRIPT = read_answer(Path(sys.argv[1]).read_bytes())
RECORDING = Recording(source=Source("a.mp4", 1, "0"), created=datetime(2026, 1, 1, tzinfo=UTC))
PROMPTS = tuple(Prompt(name, name, "", "What was said? " * 120) for name in ("one", "two"))


async def ask(analyst: Analyst, body: tuple[bytes, ...], speaking: asyncio.Semaphore) -> None:
    said = 0
    async for piece in analyst.ask(body):
        if isinstance(piece, Text):
            said += 1
            if said == 20:
                speaking.release()


async def six() -> None:
    settings = Settings(
        deepgram_url=os.environ["SEXTANT_DEEPGRAM_URL"],
        openrouter_url=os.environ["SEXTANT_OPENROUTER_URL"],
    )
    keys = {name: os.environ[f"{name.upper()}_API_KEY"] for name in ("deepgram", "openrouter")}
    async with open_services(settings, keys.get) as (_, analyst):
        await analyst.models()  # connections, certificates and parsers are there before
        tracemalloc.start()
        shared = SharedMessages.of(TRANSCRIPT, RECORDING, PROMPTS)
        _, making = tracemalloc.get_traced_memory()
        speaking = asyncio.Semaphore(0)
        async with asyncio.TaskGroup() as group:
            for model in DEFAULT_MODELS:
                begin = head(model, AnalysisSettings(), session="s", info=None)
                for prompt in PROMPTS:
                    body = shared.body(begin, prompt, cached=True)
                    group.create_task(ask(analyst, body, speaking))
            for _ in range(6):
                await speaking.acquire()
            gc.collect()
            held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    text = len(transcript_text(TRANSCRIPT, RECORDING).encode())
    sys.stdout.write(f"{text} {making} {held}\n")


asyncio.run(six())
