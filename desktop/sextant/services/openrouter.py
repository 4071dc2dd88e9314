"""OpenRouter, and every server that speaks its dialect of chat completions."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

import httpx
import msgspec

from sextant.core.errors import AnswerUnreadable, KeyMissing, NotTheService, SextantError
from sextant.core.keys import wants_key
from sextant.core.model import ModelInfo, Usage
from sextant.core.pieces import Accepted, Piece
from sextant.services.figures import count, usd
from sextant.services.http import authorization, get, network_errors, read_some, retry_after
from sextant.services.openrouter_answer import read_answer
from sextant.services.openrouter_errors import SERVICE, error_of
from sextant.services.openrouter_models import read_models
from sextant.services.openrouter_stream import Reading
from sextant.services.words import short

CHUNK = 65_536
"""Bytes handed to the connection at a time; the pieces of a body are never joined."""

READ_SECONDS = 120.0
"""The longest silence in a stream; OpenRouter sends a comment every few seconds."""

SILENCE_SECONDS = 600.0
"""Comments alone keep a connection, not our patience: without a word by then, it is over."""

OK = 200
NOT_FOUND = 404


class _Generation(msgspec.Struct):
    """The answer to ``GET /generation``."""

    data: dict[str, Any]


class OpenRouter:
    """The port `Analyst`. Compatible servers (Ollama, LM Studio, vLLM) may lack a key."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        base_url: str,
        key: str | None,
        silence_seconds: float = SILENCE_SECONDS,
    ) -> None:
        self._client = client
        self._base_url = base_url.rstrip("/")
        self._key = key
        self._silence_seconds = silence_seconds

    async def models(self) -> Sequence[ModelInfo]:
        """See the port. Needs no key."""
        status, body = await self._get("/models")
        return () if status == NOT_FOUND else read_models(body)

    async def ask(self, pieces: Sequence[bytes]) -> AsyncGenerator[Piece]:
        """See the port."""
        self._require_key()
        model = _model_of(pieces)
        request = self._client.build_request(
            "POST",
            f"{self._base_url}/chat/completions",
            headers={
                **self._headers(),
                "Content-Type": "application/json",
                "Content-Length": str(sum(map(len, pieces))),
                "X-OpenRouter-Title": "Sextant",
                "X-OpenRouter-App-Visibility": "hidden",
            },
            content=_slices(pieces),
        )
        with network_errors(SERVICE):
            response = await self._client.send(request, stream=True)
        try:
            if response.status_code != OK:
                raise _refusal(response, await read_some(response, SERVICE), model=model)
            remote_id = short(response.headers.get("x-generation-id"))
            if remote_id:
                yield Accepted(remote_id)
            async with aclosing(
                read_answer(response, Reading(model, remote_id), self._silence_seconds)
            ) as answer:
                async for piece in answer:
                    yield piece
        finally:
            await response.aclose()

    async def look_up(self, remote_id: str) -> Usage | None:
        """See the port. Raises: KeyProblem, ServiceProblem."""
        status, body = await self._get("/generation", id=remote_id)
        if status == NOT_FOUND:
            return None
        try:
            found = msgspec.json.decode(body, type=_Generation).data
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise AnswerUnreadable(type(error).__name__, service=SERVICE) from error
        asked, answered = found.get("native_tokens_prompt"), found.get("native_tokens_completion")
        return Usage(
            prompt_tokens=count(asked or found.get("tokens_prompt")),
            completion_tokens=count(answered or found.get("tokens_completion")),
            reasoning_tokens=count(found.get("native_tokens_reasoning")),
            cached_tokens=count(found.get("native_tokens_cached")),
            cost_usd=usd(found.get("total_cost")),
        )

    async def check_key(self) -> None:
        """Ask for the key's own record, which costs nothing. Raises: KeyProblem, ServiceProblem.

        A compatible server has no such record; that it lists its models must do.
        """
        self._require_key()
        status, _ = await self._get("/key")
        if status == NOT_FOUND:
            await self.models()

    async def _get(self, path: str, **params: str) -> tuple[int, bytes]:
        """Status (200 or 404) and body of an answer; with 200 it begins as a JSON object."""
        response, body = await get(
            self._client,
            f"{self._base_url}{path}",
            SERVICE,
            headers=self._headers(),
            params=params or None,
        )
        if response.status_code not in {OK, NOT_FOUND}:
            raise _refusal(response, body)
        if response.status_code == OK and body.lstrip()[:1] != b"{":
            raise NotTheService("no JSON", service=SERVICE)
        return response.status_code, body

    def _headers(self) -> dict[str, str]:
        return authorization("Bearer", self._key, SERVICE) if self._key else {}

    def _require_key(self) -> None:
        if not self._key and wants_key("openrouter", self._base_url):
            raise KeyMissing(service=SERVICE)


def _refusal(response: httpx.Response, body: bytes, *, model: str = "") -> SextantError:
    return error_of(response.status_code, body, model=model, retry_after=retry_after(response))


def _model_of(pieces: Sequence[bytes]) -> str:
    """The model a body asks, for the words of an error."""
    named = re.search(rb'"model":"([^"]*)"', pieces[0])
    return named[1].decode() if named else ""


async def _slices(pieces: Sequence[bytes]) -> AsyncGenerator[bytes]:
    """The pieces in order, large ones a slice at a time."""
    for piece in pieces:
        view = memoryview(piece)
        for start in range(0, len(view), CHUNK):
            yield bytes(view[start : start + CHUNK])
