"""Looks answers up in one transcript."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from sextant.core.evidence import citations, quotations
from sextant.core.evidence.comparison import compared
from sextant.core.evidence.quotations import Marked
from sextant.core.evidence.sentences import Sentences
from sextant.core.evidence.shapes import Citation, Evidence, Quotation, Status
from sextant.core.evidence.spoken import Place, Spoken
from sextant.core.model import Transcript

NEAR = 12.0
"""Seconds a citation may lie from what it is given for; beyond, it was said *elsewhere*."""

FEWEST_TOKENS = 2
"""Shorter pieces between omissions say nothing alone."""

WIDEST_GAP = 400
"""Tokens that an omission may leave out."""


Claim = TypeVar("Claim", Citation, Quotation)


class Examiner:
    """Looks answers up in one transcript, which is indexed once."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self._spoken = Spoken(transcript)

    def examine(self, answer: str) -> Evidence:
        """Find what `answer` cites and quotes."""
        sentences = Sentences(answer)
        cited = tuple(
            _in_sentence(one, sentences) for one in citations.read(answer, self.transcript.duration)
        )
        marked = quotations.read(answer)
        lines = _Lines(answer, cited, marked)
        places = {parts: self._places(parts) for parts in {one.parts for one in marked}}
        found = tuple(
            _in_sentence(
                self._quotation(one, places[one.parts], cited, lines.cited_for(index)), sentences
            )
            for index, one in enumerate(marked)
        )
        return Evidence(cited, found)

    def _quotation(
        self,
        marked: Marked,
        places: Sequence[Place],
        all_cited: Sequence[Citation],
        own: Sequence[int],
    ) -> Quotation:
        basis = Quotation(
            marked.text,
            Status.MISSING,
            None,
            None,
            marked.offset,
            marked.length,
            citations=tuple(own),
        )
        if not places:
            return basis
        cited = [all_cited[index] for index in own]
        best = min(places, key=lambda place: (self._distance(place, cited), -place.likeness))
        start, end = self._spoken.span(best)
        spoken = self._spoken.said(best)
        exact = best.likeness == 1.0
        status = Status.FOUND if exact else Status.CLOSE
        if cited and self._distance(best, cited) > NEAR:
            status = Status.ELSEWHERE
        return msgspec.structs.replace(
            basis,
            status=status,
            start=start,
            end=end,
            spoken=spoken,
            speaker=self._spoken.speaker(best),
            comparison=() if exact else compared(marked.text, spoken),
        )

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


def _in_sentence(claim: Claim, sentences: Sentences) -> Claim:
    offset, length = sentences.around(claim.offset, claim.length)
    return msgspec.structs.replace(claim, sentence_offset=offset, sentence_length=length)


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
        self._offsets = [citation.offset for citation in cited]
        self._marked = marked

    def cited_for(self, index: int) -> Sequence[int]:
        """Places of the times between this quotation and the next, else after it, else before."""
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

    def _between(self, low: int, high: int) -> Sequence[int]:
        return range(bisect_left(self._offsets, low), bisect_left(self._offsets, high))
