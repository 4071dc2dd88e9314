"""The open transcript as a list of turns, and where in it a second of the recording is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sextant.bridge.sentences import speaker_word
from sextant.core.model import Recording, Transcript, Turn, Word
from sextant.core.render import clock

Index = QModelIndex | QPersistentModelIndex


class Place(NamedTuple):
    """A word: the number of its turn, and its number in the turn, from 0."""

    turn: int
    word: int


class TranscriptModel(QAbstractListModel):
    """One row a turn. Texts are for screen readers and for copying; the view draws words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turns: Sequence[Turn] = ()
        self._starts: list[float] = []
        self._recording: Recording | None = None
        self._hours = False

    def show(self, transcript: Transcript | None, recording: Recording | None) -> None:
        """Have other turns, or the same with other names."""
        self.beginResetModel()
        self._turns = transcript.turns if transcript else ()
        self._starts = [turn.start for turn in self._turns]
        self._recording = recording
        self._hours = transcript is not None and transcript.duration >= 3600
        self.endResetModel()

    @property
    def turns(self) -> Sequence[Turn]:
        return self._turns

    def word(self, place: Place) -> Word:
        return self._turns[place.turn].words[place.word]

    def name(self, turn: int) -> str:
        """Who speaks."""
        assert self._recording is not None
        return speaker_word(self._recording, self._turns[turn].speaker)

    def place_of(self, second: float) -> Place | None:
        """The word that is spoken at `second`, else the last one before it."""
        if not self._turns:
            return None
        number = max(bisect_right(self._starts, second) - 1, 0)
        words = self._turns[number].words
        word = bisect_right(words, second, key=lambda word: word.start) - 1
        return Place(number, max(word, 0))

    def text(self, first: Place, last: Place) -> str:
        """What was said from `first` to `last`, with speakers and times, to be copied."""
        lines: list[str] = []
        for number in range(first.turn, last.turn + 1):
            words = self._turns[number].words
            begin = first.word if number == first.turn else 0
            end = last.word + 1 if number == last.turn else len(words)
            said = " ".join(word.text for word in words[begin:end])
            time = clock(words[begin].start, hours=self._hours)
            lines.append(f"{self.name(number)} [{time}]: {said}")
        return "\n".join(lines)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._turns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return None
        turn = self._turns[index.row()]
        time = clock(turn.start, hours=self._hours)
        return f"{self.name(index.row())}, {time}: {turn.text}"
