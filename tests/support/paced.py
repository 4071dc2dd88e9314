"""Both services at the pace of real ones: hours of transcript, answers written as one reads.

Bodies are counted and not kept, so that what is measured is the program.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from random import Random
from typing import Any

from fakes.deepgram import says
from fakes.openrouter import ENDING, PROCESSING, begins, chunk
from fakes.server import Exchange, Reply
from fakes.services import FakeServices

WORDS_AN_HOUR = 10_000
WORDS_A_TURN = 40
TOKEN = 4
"""Characters of a token, as English has them."""

VOCABULARY = [f"{syllable}{rank}" for syllable in ("har", "con", "mo") for rank in range(4000)]


def speech(hours: float) -> list[str]:
    """As many words as are said in `hours`."""
    return Random(7).choices(VOCABULARY, k=int(hours * WORDS_AN_HOUR))


def heard(said: Sequence[str]) -> bytes:
    """Deepgram's answer in full: each word in the alternative and once more in an utterance."""
    pace = 3600 / WORDS_AN_HOUR
    words = [
        {
            "word": word,
            "start": round(number * pace, 2),
            "end": round(number * pace + 0.3, 2),
            "confidence": 0.9987654,
            "punctuated_word": word,
            "speaker": number // WORDS_A_TURN % 3,
            "speaker_confidence": 0.58123,
        }
        for number, word in enumerate(said)
    ]
    turns = [words[start : start + WORDS_A_TURN] for start in range(0, len(words), WORDS_A_TURN)]
    alternative: dict[str, Any] = {"transcript": " ".join(said), "confidence": 1, "words": words}
    utterances = [
        {
            "start": turn[0]["start"],
            "end": turn[-1]["end"],
            "confidence": 0.99,
            "channel": 0,
            "transcript": " ".join(word["word"] for word in turn),
            "words": turn,
            "speaker": turn[0]["speaker"],
            "id": f"{number:036}",
        }
        for number, turn in enumerate(turns)
    ]
    metadata = {
        "request_id": "2479c8c8-8185-40ac-9ac6-f0874419f793",
        "sha256": "0" * 64,
        "created": "2026-01-01T00:00:00Z",
        "duration": len(words) * pace,
        "channels": 1,
        "models": [],
        "model_info": {},
    }
    results = {"channels": [{"alternatives": [alternative]}], "utterances": utterances}
    return json.dumps({"metadata": metadata, "results": results}).encode()


def written(said: Sequence[str], tokens: int, seed: int) -> str:
    """An answer of so many tokens that quotes what was `said`, a time behind each quotation."""
    random, lines, size = Random(seed), ["# What was said\n\n"], 0
    while size < tokens * TOKEN:
        first = random.randrange(len(said) - 12)
        second = int(first * 3600 / WORDS_AN_HOUR)
        time = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
        quoted = " ".join(said[first : first + 8])
        lines.append(f"- **Point {len(lines)}**: they agreed that “{quoted}” [{time}].\n")
        size += len(lines[-1])
    return "".join(lines)[: tokens * TOKEN]


class PacedServices(FakeServices):
    """Every upload is `hours` of talk; every answer has `tokens` tokens, so many a second.

    `hearing` and `thinking` are the seconds before the transcript and before a first token.
    """

    def __init__(
        self,
        *,
        hours: float = 2.0,
        tokens: int = 1000,
        a_second: float = 200.0,
        hearing: float = 0.0,
        thinking: float = 0.5,
    ) -> None:
        super().__init__()
        self.keeps_bodies = False
        self.said = speech(hours)
        self.hearing, self.thinking = hearing, thinking
        self.tokens, self.a_second = tokens, a_second
        self.listening = 0
        """Recordings that have come and are being heard now."""
        self.writing = 0
        """Answers that are being written now."""
        self.answers = 0
        """Answers that were written to their end."""
        self._hears = says(200, heard(self.said))
        self.uploads.extend([self._listened] * 1000)

    def _next_answer(self, exchange: Exchange) -> Reply:
        del exchange
        return self._answered

    async def _listened(self, exchange: Exchange) -> None:
        await exchange.read()
        self.listening += 1
        try:
            await asyncio.sleep(self.hearing)
        finally:
            self.listening -= 1
        await self._hears(exchange)

    async def _answered(self, exchange: Exchange) -> None:
        """A token each so often; late ones catch up, as a network's do."""
        text = written(self.said, self.tokens, exchange.number)
        await begins(exchange, PROCESSING)
        await asyncio.sleep(self.thinking)
        clock = asyncio.get_running_loop().time
        began, sent = clock(), 0
        self.writing += 1
        try:
            while sent < self.tokens:
                due = min(self.tokens, int((clock() - began) * self.a_second) + 1)
                for number in range(sent, due):
                    await exchange.chunk(chunk(text[number * TOKEN : (number + 1) * TOKEN]))
                sent = due
                await asyncio.sleep(1 / self.a_second)
        finally:
            self.writing -= 1
        for event in ENDING:
            await exchange.chunk(event)
        await exchange.chunk(b"")
        self.answers += 1
