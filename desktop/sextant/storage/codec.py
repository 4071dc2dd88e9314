"""JSON on disk: money as exact numbers, and fields we do not know survive a rewrite."""

from __future__ import annotations

import json
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
    except (msgspec.DecodeError, UnicodeDecodeError):
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


def encode_line(value: msgspec.Struct) -> bytes:
    """One line of JSON, without its line end."""
    return _encoder.encode(value)


def encode(value: msgspec.Struct, before: bytes | None = None, *, sparse: bool = False) -> bytes:
    """`value` as an indented file that keeps the unknown fields of `before`.

    When `sparse`, fields at their defaults are left out, so that better defaults
    of a later version apply.
    """
    fields = _merge(value, _raw(before), sparse=sparse)
    return msgspec.json.format(_encoder.encode(fields), indent=2) + b"\n"


def _merge(value: msgspec.Struct, before: dict[str, Any], *, sparse: bool) -> dict[str, Any]:
    merged = dict(before)
    for field in msgspec.structs.fields(value):
        known = getattr(value, field.name)
        old: Any = before.get(field.encode_name)
        if isinstance(known, msgspec.Struct):
            inner = _merge(
                known, cast("dict[str, Any]", old) if isinstance(old, dict) else {}, sparse=sparse
            )
            if inner or not sparse:
                merged[field.encode_name] = inner
            else:
                merged.pop(field.encode_name, None)
        elif sparse and known == field.default:
            merged.pop(field.encode_name, None)
        else:
            merged[field.encode_name] = known
    return merged


def _raw(before: bytes | None) -> dict[str, Any]:
    try:
        return msgspec.convert(json.loads(before or b"{}", parse_float=Decimal), dict[str, Any])
    except (ValueError, RecursionError, msgspec.ValidationError):
        return {}


def _detail(error: Exception) -> str:
    """Where the fault lies, without the words around it."""
    return f"{type(error).__name__}" if isinstance(error, UnicodeDecodeError) else str(error)
