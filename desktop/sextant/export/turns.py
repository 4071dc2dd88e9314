"""What was said in a recording, by time: where a second is, and the words around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sextant.core.evidence import Quotation
from sextant.core.model import Transcript, Turn, Word
from sextant.core.render import SECONDS_AN_HOUR, clock
from sextant.core.view import AnswerView

Span = tuple[float, float]


class Turns:
    """The turns of a transcript by time. False when there are none."""

    def __init__(self, transcript: Transcript | None) -> None:
        self._turns: Sequence[Turn] = transcript.turns if transcript else ()
        self._starts = [turn.start for turn in self._turns]
        self.duration = transcript.duration if transcript else 0.0

    def __bool__(self) -> bool:
        return bool(self._turns)

    def __iter__(self) -> Iterator[Turn]:
        return iter(self._turns)

    def clock(self, seconds: float) -> str:
        """A time in figures, with hours where the recording has any."""
        return clock(seconds, hours=self.duration >= SECONDS_AN_HOUR)

    def index(self, seconds: float | None) -> int | None:
        """The turn that is spoken at `seconds`, which a citation has without its fraction."""
        if seconds is None or not self._turns:
            return None
        return max(bisect_right(self._starts, seconds + 0.999) - 1, 0)

    def pieces(self, turn: Turn, quoted: Sequence[Span]) -> Iterator[tuple[Sequence[Word], bool]]:
        """The words of a turn in pieces, each quoted by an answer or not.

        `quoted` are the spans from `quoted_spans`.
        """
        place = max(bisect_right(quoted, (turn.start, float("inf"))) - 1, 0)
        words: list[Word] = []
        marked = False
        for word in turn.words:
            while place < len(quoted) and quoted[place][1] <= word.start:
                place += 1
            inside = place < len(quoted) and quoted[place][0] < word.end
            if inside != marked and words:
                yield words, marked
                words = []
            marked = inside
            words.append(word)
        if words:
            yield words, marked


def by_correction(words: Iterable[Word]) -> Iterator[tuple[str, bool]]:
    """Words as text in pieces, each corrected by a person or as it was heard."""
    for corrected, group in groupby(words, key=lambda word: word.heard is not None):
        yield " ".join(word.text for word in group), corrected


def quoted_spans(answers: Iterable[AnswerView]) -> Sequence[Span]:
    """Where the answers' quotations were said, in order, none meeting another."""
    merged: list[Span] = []
    for start, end in sorted(_spans(answers)):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _spans(answers: Iterable[AnswerView]) -> Iterator[Span]:
    for answer in answers:
        for quotation in answer.evidence.quotations:
            if span := span_of(quotation):
                yield span


def span_of(quotation: Quotation) -> Span | None:
    """Where a quotation was said; ``None`` for one that was not found."""
    if quotation.start is None or quotation.end is None:
        return None
    return quotation.start, quotation.end
