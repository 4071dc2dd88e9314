"""Front matter: the ``key: value`` lines between two ``---`` on top of a Markdown file.

Values are JSON, which is YAML too, so other programs read the block with either.
A person may also write plain words without quotes; they are taken as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

_OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n")
_FIELD = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):(?:[ \t]+(.*))?")
_PASSED_OVER = re.compile(r"[ \t#-]|$")
"""Comments, blank lines and the inner lines of YAML lists and maps, which nobody here needs."""

_CLOSING = "---"
_BREAKS_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_encode = msgspec.json.Encoder(decimal_format="number").encode


def split(text: str) -> tuple[dict[str, Any], str]:
    """The fields on top of `text`, and everything below them, untouched.

    Numbers with a fraction come as `Decimal`. A text without well-formed front
    matter has no fields and is returned whole; a Markdown rule is no front matter.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return {}, text
    fields: dict[str, Any] = {}
    position = opening.end()
    while (end := text.find("\n", position)) >= 0 or position < len(text):
        end = len(text) if end < 0 else end
        line = text[position:end].rstrip("\r")
        position = end + 1
        if line.rstrip() == _CLOSING:
            return fields, text[position:]
        if field := _FIELD.fullmatch(line):
            fields[field[1]] = _value((field[2] or "").strip())
        elif not _PASSED_OVER.match(line):
            break
    return {}, text


def join(fields: Mapping[str, Any], body: str) -> str:
    """A file of `fields` and `body`, such that `split` gives both back.

    Values are what JSON knows, and `Decimal` (written as a number), dates and structs.
    """
    lines = [f"{name}: {_json(value)}\n" for name, value in fields.items()]
    return "".join(("---\n", *lines, "---\n", body))


def _value(source: str) -> Any:
    try:
        return json.loads(source, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, ArithmeticError, RecursionError):
        return source


def _no_number(name: str) -> Any:
    """`NaN` and its like are words here, as in JSON proper."""
    raise ValueError(name)


def _json(value: Any) -> str:
    text = _encode(value).decode()
    return _BREAKS_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
