"""A word of the transcript, written over where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from sextant.bridge.transcript_model import Place
from sextant.ui.transcript_list import TranscriptList


class WordEditor(QLineEdit):
    """Enter keeps what is written, Escape leaves the word as it is."""

    written = Signal(object, str)
    """A Place, and what the word there should read."""

    def __init__(self, place: Place, view: TranscriptList) -> None:
        super().__init__(view.turns.word(place).text, view.viewport())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("wordEditor")
        self._place = place
        self._view = view
        self._ended = False
        words = self.tr("Correct “{word}”").format(word=self.text())
        self.setAccessibleName(words)
        self.setToolTip(self.tr("Enter keeps it, Escape leaves it"))
        self._lie_over_word()
        self.textEdited.connect(self._lie_over_word)
        view.verticalScrollBar().valueChanged.connect(self._keep)
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._keep()
        elif event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._keep()

    def _keep(self) -> None:
        if not self._ended:
            self.written.emit(self._place, self.text())
            self._end()

    def _end(self) -> None:
        if self._ended:
            return
        self._ended = True
        had = self.hasFocus()
        self.close()
        if had:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lie_over_word(self) -> None:
        """As wide as what is written, and never out of the view."""
        area = self._view.word_area(self._place)
        height = self.sizeHint().height()
        wide = self.fontMetrics().horizontalAdvance(self.text()) + height * 2
        room = self._view.viewport().width()
        wide = min(max(wide, area.width() + height), room)
        left = min(max(area.left() - height // 3, 0), room - wide)
        self.setGeometry(left, area.center().y() - height // 2, wide, height)
