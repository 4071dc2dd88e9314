"""What an examined answer offers as proof."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Status(StrEnum):
    """What became of a quotation when it was looked for."""

    FOUND = "found"
    CLOSE = "close"
    ELSEWHERE = "elsewhere"
    MISSING = "missing"


class Citation(msgspec.Struct, frozen=True):
    """A time an answer points to. `offset` and `length` are characters of the answer.

    `end` equals `start` for a single time; `beyond` says that the recording is shorter.
    """

    text: str
    start: float
    end: float
    offset: int
    length: int
    beyond: bool = False


class Quotation(msgspec.Struct, frozen=True):
    """Words an answer puts in quotation marks. `start` and `end` are ``None`` when missing.

    `offset` and `length` span the marks too. `spoken` is what the transcript has at
    that place.
    """

    text: str
    status: Status
    start: float | None
    end: float | None
    offset: int
    length: int
    spoken: str = ""


class Evidence(msgspec.Struct, frozen=True):
    """All that an answer offers as proof, in order of appearance."""

    citations: tuple[Citation, ...] = ()
    quotations: tuple[Quotation, ...] = ()
