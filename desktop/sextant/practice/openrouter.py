"""OpenRouter's dialect of chat completions, as far as this program speaks it.

The models are three ways of choosing sentences. As strict as the real one: what it
would refuse is refused here, with its words.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncGenerator, Iterable
from hmac import compare_digest
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from sextant.practice.extract import extract
from sextant.practice.ranking import RANKINGS

PACE = 0.02
"""Seconds between two lines, so that an answer can be watched as it comes."""

PROVIDER = "Practice"

CONTEXT = 10_000_000


class _Part(msgspec.Struct):
    text: str = ""


class _Message(msgspec.Struct):
    role: str
    content: str | list[_Part]

    @property
    def text(self) -> str:
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content)


class _Asked(msgspec.Struct, forbid_unknown_fields=True):
    """The fields this program sends; a slip of the pen is found here, not at the real one."""

    model: str
    messages: list[_Message]
    stream: bool = False
    max_completion_tokens: int | None = None
    session_id: str = ""
    plugins: list[Any] = []
    provider: dict[str, Any] = {}


class Refused(Exception):
    """An answer other than 200."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(status)
        self.status = status
        self.words = words

    def response(self) -> Response:
        error = {"message": self.words, "code": self.status}
        return JSONResponse({"error": error}, self.status)


def routes(key: str) -> list[Route]:
    """What is served below ``/api/v1``. All but the list of models wants `key`."""
    service = _Service(key)
    return [
        Route("/models", service.models, methods=["GET"]),
        Route("/key", service.key, methods=["GET"]),
        Route("/generation", service.generation, methods=["GET"]),
        Route("/chat/completions", service.complete, methods=["POST"]),
    ]


class _Service:
    def __init__(self, key: str) -> None:
        self._authorization = f"Bearer {key}".encode()
        self._spent: dict[str, dict[str, Any]] = {}

    async def models(self, request: Request) -> Response:
        del request
        return JSONResponse({"data": [_row(model) for model in RANKINGS]})

    async def key(self, request: Request) -> Response:
        try:
            self._admit(request)
        except Refused as refused:
            return refused.response()
        return JSONResponse({"data": {"label": "practice", "limit": None, "usage": 0}})

    async def generation(self, request: Request) -> Response:
        name = request.query_params.get("id", "")
        try:
            self._admit(request)
            if name not in self._spent:
                raise Refused(404, f"Generation {name} not found")
        except Refused as refused:
            return refused.response()
        return JSONResponse({"data": self._spent[name]})

    async def complete(self, request: Request) -> Response:
        try:
            self._admit(request)
            asked = _understood(await request.body())
        except Refused as refused:
            return refused.response()
        answer = _Answer(asked)
        self._spent[answer.id] = answer.record
        headers = {"X-Generation-Id": answer.id, "Cache-Control": "no-cache"}
        if asked.stream:
            kind = "text/event-stream"
            return StreamingResponse(answer.events(), media_type=kind, headers=headers)
        return JSONResponse(answer.whole(), headers=headers)

    def _admit(self, request: Request) -> None:
        given = request.headers.get("authorization", "").encode()
        if not given:
            raise Refused(401, "No cookie auth credentials found")
        if not compare_digest(given, self._authorization):
            raise Refused(401, "User not found.")


def _row(model: str) -> dict[str, Any]:
    name = model.rpartition("/")[2]
    return {
        "id": model,
        "canonical_slug": model,
        "name": f"Practice: {name}",
        "created": 0,
        "context_length": CONTEXT,
        "pricing": {"prompt": "0", "completion": "0"},
        "top_provider": {"max_completion_tokens": None},
        "supported_parameters": ["max_completion_tokens"],
    }


def _understood(body: bytes) -> _Asked:
    """Raises: Refused."""
    try:
        asked = msgspec.json.decode(body, type=_Asked)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Refused(400, f"Invalid request: {error}") from error
    if asked.model not in RANKINGS:
        raise Refused(400, f"{asked.model} is not a valid model ID")
    if not asked.messages:
        raise Refused(400, "Input must have at least 1 message.")
    return asked


class _Answer:
    """One answer: chosen at once, told line by line. A token is a word here."""

    def __init__(self, asked: _Asked) -> None:
        self.id = f"gen-{int(time.time())}-{secrets.token_hex(10)}"
        self._model = asked.model
        question = "\n".join(message.text for message in asked.messages)
        lines = extract(asked.model, question)
        self._lines, self._finish = _within(lines, asked.max_completion_tokens)
        self._prompt_tokens = len(question.split())

    @property
    def record(self) -> dict[str, Any]:
        """What ``/generation`` tells of it."""
        return {
            "id": self.id,
            "total_cost": 0,
            "tokens_prompt": self._prompt_tokens,
            "tokens_completion": self._completion_tokens,
            "model": self._model,
            "provider_name": PROVIDER,
            "finish_reason": self._finish,
        }

    async def events(self) -> AsyncGenerator[bytes]:
        """The stream, as OpenRouter's: a comment, deltas, the usage, the end."""
        yield b": OPENROUTER PROCESSING\n\n"
        for line in self._lines:
            yield self._event({"role": "assistant", "content": f"{line}\n"}, None)
            await asyncio.sleep(PACE)
        empty = {"role": "assistant", "content": ""}
        yield self._event(empty, self._finish)
        yield self._event(empty, self._finish, usage=self._usage)
        yield b"data: [DONE]\n\n"

    def whole(self) -> dict[str, Any]:
        """The answer in one piece."""
        message = {"role": "assistant", "content": "".join(f"{line}\n" for line in self._lines)}
        choice = {"index": 0, "message": message, "finish_reason": self._finish}
        return {**self._named, "choices": [choice], "usage": self._usage}

    @property
    def _named(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "object": "chat.completion",
            "provider": PROVIDER,
            "model": self._model,
        }

    @property
    def _completion_tokens(self) -> int:
        return sum(len(line.split()) for line in self._lines)

    @property
    def _usage(self) -> dict[str, Any]:
        return {
            "prompt_tokens": self._prompt_tokens,
            "completion_tokens": self._completion_tokens,
            "total_tokens": self._prompt_tokens + self._completion_tokens,
            "cost": 0,
        }

    def _event(self, delta: dict[str, str], finish: str | None, **more: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {**self._named, "object": "chat.completion.chunk", "choices": [choice], **more}
        return b"data: " + msgspec.json.encode(chunk) + b"\n\n"


def _within(lines: Iterable[str], most: int | None) -> tuple[list[str], str]:
    """The lines that fit into `most` words, and how that is called."""
    kept: list[str] = []
    words = 0
    for line in lines:
        words += len(line.split())
        if most is not None and words > most:
            return kept, "length"
        kept.append(line)
    return kept, "stop"
