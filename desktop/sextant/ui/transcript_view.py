"""The transcript beside the answers: who said what, when; it follows what is heard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from sextant.bridge.transcript_model import Place, TranscriptModel
from sextant.core.model import Recording, Transcript
from sextant.core.occurrences import Found, Occurrences
from sextant.ui.find_bar import FindBar
from sextant.ui.small import button, paragraph
from sextant.ui.theme import Theme
from sextant.ui.transcript_list import TranscriptList


class TranscriptView(QWidget):
    """The turns, or why there are none; above them, when asked for, the search."""

    time_clicked = Signal(float)
    """Play from this second."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TranscriptModel(self)
        self.list = TranscriptList(self.model, theme)
        self.find_bar = FindBar()
        self._none = paragraph(tone="muted")
        self._return = button(self.tr("Back to what is heard"))
        self._shown: tuple[str, str, dict[str, str]] | None = None
        self._transcript: Transcript | None = None
        self._occurrences: Occurrences | None = None
        self._found = Found((), "")
        self._at = 0
        self._following = True
        self._lay_out()
        self._connect()

    def show_transcript(self, transcript: Transcript, recording: Recording) -> None:
        """Lay it out, unless it is what is shown already; the place in it is kept."""
        key = (transcript.fingerprint, transcript.edition, dict(recording.speakers))
        if key == self._shown:
            return
        same = self._shown is not None and self._shown[0] == key[0]
        cursor, offset = self.list.marks.cursor, self.list.verticalOffset()
        self._shown, self._transcript, self._occurrences = key, transcript, None
        self.model.show(transcript, recording)
        if same:
            self.list.marks.cursor = cursor
            self.list.verticalScrollBar().setValue(offset)
        else:
            self.list.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(self.list)
        self._find(self.find_bar.line.text())

    def show_nothing(self, why: str) -> None:
        """Say why there is no transcript."""
        self._shown = self._transcript = self._occurrences = None
        self.model.show(None, None)
        self._none.setText(why)
        self._stack.setCurrentWidget(self._none)
        self.find_bar.hide()

    def show_second(self, second: float) -> None:
        """Mark the word that is spoken then, and keep it in view unless the person looks away."""
        place = self.model.place_of(second)
        before = self.list.marks.heard
        if place is None or place == before:
            return
        self.list.marks.heard = place
        for turn in {before.turn if before else place.turn, place.turn}:
            self.list.repaint_turn(turn)
        if self._following:
            self.list.reveal(place)
        self._place_return()

    def follow(self) -> None:
        """Show what is heard, and stay with it."""
        self._following = True
        self.list.marks.quoted = None
        if self.list.marks.heard is not None:
            self.list.reveal(self.list.marks.heard)
        self._place_return()

    def show_quotation(self, start: float, end: float) -> None:
        """Mark what was said from `start` to `end`."""
        first, last = self.model.place_of(start), self.model.place_of(end)
        if first is not None and last is not None:
            self.list.marks.quoted = (first, last)
            self.list.viewport().update()

    def search(self) -> None:
        """Open the search; words that are selected are looked for."""
        if self._transcript is not None:
            self.find_bar.begin()
            self._find(self.find_bar.line.text())

    def step(self, step: int = 1) -> None:
        """Go to the next place, or back."""
        if self._found:
            self._go_to(self._at + step)
        else:
            self.search()

    def event(self, event: QEvent) -> bool:
        """Within the transcript, the key that finds is the transcript's."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and (event.matches(QKeySequence.StandardKey.Find) or event.key() == Qt.Key.Key_F3)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self.search()
        elif event.key() == Qt.Key.Key_F3:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if back else +1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_return()

    def _find(self, query: str) -> None:
        if self._transcript is None or not self.find_bar.isVisible():
            return
        if self._occurrences is None:
            self._occurrences = Occurrences(self._transcript)
        self._found = self._occurrences.of(query)
        self.list.marks.find(self._found)
        here = self.list.turn_at(0)
        self._go_to(self._found.from_turn(here))

    def _go_to(self, at: int) -> None:
        count = len(self._found)
        self._at = at % count if count else 0
        chosen = self._found[self._at] if count else None
        self.list.marks.chosen = chosen
        if chosen is not None:
            self._leave()
            place = Place(chosen.turn, chosen.first)
            self.list.marks.cursor = place
            self.list.reveal(place)
        self.list.viewport().update()
        self.find_bar.show_count(self._at + 1 if count else 0, count)

    def _end_find(self) -> None:
        self._found = Found((), "")
        self.list.marks.find(self._found)
        self.list.marks.chosen = None
        self.list.viewport().update()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self._following = False
        self._place_return()

    def _place_return(self) -> None:
        """The way back is offered while the person looks elsewhere."""
        away = not self._following and self.list.marks.heard is not None
        self._return.setVisible(away)
        if away:
            self._return.adjustSize()
            corner = self.list.rect().bottomRight() - QPoint(
                self._return.width() + 22, self._return.height() + 10
            )
            self._return.move(corner)
            self._return.raise_()

    def _connect(self) -> None:
        self.list.second_chosen.connect(self.time_clicked)
        self.list.left.connect(self._leave)
        self.find_bar.changed.connect(self._find)
        self.find_bar.stepped.connect(self.step)
        self.find_bar.closed.connect(self._end_find)
        self._return.clicked.connect(self.follow)

    def _lay_out(self) -> None:
        self.list.setAccessibleName(self.tr("Transcript"))
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setContentsMargins(16, 16, 16, 16)
        self._return.setParent(self.list)
        self._return.hide()
        self._stack = QStackedLayout()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addLayout(self._stack, 1)
