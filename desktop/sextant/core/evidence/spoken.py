"""The words of a transcript, indexed once so that a quotation is found without reading it all.

Every pair of neighbouring tokens is kept with its place, sorted. The rarest pair of a
quotation leads to where it was said exactly. Otherwise its rarest tokens vote for
places where something like it was said, and only those are compared.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from math import log2

import msgspec
from rapidfuzz.distance import Levenshtein, Opcode

from sextant.core.evidence.difference import Stretch, weigh
from sextant.core.evidence.languages import language_of
from sextant.core.evidence.normal import Normaliser, Tokens
from sextant.core.model import Transcript, Word

MOST_PLACES = 64
"""Exact occurrences looked at; a phrase said more often proves nothing by its place."""

MOST_VOTES = 1_000
"""Positions of rare tokens counted for one quotation, so that the time stays bounded."""

MOST_CANDIDATES = 6
"""Places compared word by word."""

LEAST_ALIKE = 0.45
"""Share of words in order that makes a place worth a closer look."""

LEAST_LIKE = 0.6
"""Share of words in order, but for those that do not count, that makes it *close*."""

LEAST_TELLING = 0.5
"""The same, by what the words tell: rare ones count more than those in every sentence."""

STRAY_COST = 0.5

_PLACE_BITS, _TOKEN_BITS = 24, 20
_PLACE_MASK = (1 << _PLACE_BITS) - 1
UNKNOWN = (1 << _TOKEN_BITS) - 1
"""The number of a token that was never said."""


class Place(msgspec.Struct, frozen=True):
    """Tokens `first` to `last` of the transcript, both included.

    `likeness` is 0 to 1; `exact` says that nothing differs but what does not count.
    """

    first: int
    last: int
    likeness: float = 1.0
    exact: bool = True


class Wanted(msgspec.Struct, frozen=True):
    """A piece of a quotation: its words, their tokens, and the tokens' numbers."""

    words: Sequence[str]
    tokens: Tokens
    numbers: array[int]

    @property
    def stretch(self) -> Stretch:
        return Stretch(self.tokens.texts, [self.words[place] for place in self.tokens.first])

    def __len__(self) -> int:
        return len(self.numbers)


class Spoken:
    """A transcript's tokens, and which word each came from."""

    def __init__(self, transcript: Transcript) -> None:
        turns = transcript.turns
        self.words: list[Word] = [word for turn in turns for word in turn.words]
        self.turn_starts = [turn.start for turn in turns]
        self.turn_ends = [turn.end for turn in turns]
        self.normaliser = Normaliser(language_of(transcript.languages))
        self._speakers = [turn.speaker for turn in turns]
        self._turn_words = list(accumulate((len(turn.words) for turn in turns), initial=0))
        self._tokens = self.normaliser.tokens(word.text for word in self.words)
        vocabulary: dict[str, int] = {}
        self._numbers = array(
            "I",
            (
                vocabulary.setdefault(text, min(len(vocabulary), UNKNOWN - 1))
                for text in self._tokens.texts
            ),
        )
        self._vocabulary = vocabulary
        self._pairs = _sorted_pairs(self._numbers)

    def wanted(self, words: Sequence[str]) -> Wanted:
        """Words as they are looked for."""
        tokens = self.normaliser.tokens(words)
        numbers = array("I", (self._vocabulary.get(token, UNKNOWN) for token in tokens.texts))
        return Wanted(words, tokens, numbers)

    def span(self, place: Place) -> tuple[float, float]:
        """Seconds from the first word's start to the last one's end."""
        first, last = self._word_range(place)
        return self.words[first].start, self.words[last].end

    def said(self, place: Place) -> str:
        """What the transcript has there."""
        first, last = self._word_range(place)
        return " ".join(word.text for word in self.words[first : last + 1])

    def speaker(self, place: Place) -> int | None:
        """Who begins there."""
        return self._speakers[self._turn(place.first)]

    def exact(self, wanted: Wanted) -> list[Place]:
        """Where `wanted` was said word for word."""
        numbers = wanted.numbers
        size = len(numbers)
        places: list[Place] = []
        for start in self._starts(numbers):
            if self._numbers[start : start + size] == numbers:
                places.append(Place(start, start + size - 1))
                if len(places) == MOST_PLACES:
                    break
        return places

    def like(self, wanted: Wanted) -> list[Place]:
        """Where something like `wanted` was said, best first; exact ones alone if there are any."""
        places = [self._compared(wanted, start) for start in self._candidates(wanted.numbers)]
        good = sorted(
            {(p.first, p.last): p for p in places if p}.values(),
            key=lambda place: (not place.exact, -place.likeness),
        )
        exact = [place for place in good if place.exact]
        return exact or good

    def _starts(self, numbers: Sequence[int]) -> Iterator[int]:
        """Where the quotation would begin, for each place of its rarest pair."""
        if len(numbers) == 1:
            low, high = self._range(numbers[0], 0, UNKNOWN)
            yield from self._places(low, min(high, low + MOST_PLACES), 0)
            return
        best: tuple[int, int, int] | None = None
        for index, (left, right) in enumerate(pairwise(numbers)):
            low, high = self._range(left, right)
            if low == high:
                return
            if best is None or high - low < best[1] - best[0]:
                best = low, high, index
        if best is None:
            return
        yield from (start for start in self._places(*best) if start >= 0)

    def _range(self, left: int, right: int, last: int | None = None) -> tuple[int, int]:
        """Where a token stands in `_pairs` with `right` after it, or with any up to `last`."""
        head = left << _TOKEN_BITS
        low = bisect_left(self._pairs, (head | right) << _PLACE_BITS)
        above = (head | (right if last is None else last)) + 1
        return low, bisect_left(self._pairs, above << _PLACE_BITS, low)

    def _count(self, number: int) -> int:
        """How often a token was said."""
        low, high = self._range(number, 0, UNKNOWN)
        return high - low

    def _places(self, low: int, high: int, index: int) -> Iterator[int]:
        """Where a quotation would begin that has a token at `index`, from a range of `_pairs`."""
        for packed in self._pairs[low:high]:
            yield (packed & _PLACE_MASK) - index

    def _candidates(self, numbers: Sequence[int]) -> Iterator[int]:
        """Where the quotation would begin, by vote of its rarest tokens."""
        ranges = [(*self._range(number, 0, UNKNOWN), i) for i, number in enumerate(numbers)]
        votes: Counter[int] = Counter()
        left = MOST_VOTES
        for low, high, index in sorted(ranges, key=lambda found: found[1] - found[0]):
            for start in self._places(low, min(high, low + left), index):
                votes[start // 4] += 1
            left -= high - low
            if left <= 0:
                break
        for bucket, _ in votes.most_common(MOST_CANDIDATES):
            yield bucket * 4

    def _compared(self, wanted: Wanted, start: int) -> Place | None:
        """The best stretch near `start`, from the first to the last of its equal words."""
        size = len(wanted)
        slack = size // 4 + 6
        low = max(start - slack, 0)
        window = self._numbers[low : max(start, 0) + size + slack]
        blocks = [b for b in Levenshtein.opcodes(wanted.numbers, window) if b.tag == "equal"]
        if not blocks:
            return None
        first, last = _densest(blocks)
        begin = max(_latest(first, blocks, window) - first.src_start, 0)
        end = min(last.dest_end + size - last.src_end, len(window))
        inside = window[begin:end]
        if Levenshtein.normalized_similarity(wanted.numbers, inside) < LEAST_ALIKE:
            return None
        codes = Levenshtein.opcodes(wanted.numbers, inside)
        spoken = self._stretch(low + begin, low + end)
        differing, idle = weigh(wanted.stretch, spoken, codes, self.normaliser.language)
        likeness = 1 - differing / max(size, len(inside) - idle)
        told = self._telling(wanted.numbers, codes)
        if differing and (likeness < LEAST_LIKE or told < LEAST_TELLING):
            return None
        return Place(low + begin, low + end - 1, likeness, exact=not differing)

    def _telling(self, numbers: Sequence[int], codes: Iterable[Opcode]) -> float:
        """The share of a quotation that was said, each token by how much it tells."""
        weights = [self._weight(number) for number in numbers]
        said = sum(sum(weights[c.src_start : c.src_end]) for c in codes if c.tag == "equal")
        return said / sum(weights)

    def _weight(self, number: int) -> float:
        return log2(2 + len(self._numbers) / (1 + self._count(number)))

    def _stretch(self, first: int, end: int) -> Stretch:
        places = range(first, end)
        return Stretch(
            self._tokens.texts[first:end],
            [self.words[self._tokens.first[place]].text for place in places],
            [self._turn(place) for place in places],
        )

    def _turn(self, token: int) -> int:
        return bisect_right(self._turn_words, self._tokens.first[token]) - 1

    def _word_range(self, place: Place) -> tuple[int, int]:
        return self._tokens.first[place.first], self._tokens.last[place.last]


def _densest(blocks: Sequence[Opcode]) -> tuple[Opcode, Opcode]:
    """The first and last of those equal stretches that lie together.

    A ``the`` far before or after has nothing to do with the quotation: each token of the
    transcript in between, beyond those of the quotation, costs half of an equal one.
    """
    best = score = float(blocks[0].src_end - blocks[0].src_start)
    found = first = last = blocks[0]
    for before, block in pairwise(blocks):
        length = block.src_end - block.src_start
        skipped = block.dest_start - before.dest_end - (block.src_start - before.src_end)
        score += length - STRAY_COST * max(skipped, 0)
        if score < length:
            first, score = block, float(length)
        if score >= best:
            best, found, last = score, first, block
    return found, last


def _latest(first: Opcode, blocks: Sequence[Opcode], window: Sequence[int]) -> int:
    """Where the first equal stretch begins; of what is said twice, the second time."""
    following = next((block for block in blocks if block.src_start == first.src_end), None)
    if following is not None:
        start = following.dest_start - (first.dest_end - first.dest_start)
        if window[start : following.dest_start] == window[first.dest_start : first.dest_end]:
            return start
    return first.dest_start


def _sorted_pairs(numbers: Sequence[int]) -> array[int]:
    """Each token with the next one and its place, packed into one number and sorted."""
    following = chain(numbers[1:], (UNKNOWN,))
    return array(
        "Q",
        sorted(
            (left << _TOKEN_BITS | right) << _PLACE_BITS | place
            for place, (left, right) in enumerate(zip(numbers, following, strict=False))
        ),
    )
