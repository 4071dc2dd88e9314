"""What the two services' published contracts allow, checked more strictly than they would.

The lists of names are derived from both official OpenAPI descriptions and newest SDKs
(``allowlists.json``). Each function returns what is wrong with a request, in words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from fakes.server import Exchange

MAGIC = {
    "audio/mp4": (4, b"ftyp"),
    "audio/ogg": (0, b"OggS"),
    "audio/flac": (0, b"fLaC"),
    "audio/wav": (0, b"RIFF"),
}
"""Where the first bytes of a container show that the declared type is true."""

OFTEN_LISTED = {"temperature", "top_p", "top_k", "seed", "reasoning", "response_format"}
"""Fields that a model takes only when its row in the list says so."""


@cache
def allowed() -> Mapping[str, Any]:
    return json.loads((Path(__file__).parent / "allowlists.json").read_text())


def listen_query(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Of ``POST /v1/listen``."""
    known = allowed()["deepgram_listen_query"]
    asked = dict(pairs)
    for name, value in pairs:
        rule = known.get(name)
        if rule is None:
            yield f"unknown parameter {name}"
        elif not rule["repeatable"] and [n for n, _ in pairs].count(name) > 1:
            yield f"{name} twice"
        elif value not in _values(rule, value):
            yield f"{name}={value}"
    if "model" not in asked:
        yield "no model; the default is the oldest"
    if {"diarize", "diarize_model"} <= asked.keys():
        yield "diarize beside diarize_model"
    if "keywords" in asked and asked.get("model", "").startswith("nova-3"):
        yield "nova-3 knows no keywords"
    if not re.fullmatch(r"multi|[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", asked.get("language", "en")):
        yield f"language={asked['language']}"
    multilingual = asked.get("model", "").startswith("nova-3") and asked.get("language") == "multi"
    if "language_hint" in asked and not multilingual:
        yield "a language hint that would be ignored"
    if asked.keys() & {"encoding", "sample_rate"}:
        yield "encoding is for audio without a container"


def _values(rule: Mapping[str, Any], value: str) -> Sequence[str]:
    """What a parameter may be; of open types anything."""
    if rule["type"] == "boolean":
        return ("true", "false")
    return rule.get("known_values", [value]) if rule["type"] == "string" else (value,)


def upload(exchange: Exchange) -> Iterator[str]:
    """Of a body that was read to its end."""
    kind = exchange.headers.get("content-type", "")
    if exchange.declared is None or "transfer-encoding" in exchange.headers:
        yield "no Content-Length"
    if exchange.size == 0:
        yield "an empty body"
    if kind.startswith("multipart/") or kind == "application/json":
        yield f"Content-Type {kind}"
    at, magic = MAGIC.get(kind, (0, b""))
    if exchange.body and exchange.body[at : at + len(magic)] != magic:
        yield f"this is not {kind}"


def chat_body(fields: Any, parameters: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Of ``POST /chat/completions``. `parameters` maps models to what their rows list."""
    if not isinstance(fields, dict):
        yield "no object"
        return
    lists = allowed()
    if fields.keys() & set(lists["openrouter_chat_body_legacy_noop"]):
        yield "fields that do nothing any more"
    if unknown := fields.keys() - set(lists["openrouter_chat_body"]):
        yield f"unknown fields {sorted(unknown)}"
    if unknown := fields.get("provider", {}).keys() - set(lists["openrouter_provider"]):
        yield f"unknown fields of provider {sorted(unknown)}"
    if not fields.get("model"):
        yield "no model"
    if "models" in fields:
        yield "models would let another model answer in silence"
    if not isinstance(fields.get("max_completion_tokens", fields.get("max_tokens")), int):
        yield "no max_completion_tokens: credit is held for the longest answer there is"
    if len(fields.get("session_id", "")) > 256:
        yield "session_id too long"
    unlisted = (fields.keys() & OFTEN_LISTED) - set(parameters.get(fields.get("model", ""), ()))
    if unlisted:
        yield f"not taken by this model: {sorted(unlisted)}"
    yield from _plugins(fields.get("plugins", []))
    yield from _messages(fields.get("messages"))


def _plugins(plugins: Any) -> Iterator[str]:
    if unknown := {p["id"] for p in plugins} - set(allowed()["openrouter_plugin_ids"]):
        yield f"unknown plugins {sorted(unknown)}"
    if {"id": "context-compression", "enabled": False} not in plugins:
        yield "context compression is not turned off: it cuts the middle of a transcript"


def _messages(messages: Any) -> Iterator[str]:
    if not isinstance(messages, list) or not messages:
        yield "no messages"
        return
    marks = 0
    for message in messages:
        if message.get("role") not in {"system", "developer", "user", "assistant", "tool"}:
            yield f"role {message.get('role')}"
        content = message.get("content")
        for part in content if isinstance(content, list) else ():
            marks += "cache_control" in part
            if part.keys() - {"type", "text", "cache_control"} or part["type"] != "text":
                yield f"a part with {sorted(part)}"
    if marks > 4:
        yield "more than four cache marks"


def prefix(body: bytes) -> bytes:
    """What a provider's cache can meet again: the messages up to the last text's part."""
    return body[body.index(b'"messages":') : body.rindex(b'{"type":"text","text":')]


def shared_prefixes(bodies: Sequence[bytes]) -> Iterator[str]:
    """Of the questions about one transcript."""
    columns: dict[str, list[bytes]] = {}
    for body in bodies:
        columns.setdefault(json.loads(body)["model"], []).append(body)
    for model, column in columns.items():
        if len({prefix(body) for body in column}) > 1:
            yield f"{model}: the prefixes differ"
        if len({json.loads(body).get("session_id") for body in column}) > 1:
            yield f"{model}: the session ids differ"
