"""A transcript as running text, and where in it and in the sound each marked passage is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

import msgspec

from sextant.core.agreement import LEAST_WORDS
from sextant.core.model import Transcript
from sextant.core.view import RecordingView
from sextant.export.qdpx_parts import agreement_code, answer_code, status_code
from sextant.export.text import one_line, shortened

LONGEST_NAME = 80


class Passage(msgspec.Struct, frozen=True):
    """A passage with its codes. `start` and `end` are milliseconds, `first` and `last` characters.

    `last` is the character after the passage.
    """

    kind: str
    start: int
    end: int
    first: int
    last: int
    name: str
    codes: tuple[str, ...]


class SpokenText:
    """The transcript as text: a paragraph a turn. Positions are in Unicode code points."""

    def __init__(self, view: RecordingView) -> None:
        self._view = view
        self.points: list[tuple[int, int]] = []
        self._starts: list[float] = []
        self._ends: list[float] = []
        self._places: list[tuple[int, int]] = []
        self.text = self._written(view.transcript) if view.transcript else ""
        # Where two speak at once, times go back; searching needs them in order.
        self._starts = list(accumulate(self._starts, max))
        self._ends = list(accumulate(self._ends, max))

    def _written(self, transcript: Transcript) -> str:
        pieces: list[str] = []
        place = 0

        def write(text: str) -> int:
            nonlocal place
            pieces.append(text)
            place += len(text)
            return place

        for turn in transcript.turns:
            self.points.append((round(turn.start * 1000), place))
            write(f"{one_line(self._view.recording.speaker_name(turn.speaker))}:")
            for word in turn.words:
                first = write(" ")
                last = write(one_line(word.text))
                self._places.append((first, last))
                self._starts.append(word.start)
                self._ends.append(word.end)
            write("\n")
        return "".join(pieces)

    def passages(self) -> Iterator[Passage]:
        """Moments and quotations that lie in the transcript."""
        if not self._places:
            return
        codes = {answer.id: answer_code(answer) for answer in self._view.answers}
        for moment in self._view.moments:
            agreeing = (codes[one] for one in moment.analyses if one in codes)
            yield self._passage(
                "moment",
                moment.start,
                max(moment.end, moment.start + LEAST_WORDS),
                (agreement_code(len(moment.analyses)), *agreeing),
            )
        for answer in self._view.answers:
            for quotation in answer.evidence.quotations:
                if quotation.start is not None and quotation.end is not None:
                    found = (status_code(quotation.status), codes[answer.id])
                    yield self._passage("quotation", quotation.start, quotation.end, found)

    def _passage(self, kind: str, start: float, end: float, codes: tuple[str, ...]) -> Passage:
        final = len(self._places) - 1
        begin = min(bisect_right(self._ends, start), final)
        finish = min(max(bisect_left(self._starts, end) - 1, begin), final)
        first, last = self._places[begin][0], self._places[finish][1]
        name = shortened(" ".join(self.text[first:last].split()), LONGEST_NAME)
        milliseconds = round(start * 1000)
        return Passage(
            kind, milliseconds, max(round(end * 1000), milliseconds + 1), first, last, name, codes
        )
