"""Looks answers up in one transcript."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from sextant.core.evidence import citations, quotations
from sextant.core.evidence.binding import Binding
from sextant.core.evidence.comparison import compared
from sextant.core.evidence.quotations import Marked
from sextant.core.evidence.sentences import Sentences
from sextant.core.evidence.shapes import Citation, Evidence, Quotation, Status
from sextant.core.evidence.spoken import Place, Spoken, Wanted
from sextant.core.model import Transcript

NEAR = 12.0
"""Seconds a citation may lie from what it is given for; beyond, it was said *elsewhere*."""

FEWEST_TOKENS = 2
"""Shorter pieces between omissions say nothing alone."""

LONGEST_PIECE = 150
"""Words compared at once; a longer quotation is compared piece by piece."""

GAP_A_TOKEN = 30
WIDEST_GAP = 400
"""Tokens that an omission may leave out: so many for each token beside it, and no more."""

Claim = TypeVar("Claim", Citation, Quotation)


class Examiner:
    """Looks answers up in one transcript, which is indexed once."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self._spoken = Spoken(transcript)

    def examine(self, answer: str) -> Evidence:
        """Find what `answer` cites and quotes. Linear in its length."""
        sentences = Sentences(answer)
        marked = quotations.read(answer, self._spoken.normaliser.count)
        places = {parts: self._places(parts) for parts in {one.parts for one in marked}}
        marked = [one for outer in marked for one in self._told(outer, places)]
        cited = citations.read(
            answer, self.transcript.duration, [(one.offset, one.end) for one in marked]
        )
        binding = Binding(answer, cited, marked, sentences)
        found = (
            self._quotation(one, places[one.parts], cited, binding.cited_for(index))
            for index, one in enumerate(marked)
        )
        return Evidence(
            tuple(_in_sentence(one, sentences) for one in cited),
            tuple(_in_sentence(one, sentences) for one in found),
        )

    def _told(self, marked: Marked, places: dict[tuple[str, ...], list[Place]]) -> list[Marked]:
        """A quotation; the ones inside it where they were said exactly and the whole was not."""
        if not marked.inner or any(place.exact for place in places[marked.parts]):
            return [marked]
        for one in marked.inner:
            places[one.parts] = self._places(one.parts)
        said = [one for one in marked.inner if any(p.exact for p in places[one.parts])]
        return said or [marked]

    def _quotation(
        self,
        marked: Marked,
        places: Sequence[Place],
        all_cited: Sequence[Citation],
        own: Sequence[int],
    ) -> Quotation:
        quotation = Quotation(
            marked.text,
            Status.MISSING,
            None,
            None,
            marked.offset,
            marked.length,
            citations=tuple(own),
        )
        if not places:
            return quotation
        cited = [all_cited[index] for index in own]
        best = min(
            places,
            key=lambda place: (self._distance(place, cited), not place.exact, -place.likeness),
        )
        start, end = self._spoken.span(best)
        spoken = self._spoken.said(best)
        status = Status.FOUND if best.exact else Status.CLOSE
        if cited and self._distance(best, cited) > NEAR:
            status = Status.ELSEWHERE
        differs = not best.exact
        return msgspec.structs.replace(
            quotation,
            status=status,
            start=start,
            end=end,
            spoken=spoken,
            speaker=self._spoken.speaker(best),
            comparison=compared(marked.text, spoken, self._spoken.normaliser) if differs else (),
        )

    def _places(self, parts: Sequence[str]) -> list[Place]:
        """Where a quotation stands whole, its parts one after another."""
        whole = self._spoken.wanted(" ".join(parts).split())
        if len(whole.words) <= LONGEST_PIECE and (exact := self._spoken.exact(whole)):
            return exact
        pieces = list(self._pieces(parts))
        if len(pieces) > 1 and (chained := self._chained(pieces)):
            return chained
        if len(pieces) == 1:
            return self._spoken.exact(pieces[0]) or self._spoken.like(pieces[0])
        return self._spoken.like(whole) if len(whole.words) <= LONGEST_PIECE else []

    def _pieces(self, parts: Sequence[str]) -> Iterator[Wanted]:
        """The parts that tell something, long ones in pieces."""
        pieces = [
            self._spoken.wanted(words[low : low + LONGEST_PIECE])
            for words in map(str.split, parts)
            for low in range(0, len(words), LONGEST_PIECE)
        ]
        telling = [piece for piece in pieces if len(piece) >= FEWEST_TOKENS]
        yield from telling or pieces[:1]

    def _chained(self, pieces: Sequence[Wanted]) -> list[Place]:
        """Where all pieces follow each other as they were spoken; the least alike decides."""
        chains: list[Place] = []
        before = 0
        for piece in pieces:
            found = self._spoken.exact(piece) or self._spoken.like(piece)
            gap = min(WIDEST_GAP, GAP_A_TOKEN * min(before, len(piece)))
            chains = _followed(chains, found, gap) if before else found
            before = len(piece)
            if not chains:
                break
        return chains

    def _distance(self, place: Place, cited: Sequence[Citation]) -> float:
        """Seconds to the nearest of the times given for it; the turn it is in counts as there."""
        start, end = self._spoken.span(place)
        starts, ends = self._spoken.turn_starts, self._spoken.turn_ends
        turn = max(bisect_right(starts, start) - 1, 0)
        last = min(bisect_left(ends, end), len(ends) - 1)
        low, high = min(starts[turn], start), max(ends[last], end)
        gaps = (max(low - c.end, c.start - high, 0.0) for c in cited)
        return min(gaps, default=0.0)


def _followed(chains: Sequence[Place], places: Sequence[Place], gap: int) -> list[Place]:
    """Each chain with the nearest of `places` that begins after it, at most `gap` tokens on."""
    ordered = sorted(places, key=lambda place: place.first)
    firsts = [place.first for place in ordered]
    longer: list[Place] = []
    for chain in chains:
        index = bisect_right(firsts, chain.last)
        if index < len(ordered) and ordered[index].first <= chain.last + 1 + gap:
            place = ordered[index]
            likeness = min(chain.likeness, place.likeness)
            longer.append(Place(chain.first, place.last, likeness, chain.exact and place.exact))
    return longer


def _in_sentence(claim: Claim, sentences: Sentences) -> Claim:
    offset, length = sentences.around(claim.offset, claim.length)
    return msgspec.structs.replace(claim, sentence_offset=offset, sentence_length=length)
