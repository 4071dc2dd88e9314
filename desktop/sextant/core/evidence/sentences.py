"""Which sentence of an answer carries a citation or a quotation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

_BREAK = re.compile(r"\n(?=[ \t]*(?:\n|[-*+>|#]|\d{1,3}[.)][ \t]))|(?<=[|\n])\n")
"""Where a paragraph, a list item, a row or a heading ends; no sentence goes on past it."""

_MARKER = re.compile(r"[ \t\n]*(?:(?:[-*+>]|#{1,6}|\d{1,3}[.)])[ \t]+)*")
"""What stands before the words of an item or heading."""

_STOP = re.compile(
    r"(?<![.!?\u2026\u061f\u06d4\u3002\uff01\uff1f])"
    r"(?:[.!?\u2026\u061f\u06d4]++(?P<spaced>)|[\u3002\uff01\uff1f]++)"
    r"[\"'\u201c\u201d\u2019\u00bb\u00ab\u203a\u300d\u300f)*_]{0,6}+(?(spaced)(?=\s))"
)
"""The end of a sentence: stops, closing marks, and a space where the script has any."""

_SHORTENED = re.compile(
    r"(?:\b(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|St|vs|etc|approx|ca|bzw|usw|Nr|No|vgl|Sr|Sra|Mme"
    r"|pág|cf|min|sec))\.$",
    re.IGNORECASE,
)
"""A stop that ends no sentence: initials and what is usually shortened."""

_TIMES = re.compile(
    r"\s{0,3}(?:[\[(\u3010\uff08\uff3b][^\[\](){}\n]{0,160}?[0-9]:[0-9]"
    r"[^\[\](){}\n]{0,160}[\])\u3011\uff09\uff3d][.,;]?\s{0,3})+"
)
"""Brackets with times. After a full stop, they are given for the sentence before it."""


class Sentences:
    """The sentences of one answer, found once; looked up by place."""

    def __init__(self, answer: str) -> None:
        self._spans = [span for block in _blocks(answer) for span in _sentences(answer, *block)]
        self._starts = [start for start, _ in self._spans]

    def around(self, offset: int, length: int) -> tuple[int, int]:
        """Offset and length of the sentence around a stretch; of several, from first to last."""
        if not self._spans:
            return offset, length
        first = self._spans[max(bisect_right(self._starts, offset) - 1, 0)]
        last = self._spans[max(bisect_right(self._starts, offset + length - 1) - 1, 0)]
        start, end = min(first[0], offset), max(last[1], offset + length)
        return start, end - start


def _blocks(answer: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _BREAK.finditer(answer):
        yield start, stop.start()
        start = stop.end()
    yield start, len(answer)


def _sentences(answer: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a block; a row of a table is one."""
    marker = _MARKER.match(answer, start, end)
    start = marker.end() if marker else start
    while end > start and answer[end - 1].isspace():
        end -= 1
    if start >= end:
        return
    if answer[start] != "|":
        leading = _TIMES.match(answer, start, end) is not None
        for stop in _STOP.finditer(answer, start, end):
            place = stop.end()
            if place <= start or _SHORTENED.search(answer, max(start, stop.start() - 8), place):
                continue
            if not leading and (times := _TIMES.match(answer, place, end)):
                place = times.end()
            yield start, len(answer[start:place].rstrip()) + start
            start = place
            while start < end and answer[start].isspace():
                start += 1
    if start < end:
        yield start, end
