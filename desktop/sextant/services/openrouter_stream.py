"""The events of a streamed answer, understood one by one.

OpenRouter's usage arrives in three forms, errors in four, and a later ``null`` must
not undo an earlier finish reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

import msgspec

from sextant.core.errors import AnswerUnreadable, SextantError
from sextant.core.model import Usage
from sextant.core.pieces import Accepted, Finished, Piece, Text, Thinking
from sextant.services.figures import count, usd
from sextant.services.openrouter_errors import SERVICE, error_inside
from sextant.services.words import short

DONE = "[DONE]"


class _Message(msgspec.Struct):
    """A ``delta`` of a stream, or the ``message`` of an answer that came in one piece."""

    content: str | None = None
    refusal: str | None = None
    reasoning: str | None = None
    reasoning_details: list[Any] | None = None


class _Choice(msgspec.Struct):
    delta: _Message | None = None
    message: _Message | None = None
    finish_reason: str | None = None
    error: dict[str, Any] | None = None


class _Chunk(msgspec.Struct):
    id: str | None = None
    model: str | None = None
    provider: str | None = None
    choices: list[_Choice] | None = None
    usage: dict[str, Any] | None = None
    error: dict[str, Any] | str | None = None


_decode = msgspec.json.Decoder(_Chunk).decode


class Reading:
    """What an answer has said so far. Feed it the data of events, then `finished`."""

    def __init__(self, model: str, remote_id: str = "") -> None:
        self._model = model
        self._remote_id = remote_id
        self._served_model = ""
        self._provider = ""
        self._finish_reason = ""
        self._refusal: list[str] = []
        self._usage = Usage()
        self.begun = False

    def take(self, data: str | bytes) -> Iterator[Piece]:
        """The pieces in one event. Raises: ServiceProblem, KeyProblem."""
        try:
            chunk = _decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise AnswerUnreadable(type(error).__name__, service=SERVICE) from error
        if chunk.id and not self._remote_id:
            self._remote_id = short(chunk.id)
            yield Accepted(self._remote_id)
        self._served_model = short(chunk.model) or self._served_model
        self._provider = short(chunk.provider) or self._provider
        if chunk.usage is not None:
            self._usage = _usage(chunk.usage)
        for choice in chunk.choices or ():
            yield from self._choice(choice)
        problem = self._problem(chunk)
        if problem is not None:
            raise problem

    def _choice(self, choice: _Choice) -> Iterator[Piece]:
        message = choice.delta or choice.message or _Message()
        if message.refusal:
            self._refusal.append(message.refusal)
        if message.reasoning or message.reasoning_details:
            yield Thinking()
        if message.content:
            self.begun = True
            yield Text(message.content)
        self._finish_reason = short(choice.finish_reason) or self._finish_reason

    def _problem(self, chunk: _Chunk) -> SextantError | None:
        if isinstance(chunk.error, str):
            return error_inside({"message": chunk.error}, model=self._model)
        if chunk.error is not None:
            return error_inside(chunk.error, model=self._model)
        for choice in chunk.choices or ():
            if choice.error is not None:
                return error_inside(choice.error, model=self._model)
        return None

    def finished(self) -> Finished | None:
        """The end, if it was a proper one."""
        if not self._finish_reason:
            return None
        return Finished(
            finish_reason=self._finish_reason,
            served_model=self._served_model,
            provider=self._provider,
            usage=self._usage,
            refusal="".join(self._refusal),
        )


def _usage(usage: Mapping[str, Any]) -> Usage:
    """What can be understood of it: an answer is not lost for an odd figure beside it."""
    asked = usage.get("prompt_tokens_details")
    answered = usage.get("completion_tokens_details")
    return Usage(
        prompt_tokens=count(usage.get("prompt_tokens")),
        completion_tokens=count(usage.get("completion_tokens")),
        reasoning_tokens=_detail(answered, "reasoning_tokens"),
        cached_tokens=_detail(asked, "cached_tokens"),
        cache_write_tokens=_detail(asked, "cache_write_tokens"),
        cost_usd=usd(usage.get("cost")),
    )


def _detail(details: Any, name: str) -> int | None:
    return count(cast(dict[str, Any], details).get(name)) if isinstance(details, dict) else None
