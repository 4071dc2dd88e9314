"""What is marked in a transcript: the word that is heard, a quotation, what was looked for."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sextant.bridge.transcript_model import Place
from sextant.core.model import Word
from sextant.core.occurrences import Found, Occurrence

Span = tuple[Place, Place]
"""From a word to a word, both included, the earlier one first."""

Words = tuple[int, int]
"""The first and the last of some words of a turn, both included."""


class TurnMarks(msgspec.Struct, frozen=True):
    """What is marked in one turn. `heard` is being spoken, `cursor` has the keyboard."""

    heard: Words | None
    quoted: Words | None
    selected: Words | None
    cursor: Words | None
    found: Sequence[Words]
    chosen: Words | None
    corrected: Sequence[int]


class Marks:
    """The marks of a whole transcript."""

    def __init__(self) -> None:
        self.cursor: Place | None = None
        self.heard: Place | None = None
        self.selected: Span | None = None
        self.quoted: Span | None = None
        self.chosen: Occurrence | None = None
        self._found = Found((), "")

    def find(self, found: Found) -> None:
        """Mark other places than before."""
        self._found = found

    def of(self, turn: int, words: Sequence[Word]) -> TurnMarks:
        """What is marked in one turn."""
        return TurnMarks(
            heard=_one(self.heard, turn),
            quoted=_part(self.quoted, turn, len(words)),
            selected=_part(self.selected, turn, len(words)),
            cursor=_one(self.cursor, turn),
            found=[place[1:] for place in self._found.in_turn(turn)],
            chosen=self.chosen[1:] if self.chosen and self.chosen.turn == turn else None,
            corrected=[number for number, word in enumerate(words) if word.heard is not None],
        )


def _one(place: Place | None, turn: int) -> Words | None:
    return (place.word, place.word) if place is not None and place.turn == turn else None


def _part(span: Span | None, turn: int, words: int) -> Words | None:
    """The part of a span that lies in a turn of so many words."""
    if span is None or not span[0].turn <= turn <= span[1].turn:
        return None
    first = span[0].word if span[0].turn == turn else 0
    last = span[1].word if span[1].turn == turn else words - 1
    return first, last
