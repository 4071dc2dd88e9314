"""Both services, answering at once, and keeping count of what they would charge for."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal

from fakes import openrouter
from fakes.server import Exchange, Reply
from fakes.services import CHAT, LISTEN, FakeServices

COST = Decimal("0.0047")
"""What each answer costs, by the service's own word, in US dollars."""


class Till(FakeServices):
    """The same question always gets the same words, in three pieces."""

    def _next_answer(self, exchange: Exchange) -> Reply:
        return self._answer

    async def _answer(self, exchange: Exchange) -> None:
        name = openrouter.generation_id()
        self.costs[name] = COST
        text = answer_to(question_of(exchange))
        first, *others = openrouter.texts(text, len(text) // 3 + 1)
        await openrouter.begins(exchange, first, named=name)
        for piece in others:
            await exchange.pause()
            await exchange.chunk(piece)
        for piece in (*openrouter.ENDING, b""):
            await exchange.chunk(piece)

    @property
    def asked_for(self) -> list[str]:
        """Those that came whole, in order: what is charged for."""
        return [question_of(e) for e in list(self.exchanges) if e.path == CHAT and e.whole]

    @property
    def transcribed(self) -> int:
        return sum(e.path == LISTEN and e.whole for e in list(self.exchanges))


def question_of(exchange: Exchange) -> str:
    """A short name of a question: of its model and its words."""
    body = exchange.json()
    words = json.dumps([body["model"], body["messages"]], sort_keys=True).encode()
    return hashlib.sha256(words).hexdigest()[:12]


def answer_to(question: str) -> str:
    middle = "Shipping moves to Monday [00:00:12], and the client is told today. " * 8
    return f"The answer {question} begins. {middle}Here {question} ends."


def question_in(answer: bytes) -> str:
    """The question that an answer's file answers wholly; nothing where a word is missing."""
    text = answer.decode(errors="replace").rpartition("\n---\n")[2].strip()
    question = (text.split()[2:3] or [""])[0]
    return question if text == answer_to(question) else ""
