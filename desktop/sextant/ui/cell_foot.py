"""What can be done at once with an answer that is not whole: ask, stop, use another model."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from sextant.bridge.state import ACTIVE, CellState
from sextant.core.events import State
from sextant.ui.small import button


class CellFoot(QWidget):
    """Links below the text; none of them for an answer that is whole."""

    again_asked = Signal()
    stop_asked = Signal()
    other_model_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._again = button("", kind="link")
        self._stop = button(self.tr("Stop"), kind="link")
        self._other = button(self.tr("Use another model"), kind="link")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(8, 0, 8, 8)
        self._row.setSpacing(0)
        pair = QHBoxLayout()
        for widget in (self._again, self._stop):
            pair.addWidget(widget)
        pair.addStretch()
        self._row.addLayout(pair)
        self._row.addWidget(self._other, 0, Qt.AlignmentFlag.AlignLeft)
        self._row.addStretch()
        self._again.clicked.connect(self.again_asked)
        self._stop.clicked.connect(self.stop_asked)
        self._other.clicked.connect(self.other_model_asked)

    def show_state(self, cell: CellState, words: str, *, busy: bool) -> None:
        """`words` name the answer for a screen reader; `busy`: the recording is worked on."""
        known, running = bool(cell.id), cell.state in ACTIVE
        failed = cell.state is State.FAILED
        waits = cell.state is State.WAITING and not busy
        retrying = cell.state is State.RETRYING
        asked_before = self.tr("Try now") if retrying else self.tr("Ask again")
        self._again.setText(asked_before if failed or retrying else self.tr("Ask now"))
        self._again.setVisible(known and (failed or waits or retrying))
        self._stop.setVisible(running)
        self._other.setVisible(known and (failed or retrying))
        self.setVisible(running or (known and (failed or waits)))
        self._again.setAccessibleName(self.tr("Ask {words} again").format(words=words))
        self._stop.setAccessibleName(self.tr("Stop {words}").format(words=words))
        self._other.setAccessibleName(self.tr("Use another model than {words}").format(words=words))

    def stand(self, *, beside: bool) -> None:
        """The links beside each other, or below each other where it is narrow."""
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
