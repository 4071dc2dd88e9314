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
    `sentence_offset` and `sentence_length` span the sentence, item or row that it
    stands for.
    """

    text: str
    start: float
    end: float
    offset: int
    length: int
    beyond: bool = False
    sentence_offset: int = 0
    sentence_length: int = 0


class Compared(msgspec.Struct, frozen=True):
    """Words in a row that a quotation and the transcript share (`same`), or where they differ.

    `quoted` is empty for words that the quotation leaves out, `spoken` for those it adds.
    """

    quoted: str
    spoken: str
    same: bool


class Quotation(msgspec.Struct, frozen=True):
    """Words an answer puts in quotation marks. `start` and `end` are ``None`` when missing.

    `offset` and `length` span the marks too; the sentence is the one that carries it.
    `spoken` is what the transcript has at that place, and `speaker` who begins there.
    `comparison` shows both word by word where they differ: for what is *close*, and for
    what is *elsewhere* and only close. `citations` are the places, in `Evidence.citations`,
    of the times given for it.
    """

    text: str
    status: Status
    start: float | None
    end: float | None
    offset: int
    length: int
    spoken: str = ""
    speaker: int | None = None
    comparison: tuple[Compared, ...] = ()
    citations: tuple[int, ...] = ()
    sentence_offset: int = 0
    sentence_length: int = 0


class Evidence(msgspec.Struct, frozen=True):
    """All that an answer offers as proof, in order of appearance."""

    citations: tuple[Citation, ...] = ()
    quotations: tuple[Quotation, ...] = ()
