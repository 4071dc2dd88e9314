"""Where a command's words go: rows on stdout, everything else on stderr."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

import msgspec

from sextant.core.errors import KeyMissing, KeyRefused, SextantError

_encoder = msgspec.json.Encoder(decimal_format="number")


class Lines:
    """Prints for a person, or JSON Lines for a program and then nothing else on stdout."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def row(self, words: str, facts: Mapping[str, Any]) -> None:
        """A result: `words` for a person, `facts` as one JSON object."""
        if self.as_json:
            self.json(facts)
        else:
            print(words, flush=True)

    def json(self, facts: Mapping[str, Any] | msgspec.Struct) -> None:
        sys.stdout.buffer.write(_encoded(facts) + b"\n")
        sys.stdout.buffer.flush()

    def event(self, name: str, **facts: Any) -> None:
        """A JSON event with the time; facts that are ``None`` or empty are left out."""
        told = {key: value for key, value in facts.items() if value is not None and value != ""}
        self.json({"event": name, "time": now(), **told})

    def note(self, words: str) -> None:
        """Something to know, beside the results."""
        print(words, file=sys.stderr, flush=True)

    def error(self, error: SextantError) -> None:
        """What happened, what is safe, what to do now; the technical detail apart."""
        if self.as_json:
            self.event("error", message=str(error), error=described(error))
        title, safe, remedy = told(error)
        self.note(f"✗ {title}\n  {safe}\n  {remedy}")
        if error.detail:
            self.note(f"  Details: {error.code}, {error.detail}")


def _encoded(facts: Mapping[str, Any] | msgspec.Struct) -> bytes:
    """As JSON; a name in bytes that are no text is told with signs in their place."""
    try:
        return _encoder.encode(facts)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(facts, builtin_types=(Decimal,))
        return _encoder.encode(_as_text(plain))


def _as_text(value: Any) -> Any:
    match value:
        case str():
            return value.encode(errors="replace").decode()
        case dict():
            return {key: _as_text(one) for key, one in cast("dict[str, Any]", value).items()}
        case list() | tuple():
            return [_as_text(one) for one in cast("list[Any]", value)]
        case _:
            return value


def told(error: SextantError) -> tuple[str, str, str]:
    """What happened, what is safe, what to do here, where keys are set by a command."""
    title, safe, remedy = error.words()
    command = f"sextant keys set {error.facts.get('service', '').lower()}"
    match error:
        case KeyMissing():
            remedy = f"Set it with: {command} (or use --practice, which needs no keys)."
        case KeyRefused():
            remedy = f"Check that it is complete and still valid; set another with: {command}"
        case _:
            pass
    return title, safe, remedy


def described(error: SextantError | None) -> dict[str, str] | None:
    """An error as a JSON object."""
    if error is None:
        return None
    title, safe, remedy = told(error)
    return {"code": error.code, "title": title, "safe": safe, "remedy": remedy}


def now() -> str:
    """RFC 3339, UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
