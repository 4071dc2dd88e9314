"""Find in the transcript: a line to type into, how often it occurs, on and back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from sextant.ui.small import button, label


class FindBar(QFrame):
    """Hidden until it is needed. What is found is for others to say."""

    changed = Signal(str)
    stepped = Signal(int)
    """On (1) or back (-1)."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.line = QLineEdit()
        self._count = label(tone="muted")
        self._back = button("‹", kind="link", name=self.tr("Previous place"))
        self._on = button("›", kind="link", name=self.tr("Next place"))
        self._close = button("×", kind="link", name=self.tr("Close the search"))
        self._lay_out()
        self.line.textChanged.connect(self.changed)
        self._back.clicked.connect(lambda: self.stepped.emit(-1))
        self._on.clicked.connect(lambda: self.stepped.emit(+1))
        self._close.clicked.connect(self.close_search)
        self.line.installEventFilter(self)
        self.hide()

    def begin(self) -> None:
        """Come up, ready for typing."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def close_search(self) -> None:
        self.hide()
        self.closed.emit()

    def show_count(self, place: int, count: int) -> None:
        """`place` counts from 1; 0 where nothing was looked for or found."""
        if not self.line.text().strip():
            words = ""
        elif count:
            words = self.tr("{place} of {count}").format(
                place=self.locale().toString(place), count=self.locale().toString(count)
            )
        else:
            words = self.tr("Not found")
        self._count.setText(words)
        self.line.setAccessibleDescription(words)
        for step in (self._back, self._on):
            step.setEnabled(count > 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.stepped.emit(-1 if back else +1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_search()
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self.line.setPlaceholderText(self.tr("Find in the transcript"))
        self.line.setAccessibleName(self.tr("Find in the transcript"))
        self._back.setToolTip(self.tr("Previous place (Shift+F3)"))
        self._on.setToolTip(self.tr("Next place (F3)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        for widget in (self._count, self._back, self._on, self._close):
            row.addWidget(widget)
