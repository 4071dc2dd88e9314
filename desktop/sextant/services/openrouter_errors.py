"""What OpenRouter's errors mean, as a status and a body or inside a stream."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import msgspec

from sextant.core.errors import (
    ContextTooLong,
    CreditHeld,
    Forbidden,
    KeyRefused,
    ModelUnavailable,
    Moderated,
    NoCredit,
    NoEndpointAllowed,
    NotTheService,
    RateLimited,
    RequestRefused,
    ServiceDown,
    SextantError,
    TimedOut,
)
from sextant.services.words import short

SERVICE = "OpenRouter"

GENERIC = "Provider returned error"
"""OpenRouter's own words when the real ones are the provider's, in ``metadata.raw``."""

STATUS_OF = {
    "rate_limit_exceeded": 429,
    "server_error": 500,
    "server": 500,
    "timeout": 504,
    "provider_overloaded": 529,
    "context_length_exceeded": 400,
}
"""For errors in a stream that name a kind instead of a status."""


class _Problem(msgspec.Struct):
    message: str | None = None
    code: int | str | None = None
    metadata: dict[str, Any] | None = None
    error_type: str | None = None
    http_status: int | None = None
    name: str | None = None

    @classmethod
    def of(cls, found: Any) -> _Problem:
        """What can be understood of `found`; fields of other types are left out."""
        if not isinstance(found, Mapping):
            return cls(message=found if isinstance(found, str) else None)
        given = cast(Mapping[str, Any], found)
        kept = {
            field.name: given[field.name]
            for field in msgspec.structs.fields(cls)
            if _fits(given.get(field.name), field.type)
        }
        return cls(**kept)


def error_of(
    status: int, body: bytes, *, model: str = "", retry_after: float | None = None
) -> SextantError:
    """The error for an answer that is not 200."""
    problem = _parse(body)
    if problem is None:
        return _faceless(status, retry_after)
    return _meaning(status, problem, model, retry_after)


def error_inside(problem: Mapping[str, Any], *, model: str = "") -> SextantError:
    """The error for an ``error`` object in an answer that began with 200."""
    known = _Problem.of(problem)
    return _meaning(_status(known), known, model, None)


def _status(problem: _Problem) -> int:
    if isinstance(problem.code, int):
        return problem.code
    kind = problem.code or problem.error_type or (problem.metadata or {}).get("error_type")
    return problem.http_status or STATUS_OF.get(str(kind), 500)


def _meaning(status: int, problem: _Problem, model: str, retry_after: float | None) -> SextantError:
    facts = problem.metadata or {}
    words = _words(problem, facts)
    wait = retry_after if retry_after is not None else _number(facts.get("retry_after_seconds"))
    kind = _kind(status, words, facts)
    said = (facts.get("error_type") or problem.error_type, facts.get("provider_name"))
    detail = " ".join(filter(None, (str(status), *map(short, said))))
    why = short(words) or "it gave no reason."
    return kind(detail, retry_after=wait, service=SERVICE, model=model, why=why)


def _kind(status: int, words: str, facts: Mapping[str, Any]) -> type[SextantError]:
    match status:
        case 401:
            return KeyRefused
        case 402:
            held = facts.get("reason") == "in_flight_budget_exhausted"
            return CreditHeld if held else NoCredit
        case 403:
            moderated = "reasons" in facts or "flagged_input" in facts or "patterns" in facts
            return Moderated if moderated else _forbidden(facts)
        case 404:
            policy = "data policy" in words.lower() or "routing_funnel" in facts
            return NoEndpointAllowed if policy else ModelUnavailable
        case 408 | 504 | 524:
            return TimedOut
        case 429:
            return RateLimited
        case _ if status >= 500:
            return ServiceDown
        case _:
            return _bad_request(words, facts)


def _forbidden(facts: Mapping[str, Any]) -> type[SextantError]:
    """A budget set by whoever manages the account reads like an empty purse."""
    return NoCredit if "limit_source" in facts else Forbidden


def _bad_request(words: str, facts: Mapping[str, Any]) -> type[SextantError]:
    lowered = words.lower()
    if facts.get("error_type") == "context_length_exceeded" or "context length" in lowered:
        return ContextTooLong
    if "not a valid model" in lowered or "model not found" in lowered:
        return ModelUnavailable
    return RequestRefused


def _words(problem: _Problem, facts: Mapping[str, Any]) -> str:
    """The provider's own words where OpenRouter's say nothing."""
    message = problem.message or problem.name or ""
    raw = facts.get("raw")
    return raw if message in {"", GENERIC} and isinstance(raw, str) and raw else message


def _number(value: object) -> float | None:
    if not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return None


def _faceless(status: int, retry_after: float | None) -> SextantError:
    """An answer without a body we know: a gateway's page, or somebody in between."""
    if status >= 500:
        kind = TimedOut if status in {504, 524} else ServiceDown
        return kind(f"{status}, no JSON", retry_after=retry_after, service=SERVICE)
    if status == 429:
        return RateLimited("429, no JSON", retry_after=retry_after, service=SERVICE)
    if status == 401:
        return KeyRefused("401, no JSON", service=SERVICE)
    return NotTheService(f"{status}, no JSON", service=SERVICE)


def _parse(body: bytes) -> _Problem | None:
    """The error in a body, also of servers that put its fields at the top; else ``None``."""
    try:
        fields = msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return _Problem.of(fields.get("error") or fields)


def _fits(value: object, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return value is not None
