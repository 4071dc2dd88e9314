"""Who speaks: a name for each voice, and voices that are one person."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sextant.bridge.loading import Detail
from sextant.bridge.sentences import speaker_word
from sextant.core.edits import Edit, Merge, Rename
from sextant.core.model import Transcript
from sextant.core.speaking import Speaking, speaking
from sextant.ui.small import button, label, paragraph
from sextant.ui.words import clock, percent_word

SAMPLE_WORDS = 12
"""A turn of so many words is long enough to know a voice by."""


class _Row:
    """One voice, as the recogniser told it apart."""

    def __init__(self, number: int, name: str, into: int | None) -> None:
        self.number = number
        self.name = QLineEdit(name)
        self.same = QComboBox()
        self.before = name, into


class SpeakersDialog(QDialog):
    """Asks for all speakers at once; nothing changes before *Save*."""

    edits_made = Signal(object)
    """A list of pairs: an Edit, and words for it."""
    second_chosen = Signal(float)
    """Somebody wants to hear a voice."""

    def __init__(self, detail: Detail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert detail.transcript is not None
        self.setWindowTitle(self.tr("Speakers"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._recording = detail.recording
        self._corrections = detail.corrections
        self._transcript = detail.transcript
        self._voices = {one.speaker: one for one in speaking(detail.transcript)}
        merged = {int(number) for number in detail.corrections.merged if number.isdecimal()}
        self.numbers = sorted({*detail.transcript.speakers, *merged})
        self._rows = [self._make_row(number) for number in self.numbers]
        self._lay_out()

    def choose(self, speaker: int) -> None:
        """Put the cursor where the name of a speaker is written."""
        for row in self._rows:
            if row.number == speaker:
                row.name.setFocus()
                row.name.selectAll()

    def name_field(self, speaker: int) -> QLineEdit:
        return self._rows[self.numbers.index(speaker)].name

    def same_field(self, speaker: int) -> QComboBox:
        return self._rows[self.numbers.index(speaker)].same

    def accept(self) -> None:
        """Hand over what was changed. Those who are one person no longer come first."""
        names: list[tuple[Edit, str]] = []
        apart: list[tuple[Edit, str]] = []
        together: list[tuple[Edit, str]] = []
        for row in self._rows:
            name, into = " ".join(row.name.text().split()), row.same.currentData()
            called = row.before[0] or self._usual(row.number)
            if name != row.before[0]:
                words = self.tr("Rename {speaker}").format(speaker=called)
                names.append((Rename(row.number, name), words))
            if into != row.before[1]:
                words = self.tr("Merge {speaker}") if into is not None else self.tr("Tell apart")
                edit = Merge(row.number, into), words.format(speaker=called)
                (apart if into is None else together).append(edit)
        if edits := [*names, *apart, *together]:
            self.edits_made.emit(edits)
        super().accept()

    def _usual(self, number: int) -> str:
        return self.tr("Speaker {number}").format(number=QLocale().toString(number + 1))

    def _make_row(self, number: int) -> _Row:
        into = self._corrections.merged.get(str(number))
        row = _Row(number, self._recording.speakers.get(str(number), ""), into)
        usual = self._usual(number)
        row.name.setPlaceholderText(usual)
        row.name.setAccessibleName(self.tr("Name of {speaker}").format(speaker=usual))
        row.name.setMinimumWidth(row.name.fontMetrics().averageCharWidth() * 24)
        row.same.setAccessibleName(self.tr("{speaker} is the same person as").format(speaker=usual))
        row.same.addItem(self.tr("nobody else"), None)
        for other in self.numbers:
            if other != number:
                row.same.addItem(speaker_word(self._recording, other), other)
        row.same.setCurrentIndex(max(row.same.findData(into), 0))
        row.same.currentIndexChanged.connect(lambda: self._show_row(row))
        self._show_row(row)
        return row

    def _show_row(self, row: _Row) -> None:
        """A voice that is somebody else's has that one's name."""
        row.name.setEnabled(row.same.currentData() is None)

    def _facts(self, voice: Speaking | None) -> str:
        if voice is None:
            return ""
        words = self.tr("%Ln word(s)", "", voice.words)
        return f"{words} · {percent_word(voice.share)}"

    def _lay_out(self) -> None:
        hint = paragraph(
            self.tr("Names go into everything that is written, shown or sent from now on."),
            tone="muted",
        )
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        titles = (self.tr("Name"), self.tr("Speaks"), "", self.tr("Same person as"))
        for column, title in enumerate(titles):
            grid.addWidget(label(title, tone="muted", size=0.92), 0, column)
        for line, row in enumerate(self._rows, start=1):
            voice = self._voices.get(row.number)
            grid.addWidget(row.name, line, 0)
            grid.addWidget(label(self._facts(voice), tone="muted"), line, 1)
            if (second := sample(self._transcript, row.number)) is not None:
                grid.addWidget(self._listen(row.number, second), line, 2)
            grid.addWidget(row.same, line, 3)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(len(self._rows) + 1, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields come into view by themselves
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setMinimumWidth(inside.sizeHint().width() + 24)
        area.setMinimumHeight(min(inside.sizeHint().height() + 4, 420))
        cancel = button(self.tr("Cancel"))
        save = button(self.tr("Save"), kind="primary")
        save.setDefault(True)
        cancel.clicked.connect(self.reject)
        save.clicked.connect(self.accept)
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(cancel)
        below.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addWidget(hint)
        column.addWidget(area, 1)
        column.addLayout(below)

    def _listen(self, number: int, second: float) -> QWidget:
        listen = button(
            self.tr("Listen"),
            kind="link",
            name=self.tr("Listen to {speaker}").format(speaker=self._usual(number)),
        )
        listen.setToolTip(self.tr("Play from {second}").format(second=clock(second)))
        listen.clicked.connect(lambda: self.second_chosen.emit(second))
        return listen


def sample(transcript: Transcript, speaker: int) -> float | None:
    """A second from which a voice can be heard for a while."""
    turns = [turn for turn in transcript.turns if turn.speaker == speaker]
    long = (turn.start for turn in turns if len(turn.words) >= SAMPLE_WORDS)
    return next(long, turns[0].start if turns else None)
