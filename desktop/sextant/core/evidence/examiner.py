"""Looks answers up in one transcript."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sextant.core.evidence import citations, quotations
from sextant.core.evidence.quotations import Marked
from sextant.core.evidence.shapes import Citation, Evidence, Quotation, Status
from sextant.core.evidence.spoken import Place, Spoken
from sextant.core.model import Transcript

NEAR = 12.0
"""Seconds a citation may lie from what it is given for; beyond, it was said *elsewhere*."""

FEWEST_TOKENS = 2
"""Shorter pieces between omissions say nothing alone."""

WIDEST_GAP = 400
"""Tokens that an omission may leave out."""


class Examiner:
    """Looks answers up in one transcript, which is indexed once."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self._spoken = Spoken(transcript)

    def examine(self, answer: str) -> Evidence:
        """Find what `answer` cites and quotes."""
        cited = citations.read(answer, self.transcript.duration)
        marked = quotations.read(answer)
        lines = _Lines(answer, cited, marked)
        places = {parts: self._places(parts) for parts in {one.parts for one in marked}}
        found = tuple(
            self._quotation(one, places[one.parts], lines.cited_for(index))
            for index, one in enumerate(marked)
        )
        return Evidence(cited, found)

    def _quotation(
        self, marked: Marked, places: Sequence[Place], cited: Sequence[Citation]
    ) -> Quotation:
        start = end = None
        spoken, status = "", Status.MISSING
        if places:
            best = min(places, key=lambda place: (self._distance(place, cited), -place.likeness))
            start, end = self._spoken.span(best)
            spoken = self._spoken.said(best)
            status = Status.FOUND if best.likeness == 1.0 else Status.CLOSE
            if cited and self._distance(best, cited) > NEAR:
                status = Status.ELSEWHERE
        return Quotation(marked.text, status, start, end, marked.offset, marked.length, spoken)

    def _places(self, parts: Sequence[Sequence[str]]) -> list[Place]:
        """Where a quotation stands whole; its longest part leads, the others must be around."""
        telling = [part for part in parts if len(part) >= FEWEST_TOKENS] or list(parts)
        whole = [token for part in parts for token in part]
        if exact := self._spoken.exact(whole):
            return exact
        if len(telling) == 1:
            return self._spoken.exact(telling[0]) or self._spoken.like(telling[0])
        each = [self._spoken.exact(part) or self._spoken.like(part) for part in telling]
        if not all(each):
            return self._spoken.like(whole)
        joined = [chain for first in each[0] if (chain := _chain(first, each[1:]))]
        return joined or self._spoken.like(whole)

    def _distance(self, place: Place, cited: Sequence[Citation]) -> float:
        """Seconds to the nearest of the times given for it; the turn it is in counts as there."""
        start, end = self._spoken.span(place)
        starts, ends = self._spoken.turn_starts, self._spoken.turn_ends
        turn = max(bisect_right(starts, start) - 1, 0)
        last = min(bisect_left(ends, end), len(ends) - 1)
        low, high = min(starts[turn], start), max(ends[last], end)
        gaps = (max(low - c.end, c.start - high, 0.0) for c in cited)
        return min(gaps, default=0.0)


def _chain(first: Place, rest: Sequence[Sequence[Place]]) -> Place | None:
    """The parts one after another, as they were spoken; the least alike part decides."""
    last, likeness = first.last, first.likeness
    for places in rest:
        following = [p for p in places if last < p.first <= last + WIDEST_GAP]
        if not following:
            return None
        nearest = min(following, key=lambda place: place.first)
        last, likeness = nearest.last, min(likeness, nearest.likeness)
    return Place(first.first, last, likeness)


class _Lines:
    """Which times an answer gives for which quotation: those on the line, after it first."""

    def __init__(self, answer: str, cited: Sequence[Citation], marked: Sequence[Marked]) -> None:
        self._answer = answer
        self._cited = cited
        self._offsets = [citation.offset for citation in cited]
        self._marked = marked

    def cited_for(self, index: int) -> Sequence[Citation]:
        """Times between this quotation and the next, else after it, else before it."""
        marked = self._marked[index]
        end = marked.offset + marked.length
        low, high = self._line(marked.offset, end)
        following = index + 1 < len(self._marked)
        until = min(self._marked[index + 1].offset, high) if following else high
        within = self._between(marked.offset, end)
        return (
            within
            or self._between(end, until)
            or self._between(end, high)
            or self._between(low, marked.offset)
        )

    def _line(self, start: int, end: int) -> tuple[int, int]:
        low = self._answer.rfind("\n", 0, start) + 1
        high = self._answer.find("\n", end)
        return low, high if high >= 0 else len(self._answer)

    def _between(self, low: int, high: int) -> Sequence[Citation]:
        return self._cited[bisect_left(self._offsets, low) : bisect_left(self._offsets, high)]
