"""JSON on disk: money as exact numbers, and fields we do not know survive a rewrite."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar, cast

import msgspec

from sextant.core.errors import DamagedFile, NewerFormat
from sextant.core.model import FORMAT_VERSION

T = TypeVar("T", bound=msgspec.Struct)

_encoder = msgspec.json.Encoder(decimal_format="number")


class Version(msgspec.Struct, frozen=True):
    """The one field that every version of every file has."""

    format: int = FORMAT_VERSION

    @property
    def newer(self) -> bool:
        return self.format > FORMAT_VERSION


def version(raw: bytes) -> Version:
    """The format of a file; ours when it does not tell. Never raises."""
    try:
        return msgspec.json.decode(raw, type=Version)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Version()


def decode(raw: bytes, shape: type[T], name: str) -> T:
    """Read a file of ours, called `name` in words for a person.

    Raises: DamagedFile, NewerFormat (when a newer file no longer fits `shape`).
    """
    try:
        return msgspec.json.decode(raw, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if version(raw).newer:
            raise NewerFormat(name=name) from error
        raise DamagedFile(_detail(error), name=name) from error


def layered(shape: type[T], *layers: Mapping[str, Any]) -> T:
    """One object of several sparse ones, later ones on top. Raises: DamagedFile."""
    whole: dict[str, Any] = {}
    for layer in layers:
        _overlay(whole, layer)
    return decode(_encoder.encode(whole), shape, "settings")


def _overlay(below: dict[str, Any], above: Mapping[str, Any]) -> None:
    for name, value in above.items():
        under = below.get(name)
        if isinstance(value, Mapping) and isinstance(under, dict):
            copy = dict(cast("dict[str, Any]", under))
            _overlay(copy, cast("Mapping[str, Any]", value))
            below[name] = copy
        else:
            below[name] = value


def encode_line(value: msgspec.Struct) -> bytes:
    """One line of JSON, without its line end."""
    return _encoder.encode(value)


def encode(
    value: msgspec.Struct, before: bytes | None = None, *, base: msgspec.Struct | None = None
) -> bytes:
    """`value` as an indented file that keeps the unknown fields of `before`.

    Fields that are as in `base` are left out, so that better defaults of a later
    version apply.
    """
    fields = _merge(value, raw(before), base)
    return msgspec.json.format(_encoder.encode(fields), indent=2) + b"\n"


def _merge(
    value: msgspec.Struct, before: dict[str, Any], base: msgspec.Struct | None
) -> dict[str, Any]:
    merged = dict(before)
    for field in msgspec.structs.fields(value):
        known = getattr(value, field.name)
        old: Any = before.get(field.encode_name)
        if isinstance(known, msgspec.Struct):
            inner = _merge(
                known,
                cast("dict[str, Any]", old) if isinstance(old, dict) else {},
                getattr(base, field.name, None),
            )
            if inner or base is None:
                merged[field.encode_name] = inner
            else:
                merged.pop(field.encode_name, None)
        elif base is not None and known == getattr(base, field.name):
            merged.pop(field.encode_name, None)
        else:
            merged[field.encode_name] = known
    return merged


def raw(before: bytes | None) -> dict[str, Any]:
    """The fields of a file, known and unknown; none of what is no JSON object."""
    text = (before or b"{}").decode("utf-8", "replace")
    try:
        found = msgspec.convert(json.loads(text, parse_float=Decimal), dict[str, Any])
        return cast("dict[str, Any]", _writable(found)) if "\\u" in text else found
    except (ValueError, ArithmeticError, RecursionError, msgspec.ValidationError):
        return {}


def _writable(value: Any) -> Any:
    """`value` without halves of surrogate pairs, which JSON can name and no file can hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_writable(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        return {_writable(name): _writable(item) for name, item in fields.items()}
    return value


def _detail(error: Exception) -> str:
    """Where the fault lies, without the words around it."""
    return f"{type(error).__name__}" if isinstance(error, UnicodeDecodeError) else str(error)
