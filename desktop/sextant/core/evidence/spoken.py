"""The words of a transcript, indexed once so that a quotation is found without reading it all.

Two ways to look: the tokens joined without spaces find what was said exactly, however
it is written ("follow-up", "followup"); the rarest tokens of a quotation vote for places
where something like it was said, and only those are compared.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec
from rapidfuzz.distance import Levenshtein

from sextant.core.evidence.normal import normal
from sextant.core.model import Transcript, Word

MOST_PLACES = 64
"""Exact occurrences looked at; a phrase said more often proves nothing by its place."""

MOST_VOTES = 2_000
"""Positions of rare tokens counted for one quotation, so that the time stays bounded."""

MOST_CANDIDATES = 6
"""Places compared word by word."""

LEAST_LIKE = 0.68
"""Share of words in order that makes something said *close* to what is quoted."""


class Place(msgspec.Struct, frozen=True):
    """Tokens `first` to `last` of the transcript, both included. `likeness` 1 is exact."""

    first: int
    last: int
    likeness: float


class Spoken:
    """A transcript's tokens, and which word each came from."""

    def __init__(self, transcript: Transcript) -> None:
        self.words: list[Word] = [word for turn in transcript.turns for word in turn.words]
        self.turn_starts = [turn.start for turn in transcript.turns]
        self.turn_ends = [turn.end for turn in transcript.turns]
        self._speakers = [turn.speaker for turn in transcript.turns]
        lengths = (len(turn.words) for turn in transcript.turns)
        self._turn_words = list(accumulate(lengths, initial=0))[:-1]
        self._tokens: list[str] = []
        self._word_of = array("I")
        self._offsets = array("I")
        self._places: dict[str, array[int]] = {}
        length = 0
        for ordinal, word in enumerate(self.words):
            for token in normal(word.text):
                self._places.setdefault(token, array("I")).append(len(self._tokens))
                self._tokens.append(token)
                self._word_of.append(ordinal)
                self._offsets.append(length)
                length += len(token)
        self._offsets.append(length)
        self._joined = "".join(self._tokens)

    def span(self, place: Place) -> tuple[float, float]:
        """Seconds from the first word's start to the last one's end."""
        return self._first(place).start, self._last(place).end

    def said(self, place: Place) -> str:
        """What the transcript has there."""
        first, last = self._word_of[place.first], self._word_of[place.last]
        return " ".join(word.text for word in self.words[first : last + 1])

    def speaker(self, place: Place) -> int | None:
        """Who begins there."""
        ordinal = self._word_of[place.first]
        return self._speakers[bisect_right(self._turn_words, ordinal) - 1]

    def exact(self, wanted: Sequence[str]) -> list[Place]:
        """Where `wanted` was said word for word."""
        needle = "".join(wanted)
        places: list[Place] = []
        start = self._joined.find(needle)
        while start >= 0 and len(places) < MOST_PLACES:
            first = bisect_left(self._offsets, start)
            end = bisect_left(self._offsets, start + len(needle))
            if self._offsets[first] == start and self._offsets[end] == start + len(needle):
                places.append(Place(first, end - 1, 1.0))
            start = self._joined.find(needle, start + 1)
        return places

    def like(self, wanted: Sequence[str]) -> list[Place]:
        """Where something like `wanted` was said, best first."""
        places = [self._compared(wanted, start) for start in self._candidates(wanted)]
        good = [place for place in places if place and place.likeness >= LEAST_LIKE]
        return sorted(good, key=lambda place: -place.likeness)

    def _candidates(self, wanted: Sequence[str]) -> Iterator[int]:
        """Where the quotation would begin, by vote of its rarest tokens."""
        known = [(i, self._places[t]) for i, t in enumerate(wanted) if t in self._places]
        known.sort(key=lambda entry: len(entry[1]))
        votes: Counter[int] = Counter()
        counted = 0
        for index, positions in known:
            if counted and counted + len(positions) > MOST_VOTES:
                break
            counted += len(positions)
            for position in positions[:MOST_VOTES]:
                votes[(position - index) // 4] += 1
        for bucket, _ in votes.most_common(MOST_CANDIDATES):
            yield bucket * 4

    def _compared(self, wanted: Sequence[str], start: int) -> Place | None:
        """The best stretch near `start`: ends are where the outermost equal words are."""
        slack = len(wanted) // 4 + 4
        low = max(start - slack, 0)
        window = self._tokens[low : start + len(wanted) + slack]
        blocks = [b for b in Levenshtein.opcodes(wanted, window) if b.tag == "equal"]
        if not blocks:
            return None
        first, last = blocks[0], blocks[-1]
        begin = max(first.dest_start - first.src_start, 0)
        end = min(last.dest_end + len(wanted) - last.src_end, len(window))
        likeness = Levenshtein.normalized_similarity(wanted, window[begin:end])
        return Place(low + begin, low + end - 1, likeness)

    def _first(self, place: Place) -> Word:
        return self.words[self._word_of[place.first]]

    def _last(self, place: Place) -> Word:
        return self.words[self._word_of[place.last]]
