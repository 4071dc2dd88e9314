"""Where words occur in what was said: fast enough to look again at every key press."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple, overload

from sextant.core.model import Transcript
from sextant.core.search import folded


class Occurrence(NamedTuple):
    """Words `first` to `last` of turn number `turn`, both included, all counted from 0."""

    turn: int
    first: int
    last: int


class Found(Sequence[Occurrence]):
    """Every place of one query, in order.

    Two letters are found fifty thousand times in ten hours, and a person sees a page of them:
    they are counted at once, and looked up turn by turn when they are asked for.
    """

    def __init__(self, spoken: Sequence[tuple[str, Sequence[str]]], wanted: str) -> None:
        """`spoken` are turns, each as a text and as its words."""
        self._spoken = spoken
        self._wanted = wanted
        self._until = list(accumulate(text.count(wanted) for text, _ in spoken)) if wanted else []
        """How many places there are in each turn and all before it."""

    def __len__(self) -> int:
        return self._until[-1] if self._until else 0

    def __iter__(self) -> Iterator[Occurrence]:
        return chain.from_iterable(map(self.in_turn, range(len(self._until))))

    @overload
    def __getitem__(self, index: int) -> Occurrence: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Occurrence]: ...
    def __getitem__(self, index: int | slice) -> Occurrence | Sequence[Occurrence]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        number = range(len(self))[index]
        turn = bisect_right(self._until, number)
        return self.in_turn(turn)[number - self.from_turn(turn)]

    def from_turn(self, turn: int) -> int:
        """The index of the first place in this turn or a later one; the length where none is."""
        return self._until[turn - 1] if 0 < turn <= len(self._until) else 0

    def in_turn(self, number: int) -> Sequence[Occurrence]:
        """Those of one turn."""
        if number >= len(self._until) or self._until[number] == self.from_turn(number):
            return ()
        text, words = self._spoken[number]
        ends = list(accumulate(len(word) + 1 for word in words))
        found: list[Occurrence] = []
        place = text.find(self._wanted)
        while place >= 0:
            end = place + len(self._wanted)
            found.append(Occurrence(number, bisect_right(ends, place), bisect_left(ends, end)))
            place = text.find(self._wanted, end)
        return found


class Occurrences:
    """Looks into one transcript, which is folded once."""

    def __init__(self, transcript: Transcript) -> None:
        known: dict[str, str] = {}
        self._spoken: list[tuple[str, list[str]]] = []
        for turn in transcript.turns:
            words = [word.text for word in turn.words]
            for word in words:
                if word not in known:
                    known[word] = folded(word)
            told = [known[word] for word in words]
            self._spoken.append((" ".join(told), told))

    def of(self, query: str) -> Found:
        """Every place of `query`; it may span words but not turns."""
        return Found(self._spoken, " ".join(folded(query).split()))
