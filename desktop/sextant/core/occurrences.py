"""Where words occur in what was said: fast enough to look again at every key press."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from sextant.core.model import Transcript
from sextant.core.search import folded


class Occurrence(NamedTuple):
    """Words `first` to `last` of turn number `turn`, both included, all counted from 0."""

    turn: int
    first: int
    last: int


class Occurrences:
    """Looks into one transcript, which is folded once."""

    def __init__(self, transcript: Transcript) -> None:
        known: dict[str, str] = {}
        self._turns: list[list[str]] = []
        for turn in transcript.turns:
            words = [word.text for word in turn.words]
            for word in words:
                if word not in known:
                    known[word] = folded(word)
            self._turns.append([known[word] for word in words])
        self._texts = [" ".join(words) for words in self._turns]

    def of(self, query: str) -> tuple[Occurrence, ...]:
        """Every place of `query`, in order; it may span words but not turns."""
        wanted = " ".join(folded(query).split())
        if not wanted:
            return ()
        return tuple(
            found
            for number, text in enumerate(self._texts)
            if wanted in text
            for found in self._in_turn(number, text, wanted)
        )

    def _in_turn(self, number: int, text: str, wanted: str) -> list[Occurrence]:
        ends = list(accumulate(len(word) + 1 for word in self._turns[number]))
        found: list[Occurrence] = []
        word, place = 0, text.find(wanted)
        while place >= 0:
            while ends[word] <= place:
                word += 1
            last = word
            while ends[last] < place + len(wanted):
                last += 1
            found.append(Occurrence(number, word, last))
            place = text.find(wanted, place + len(wanted))
        return found
