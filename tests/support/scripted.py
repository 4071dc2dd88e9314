"""Stand-ins for the core's ports that count what is paid for. No clock runs, nothing is sent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sextant.core.errors import SextantError
from sextant.core.media import Media
from sextant.core.model import ModelInfo, Usage
from sextant.core.pieces import Accepted, Finished, Piece, Text
from sextant.core.settings import DEFAULT_MODELS, TranscriptionSettings

SPOKEN = (
    (0, "We ship the harbour report on Friday at noon.", 0.5),
    (1, "I doubt that, the numbers are not in yet.", 6.0),
    (0, "Then we ship on Monday and tell the client today.", 12.0),
)


def deepgram_answer(spoken: Sequence[tuple[int, str, float]] = SPOKEN) -> bytes:
    """A raw answer in Deepgram's shape, one word each third of a second."""
    words = [
        {
            "word": word.strip(".,").lower(),
            "punctuated_word": word,
            "start": start + index / 3,
            "end": start + index / 3 + 0.3,
            "confidence": 0.99,
            "speaker": speaker,
        }
        for speaker, text, start in spoken
        for index, word in enumerate(text.split())
    ]
    alternative = {"transcript": " ".join(t for _, t, _ in spoken), "confidence": 1, "words": words}
    return json.dumps(
        {
            "metadata": {
                "request_id": "rid",
                "sha256": "0" * 64,
                "created": "2026-01-01T00:00:00Z",
                "duration": 20.0,
                "channels": 1,
                "models": [],
                "model_info": {},
            },
            "results": {"channels": [{"alternatives": [alternative]}]},
        }
    ).encode()


class StillClock:
    """Time that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        self.seconds += 0.05
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)


class ScriptedExtractor:
    """Finds sound in everything, and writes some."""

    def __init__(self) -> None:
        self.extractions = 0
        self.sound = b"\0\0\0 ftypM4A sound"

    async def probe(self, source: Path) -> Media:
        return Media(duration=20.0, codec="aac", tracks=1, suffix=".m4a", copied=True)

    async def extract(
        self,
        source: Path,
        target: Path,
        media: Media,
        *,
        track: int = 0,
        on_progress: Callable[[float], None],
    ) -> None:
        on_progress(0.5)
        await asyncio.sleep(0)
        await asyncio.to_thread(target.write_bytes, self.sound)
        self.extractions += 1
        on_progress(1.0)


class ScriptedTranscriber:
    """Answers with `answer`, after the `faults` are used up. `paid` counts whole answers."""

    def __init__(self, answer: bytes | None = None, faults: Sequence[SextantError] = ()) -> None:
        self.answer = deepgram_answer() if answer is None else answer
        self.faults = list(faults)
        self.attempts = 0
        self.paid = 0
        self.upload_first = False

    async def check_key(self) -> None:
        return None

    async def transcribe(
        self,
        audio: Path,
        sink: Callable[[bytes], None],
        *,
        settings: TranscriptionSettings,
        on_accepted: Callable[[str], None],
        on_progress: Callable[[float], None],
    ) -> None:
        self.attempts += 1
        on_progress(0.5)
        await asyncio.sleep(0)
        if self.upload_first:
            on_progress(1.0)
        if self.faults:
            raise self.faults.pop(0)
        on_progress(1.0)
        on_accepted("rid")
        half = len(self.answer) // 2
        sink(self.answer[:half])
        await asyncio.sleep(0)
        sink(self.answer[half:])
        self.paid += 1


Script = Sequence[Piece | SextantError]


class ScriptedAnalyst:
    """Answers each question with a short text, or what `scripts` says for (model, nth question)."""

    def __init__(self) -> None:
        self.scripts: dict[tuple[str, int], list[Script]] = {}
        self.asked: list[tuple[str, bytes]] = []
        self.bodies: list[Sequence[bytes]] = []
        self.paid: list[tuple[str, bytes]] = []
        self.spoke: list[tuple[str, bool]] = []
        """For each question the model, and whether it had begun an answer by then."""
        self.speaking: set[str] = set()
        self.under_way = 0
        self.peak = 0
        self.together = 0
        """How many questions must have been under way at once before any is answered."""
        self._enough = asyncio.Event()
        self.catalogue: Sequence[ModelInfo] = [priced(model) for model in DEFAULT_MODELS]
        self.costs: dict[str, Usage] = {}
        self.looked_up: list[str] = []

    async def models(self) -> Sequence[ModelInfo]:
        return self.catalogue

    async def check_key(self) -> None:
        return None

    async def look_up(self, remote_id: str) -> Usage | None:
        self.looked_up.append(remote_id)
        return self.costs.get(remote_id)

    async def ask(self, pieces: Sequence[bytes]) -> AsyncGenerator[Piece]:
        body = b"".join(pieces)
        fields = json.loads(body)
        model: str = fields["model"]
        instruction = fields["messages"][-1]["content"][-1]["text"].encode()
        nth = len({i for m, i in self.asked if m == model} - {instruction})
        self.asked.append((model, instruction))
        self.bodies.append(pieces)
        self.spoke.append((model, model in self.speaking))
        self.under_way += 1
        self.peak = max(self.peak, self.under_way)
        try:
            if self.peak >= self.together:
                self._enough.set()
            async with asyncio.timeout(60):
                await self._enough.wait()
            scripts = self.scripts.get((model, nth))
            for piece in scripts.pop(0) if scripts else whole(f"{model} on {instruction[:40]!r}."):
                await asyncio.sleep(0)
                if isinstance(piece, SextantError):
                    raise piece
                if isinstance(piece, Text):
                    self.speaking.add(model)
                if isinstance(piece, Finished):
                    self.paid.append((model, instruction))
                yield piece
        finally:
            self.under_way -= 1


def whole(text: str, *, cost: str | None = "0.01", finish: str = "stop") -> Script:
    """The pieces of a normal answer."""
    usage = Usage(100, 20, cost_usd=None if cost is None else Decimal(cost))
    return (Accepted("gen-1"), Text(text[:4]), Text(text[4:]), Finished(finish, usage=usage))


def priced(model: str, *, context: int = 1_000_000) -> ModelInfo:
    return ModelInfo(
        id=model,
        name=model,
        context_length=context,
        prompt_price=Decimal("0.000002"),
        completion_price=Decimal("0.00001"),
    )
