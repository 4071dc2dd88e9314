"""OpenRouter's side: streams of answers in every form that was seen, and the refusals."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from fakes.server import Exchange, Reply

PROCESSING = b": OPENROUTER PROCESSING\n\n"
DONE = b"data: [DONE]\n\n"

_numbers = count(1)


def generation_id() -> str:
    return f"gen-1739458867-kUKFjpDGCEBBvK6V{next(_numbers):04}"


def chunk(
    content: str | None = "",
    *,
    finish: str | None = None,
    model: str = "acme/fake-1.0-20260101",
    **more: Any,
) -> bytes:
    """One event as it was seen live. `more` goes beside ``choices``; ``None`` leaves these out."""
    choices: list[Any] = [
        {
            "index": 0,
            "delta": {"role": "assistant", "content": content, **more.pop("delta", {})},
            "finish_reason": finish,
            "native_finish_reason": finish,
            "logprobs": None,
        }
    ]
    fields = {
        "provider": "Acme",
        "model": model,
        "object": "chat.completion.chunk",
        "created": 1739458867,
        "choices": choices,
        "service_tier": None,
        **more,
    }
    return event(fields)


def event(fields: Any) -> bytes:
    return b"data: " + json.dumps(fields, ensure_ascii=False).encode() + b"\n\n"


USAGE = {
    "prompt_tokens": 1697,
    "completion_tokens": 52,
    "total_tokens": 1749,
    "cost": 0.0047,
    "is_byok": False,
    "prompt_tokens_details": {"cached_tokens": 1024, "cache_write_tokens": 0, "audio_tokens": 0},
    "cost_details": {"upstream_inference_cost": None},
    "completion_tokens_details": {"reasoning_tokens": 12, "image_tokens": 0},
}

USAGE_FORMS: Mapping[str, Sequence[bytes]] = {
    "repeating the finish reason": (chunk(finish="stop", usage=USAGE),),
    "with a finish reason of null": (chunk(usage=USAGE),),
    "without a choice": (event({"choices": [], "usage": USAGE}),),
}

ENDING = (chunk(finish="stop"), chunk(finish="stop", usage=USAGE), DONE)


def texts(text: str, size: int = 12) -> list[bytes]:
    """`text` as the chunks of a stream."""
    return [chunk(text[start : start + size]) for start in range(0, len(text), size)]


def streams(*events: bytes, **options: Any) -> Reply:
    """An event stream that ends in order; options as for `begins`."""

    async def reply(exchange: Exchange) -> None:
        await begins(exchange, *events, **options)
        await exchange.chunk(b"")

    return reply


async def begins(exchange: Exchange, *events: bytes, named: str | None = None) -> None:
    """A stream's head and these events, which is no end yet. `named` is the generation's id."""
    await exchange.read()
    await exchange.head(
        200,
        Content_Type="text/event-stream",
        Cache_Control="no-cache",
        Transfer_Encoding="chunked",
        **{"X-Generation-Id": generation_id() if named is None else named},
    )
    for piece in events:
        if b'"content": "' in piece and b'"content": ""' not in piece:
            exchange.note("first token")
        await exchange.chunk(piece)


def answers(text: str = "Shipping moves to Monday [00:00:12].") -> Reply:
    """A whole answer as OpenRouter streams it."""
    return streams(PROCESSING, chunk(""), PROCESSING, *texts(text), *ENDING)


def answers_at_once(fields: Any) -> Reply:
    """200 with one JSON object, as servers send that do not stream."""

    async def reply(exchange: Exchange) -> None:
        await exchange.read()
        await exchange.answer(200, fields, {"X-Generation-Id": generation_id()})

    return reply


def breaks_off(*events: bytes, how: str = "hang_up") -> Reply:
    """These events, and then the connection ends: in order, or with ``reset``."""

    async def reply(exchange: Exchange) -> None:
        await begins(exchange, *events)
        getattr(exchange, how)()

    return reply


def falls_silent(*events: bytes) -> Reply:
    """These events, and then nothing, with the connection open."""

    async def reply(exchange: Exchange) -> None:
        await begins(exchange, *events)
        await exchange.silence()

    return reply


async def only_comments(exchange: Exchange) -> None:
    """Comments for as long as somebody listens."""
    await begins(exchange)
    while True:
        await exchange.chunk(PROCESSING)
        await exchange.pause()


async def resets(exchange: Exchange) -> None:
    """A TCP reset in place of a status line."""
    await exchange.read()
    exchange.reset()


async def unanswered(exchange: Exchange) -> None:
    """Not even a status line."""
    await exchange.read()
    await exchange.silence()


def refuses(
    status: int,
    message: str,
    metadata: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    **beside: Any,
) -> Reply:
    """An error in OpenRouter's shape; it names the account, as the real ones do."""
    error: dict[str, Any] = {"message": message, "code": status}
    if metadata is not None:
        error["metadata"] = dict(metadata)
    return says(status, {"error": {**error, **beside}, "user_id": "user_2secretaccount"}, headers)


def says(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Reply:
    async def reply(exchange: Exchange) -> None:
        await exchange.read()
        await exchange.answer(status, body, {"X-Generation-Id": generation_id(), **(headers or {})})

    return reply


def broken_inside(code: int | str, message: str, **metadata: Any) -> bytes:
    """The event that ends a stream when the provider fails after the 200."""
    error: dict[str, Any] = {"code": code, "message": message}
    if metadata:
        error["metadata"] = metadata
    return chunk(finish="error", error=error)


BAD_KEY = refuses(401, "User not found.")
NO_KEY = refuses(401, "No cookie auth credentials found")
CANNOT_AFFORD = refuses(
    402,
    "This request requires more credits, or fewer max_tokens. You requested up to 65536 tokens, "
    "but can only afford 3395. To increase, visit https://openrouter.ai/settings/credits and "
    "upgrade to a paid account",
    {"provider_name": None},
)
CREDIT_HELD = refuses(
    402,
    "This request would exceed your available credits given your current in-flight requests. "
    "Retry after in-flight requests settle, or add credits.",
    {"reason": "in_flight_budget_exhausted", "limit_source": "openrouter_in_flight_budget"},
    {"Retry-After": "3"},
)
HEAVIER_THAN_ALL_CREDIT = refuses(
    402,
    "This request would exceed your available credits.",
    {"reason": "weight_exceeds_budget", "limit_source": "openrouter_credits"},
)
NO_SUCH_MODEL = refuses(400, "acme/fake-1.0 is not a valid model ID")
NO_ENDPOINT = refuses(
    404,
    "No endpoints found matching your data policy (Free model training). Configure: "
    "https://openrouter.ai/settings/privacy",
    {
        "routing_funnel": [{"step": "Initial Endpoints", "endpoint_count": 1}],
        "failed_routing_step": "Filter by Data Policy",
    },
)
TOO_LONG = refuses(
    400,
    "This endpoint's maximum context length is 8192 tokens. However, you requested about 90000.",
    {"error_type": "context_length_exceeded"},
)
MODERATED = refuses(
    403,
    "Input was flagged",
    {"reasons": ["violence"], "flagged_input": "the words", "provider_name": "Acme"},
)
OVER_A_BUDGET = refuses(
    403,
    "Workspace budget exceeded",
    {"limit_source": "workspace_budget", "limit_usd": 5, "spend_usd": 5},
)
PROVIDER_DOWN = refuses(502, "Provider returned error")
CLOUDFLARE = says(502, "<!DOCTYPE html><html><title>openrouter.ai | 502</title></html>")


def upstream_busy(*, inside: float | None = 1, headers: Mapping[str, str] | None = None) -> Reply:
    """429 of the provider behind; `inside` is the wait named in the body."""
    metadata: dict[str, Any] = {
        "raw": "acme/fake is temporarily rate-limited upstream. Please retry shortly.",
        "provider_name": "Acme",
        "is_byok": False,
        "limit_source": "upstream_provider_shared_pool",
    }
    if inside is not None:
        metadata |= {"retry_after_seconds": inside, "retry_after_seconds_raw": inside}
    return refuses(429, "Provider returned error", metadata, headers)
