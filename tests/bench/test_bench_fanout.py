"""What six questions about one long transcript take: memory here, money at the providers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from sextant.core.model import ModelInfo
from sextant.core.pieces import Piece, Text
from sextant.core.settings import DEFAULT_MODELS
from support.bench import Bench
from support.figures import Figure, megabytes
from support.paced import PacedServices, heard, speech
from support.scripted import ScriptedAnalyst, ScriptedTranscriber, priced
from support.terminal import led_to

ASKED = Path(__file__).with_name("asked.py")

PRICES = {"anthropic": 2.0, "openai": 2.0, "google": 0.75}
"""US dollars a million tokens of input (the default models' list prices, autumn 2026)."""

WRITING = {"anthropic": 1.25, "openai": 1.25, "google": 1.0}
READING = {"anthropic": 0.10, "openai": 0.10, "google": 0.25}
"""What a token costs that goes into a provider's cache and that comes out of it, as a part of
its price. Anthropic's only where the request marks the place; the others' by themselves."""


def test_memory_of_six_questions_about_ten_hours(report, tmp_path):
    text, making, held = asked(tmp_path, hours=10)
    _, _, without = asked(tmp_path, hours=0.01)
    baseline = f"the transcript's text: {megabytes(text)}"
    for what, value, bar in (
        ("memory while six answers about ten hours are written", held, 1.2),
        ("of it, what grows with the transcript", held - without, 1.2),
        ("the same, for the instant in which the text becomes messages", making, None),
    ):
        ratio, limit = f"{value / text:.2f} ×", "–" if bar is None else f"≤ {bar:g} ×"
        met = None if bar is None else value / text <= bar
        report(Figure(what, megabytes(value), baseline, ratio, limit, met))


def asked(folder: Path, hours: float) -> tuple[int, int, int]:
    """Bytes of the transcript's text, at the most while it became messages, and then held."""
    with PacedServices(hours=hours, tokens=600) as services:
        raw = folder / f"{hours}.json"
        raw.write_bytes(heard(services.said))
        argv = [sys.executable, str(ASKED), str(raw)]
        environment = {**os.environ, **led_to(services)}
        done = subprocess.run(argv, env=environment, check=True, capture_output=True)
    text, making, held = map(int, done.stdout.split())
    return text, making, held


class Meter(ScriptedAnalyst):
    """Counts what the input costs where caches work as the providers describe them.

    A prefix can be read from the moment the first answer about it begins; requests
    that left before all pay for themselves.
    """

    def __init__(self) -> None:
        super().__init__()
        self.catalogue: Sequence[ModelInfo] = [priced(model) for model in DEFAULT_MODELS]
        self.paid_for = 0.0
        self.uncached = 0.0
        self._cached: set[tuple[str, str, str]] = set()

    async def ask(self, pieces: Sequence[bytes]) -> AsyncGenerator[Piece]:
        fields = json.loads(b"".join(pieces))
        system, user = fields["messages"]
        transcript, instruction = user["content"]
        family = fields["model"].lstrip("~").partition("/")[0]
        prefix = (fields["model"], fields["session_id"], system["content"] + transcript["text"])
        tokens, rest = len(prefix[2]) / 4, len(instruction["text"]) / 4
        rate = 1.0
        if prefix in self._cached:
            rate = READING[family]
        elif family != "anthropic" or "cache_control" in transcript:
            rate = WRITING[family]
        self.paid_for += (tokens * rate + rest) * PRICES[family]
        self.uncached += (tokens + rest) * PRICES[family]
        async for piece in super().ask(pieces):
            if isinstance(piece, Text):
                self._cached.add(prefix)
            yield piece


def test_input_cost_of_the_six(report, tmp_path):
    bench = Bench(tmp_path)
    bench.transcriber = ScriptedTranscriber(heard(speech(1)))
    meter = bench.analyst = Meter()
    assert bench.run().done == 1
    ratio = meter.paid_for / meter.uncached
    report(
        Figure(
            "input of the six about an hour, caches as the providers describe them",
            f"${meter.paid_for / 1e6:.3f}",
            f"six sends without: ${meter.uncached / 1e6:.3f}",
            f"{ratio:.2f} ×",
            "≤ 0.7 ×",
            ratio <= 0.7,
        )
    )
