"""Both services on one loopback port, strict first and then as faulty as a test wants.

A request that the published contracts would not allow is refused as the real service
refuses it, and is remembered in `problems`, which fails the test at its end.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from fakes import deepgram, openrouter, rules
from fakes.server import Exchange, Reply, Server
from sextant.core.settings import DEFAULT_MODELS

DEEPGRAM_KEY = "5c1e0f7a9b3d2468ace013579bdf02468ace1357"
OPENROUTER_KEY = "sk-or-v1-0123456789abcdef0123456789abcdef"

LISTEN = "/v1/listen"
CHAT = "/api/v1/chat/completions"


def model_row(model: str, *, context: int | None = 1_000_000, **more: Any) -> dict[str, Any]:
    """A row of the list of models, with the fields that are always there."""
    return {
        "id": model,
        "canonical_slug": model.lstrip("~"),
        "name": model.lstrip("~"),
        "created": 1_790_000_000,
        "pricing": {"prompt": "0.000002", "completion": "0.00001"},
        "context_length": context,
        "architecture": {"modality": "text->text"},
        "top_provider": {"max_completion_tokens": 64_000, "is_moderated": False},
        "per_request_limits": None,
        "supported_parameters": ["max_tokens", "reasoning"],
        "default_parameters": None,
        "links": {},
        **more,
    }


class FakeServices(Server):
    """Scripts are used up one reply a request; without one, all goes well.

    `most_at_once` makes OpenRouter hold credit for requests in flight beyond it.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.problems: list[str] = []
        self.deepgram_key: str | None = DEEPGRAM_KEY
        self.openrouter_key: str | None = OPENROUTER_KEY
        self.uploads: deque[Reply] = deque()
        self.questions: dict[str, deque[Reply]] = {}
        self.models: Any = {"data": [model_row(model) for model in DEFAULT_MODELS]}
        self.costs: dict[str, Decimal] = {}
        self.most_at_once: int | None = None
        self.routes: dict[str, Reply] = {
            "/v1/auth/token": self._token,
            "/api/v1/key": self._key,
            "/api/v1/models": self._models,
            "/api/v1/generation": self._generation,
        }
        self._under_way = 0

    @property
    def deepgram_url(self) -> str:
        return self.origin

    @property
    def openrouter_url(self) -> str:
        return f"{self.origin}/api/v1"

    def upload(self, *replies: Reply) -> None:
        """What the next uploads get."""
        self.uploads.extend(replies)

    def question(self, model: str, *replies: Reply) -> None:
        """What the next questions to `model` get; ``""`` is any model."""
        self.questions.setdefault(model, deque()).extend(replies)

    def received(self, path: str) -> list[Exchange]:
        return [exchange for exchange in self.exchanges if exchange.path == path]

    @property
    def asked(self) -> list[Any]:
        """The bodies of all questions that have arrived whole, in order."""
        return [exchange.json() for exchange in self.received(CHAT) if exchange.kept]

    def __exit__(self, *error: object) -> None:
        super().__exit__(*error)
        if error[0] is None:
            assert self.problems == []

    async def reply(self, exchange: Exchange) -> None:
        match exchange.method, exchange.path:
            case "POST", path if path == LISTEN:
                await self._listen(exchange)
            case "POST", path if path == CHAT:
                await self._chat(exchange)
            case "GET", path if path in self.routes:
                await self.routes[path](exchange)
            case _:
                self._problem(exchange, "no such address")
                await exchange.answer(404, {"error": {"message": "Not Found", "code": 404}})

    def _problem(self, exchange: Exchange, what: str) -> None:
        self.problems.append(f"{exchange.method} {exchange.path}: {what}")

    async def _listen(self, exchange: Exchange) -> None:
        if not self._authorised(exchange, "Token", self.deepgram_key):
            await deepgram.BAD_KEY(exchange)
            return
        wrong = list(rules.listen_query(exchange.query))
        if exchange.declared is None:
            wrong.append("no Content-Length")
        if wrong:
            for problem in wrong:
                self._problem(exchange, problem)
            await deepgram.BAD_QUERY(exchange)
            return
        reply = self.uploads.popleft() if self.uploads else deepgram.transcribes()
        try:
            await reply(exchange)
        finally:
            if exchange.whole:
                for problem in rules.upload(exchange):
                    self._problem(exchange, problem)

    async def _chat(self, exchange: Exchange) -> None:
        if not self._authorised(exchange, "Bearer", self.openrouter_key):
            await openrouter.BAD_KEY(exchange)
            return
        await exchange.read()
        if exchange.headers.get("content-type") != "application/json":
            self._problem(exchange, "no JSON")
        wrong = self._wrong_with(exchange) if self.keeps_bodies else []
        for problem in wrong:
            self._problem(exchange, problem)
        if wrong:
            await openrouter.refuses(400, "Invalid argument")(exchange)
            return
        self._under_way += 1
        try:
            if self.most_at_once is not None and self._under_way > self.most_at_once:
                await openrouter.CREDIT_HELD(exchange)
            else:
                await self._next_answer(exchange)(exchange)
        finally:
            self._under_way -= 1

    def _wrong_with(self, exchange: Exchange) -> Sequence[str]:
        try:
            fields = exchange.json()
        except ValueError:
            return ["broken JSON"]
        parameters = {
            row["id"]: row.get("supported_parameters") or ()
            for row in (self.models["data"] if isinstance(self.models, dict) else ())
        }
        return list(rules.chat_body(fields, parameters))

    def _next_answer(self, exchange: Exchange) -> Reply:
        model = exchange.json()["model"] if self.keeps_bodies else ""
        for name in (model, ""):
            if self.questions.get(name):
                return self.questions[name].popleft()
        return openrouter.answers()

    def _authorised(self, exchange: Exchange, scheme: str, key: str | None) -> bool:
        given = exchange.headers.get("authorization", "")
        if not re.fullmatch(rf"{scheme} \S+", given):
            self._problem(exchange, f"no “{scheme} KEY”")
        return key is None or given == f"{scheme} {key}"

    async def _token(self, exchange: Exchange) -> None:
        if self._authorised(exchange, "Token", self.deepgram_key):
            await exchange.answer(200, {"api_key_id": "…"})
        else:
            await deepgram.BAD_KEY(exchange)

    async def _key(self, exchange: Exchange) -> None:
        if self._authorised(exchange, "Bearer", self.openrouter_key):
            await exchange.answer(200, {"data": {"label": "…", "limit": None, "usage": 0.1}})
        else:
            await openrouter.BAD_KEY(exchange)

    async def _models(self, exchange: Exchange) -> None:
        await exchange.answer(200, self.models)

    async def _generation(self, exchange: Exchange) -> None:
        name = dict(exchange.query)["id"]
        cost = self.costs.get(name)
        if cost is None:
            missing = {"error": {"message": f"Generation {name} not found", "code": 404}}
            await exchange.answer(404, missing)
            return
        body = json.dumps({"data": {"id": name, "total_cost": float(cost), "tokens_prompt": 9}})
        await exchange.answer(200, body.encode())
