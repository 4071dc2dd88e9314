"""Which times an answer gives for which quotation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from sextant.core.evidence.sentences import Sentences
from sextant.core.evidence.shapes import Citation

_SOURCE = re.compile(
    r"[\s>]{1,8}(?:[\u2013\u2014]{1,2}[^\[(\n]{0,60})?"
    r"[\[(\u3010\uff08\uff3b][^\[\]()\n]{1,80}[\])\u3011\uff09\uff3d][ .]{0,3}(?:\n|\Z)"
)
"""A line that only gives the source of what stands above it."""

_LINES_UP = 3
"""How far above a quotation the line that introduces it may end."""


class Passage(Protocol):
    """A stretch of an answer."""

    @property
    def offset(self) -> int: ...

    @property
    def length(self) -> int: ...


class Binding:
    """The times of one answer beside its quotations.

    A quotation goes with the times inside it, else with those of its sentence: after it
    ("…" [12:31]), or before it where the sentence gives its times first ([12:31] "…").
    Without any there, with those of its line, of the line that introduces it, or of the
    one below it that names the source.
    """

    def __init__(
        self,
        answer: str,
        cited: Sequence[Citation],
        marked: Sequence[Passage],
        sentences: Sentences,
    ) -> None:
        self._answer = answer
        self._offsets = [citation.offset for citation in cited]
        self._starts = [one.offset for one in marked]
        self._ends = [one.offset + one.length for one in marked]
        spans = (sentences.around(one.offset, one.length) for one in marked)
        self._sentences = [(offset, offset + length) for offset, length in spans]
        self._groups = _groups(self._sentences)
        self._lines = [0, *(found.end() for found in re.finditer("\n", answer)), len(answer) + 1]

    def cited_for(self, index: int) -> range:
        """Places, in the answer's citations, of the times given for a quotation."""
        within = self._between(self._starts[index], self._ends[index])
        return within or self._in_sentence(index) or self._in_line(index) or self._beside(index)

    def _in_sentence(self, index: int) -> range:
        start, end = self._sentences[index]
        first, last = self._groups[index]
        own_start, own_end = self._starts[index], self._ends[index]
        before = self._between(self._ends[index - 1] if index > first else start, own_start)
        after = self._between(own_end, self._starts[index + 1] if index < last else end)
        leading = self._between(start, self._starts[first])
        trailing = self._between(self._ends[last], end)
        if leading and not trailing:
            return before or self._between(start, own_start)[-1:] or after
        return after or self._between(own_end, end)[:1] or before

    def _in_line(self, index: int) -> range:
        low, high = self._line(index)
        following = index + 1 < len(self._starts)
        until = min(self._sentences[index + 1][0], high) if following else high
        since = max(self._sentences[index - 1][1], low) if index else low
        own_start, own_end = self._starts[index], self._ends[index]
        return self._between(own_end, until) or self._between(since, own_start)

    def _beside(self, index: int) -> range:
        """Times of the line above that ends in a colon, or of the source named below."""
        low, high = self._line(index)
        own = bisect_left(self._lines, low)
        for above in self._lines[max(own - _LINES_UP, 0) : own][::-1]:
            if words := self._answer[above:low].rstrip():
                if words.rstrip("*_").endswith((":", "\uff1a")):
                    return self._between(above, low)
                break
        source = _SOURCE.match(self._answer, high)
        return self._between(high, source.end()) if source else range(0)

    def _line(self, index: int) -> tuple[int, int]:
        """From the start of its first line to the end of its last."""
        low = self._lines[bisect_right(self._lines, self._starts[index]) - 1]
        return low, self._lines[bisect_left(self._lines, self._ends[index])] - 1

    def _between(self, low: int, high: int) -> range:
        return range(bisect_left(self._offsets, low), bisect_left(self._offsets, high))


def _groups(sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """For each quotation, the first and the last of those in its sentence."""
    groups: list[tuple[int, int]] = []
    for _, together in groupby(range(len(sentences)), key=sentences.__getitem__):
        places = list(together)
        groups += [(places[0], places[-1])] * len(places)
    return groups
