"""The cells of a recording, arranged: all as a grid, some side by side, one alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from sextant.bridge.state import CellState
from sextant.ui.answer_cell import AnswerCell
from sextant.ui.cells import Cells, Key
from sextant.ui.small import ElidedLabel, button, paragraph

NARROW = 720
"""Below this width, prompts stand above their answers instead of beside them; so they do where
one of their words is too wide, as in large letters."""

CELL_WIDTH, CELL_HEIGHT = 140, 150
PROMPT_WIDTH, PROMPT_WIDEST = 84, 130


class Board(QWidget):
    """Lays the same cells out anew whenever another arrangement is wanted."""

    show_asked = Signal(object)
    """The Key of a hidden answer that is to be seen again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answerGrid")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 2, 14, 14)
        self._grid.setSpacing(9)
        self._beside: list[QWidget] = []
        self._above: list[QWidget] = []
        self._veils: list[QWidget] = []
        self._wordy = False

    def show_grid(
        self, rows: Sequence[Sequence[Key]], cells: Cells, veiled: Collection[Key]
    ) -> None:
        """Prompts down, models across; in the place of a `veiled` cell stands a word of it."""
        self._clear(cells)
        columns = max(map(len, rows), default=0)
        for number, row in enumerate(rows):
            shown = cells[row[0]].state
            if shown is not None:
                self._label_row(2 * number, shown, columns)
            for column, key in enumerate(row):
                place = self._veil(key, cells[key]) if key in veiled else cells[key]
                self._grid.addWidget(place, 2 * number + 1, column + 1)
                place.show()
            self._grid.setRowStretch(2 * number + 1, 1)
        for column in range(columns):
            self._grid.setColumnStretch(column + 1, 1)
        self._choose_labels()

    def show_row(self, keys: Sequence[Key], cells: Cells, heads: Sequence[QWidget] = ()) -> None:
        """These cells beside each other, each below one of `heads` if there are any."""
        self._clear(cells)
        for column, head in enumerate(heads):
            self._grid.addWidget(head, 0, column)
            head.show()
        for column, key in enumerate(keys):
            self._grid.addWidget(cells[key], 1, column)
            self._grid.setColumnStretch(column, 1)
            cells[key].show()
        self._grid.setRowStretch(1, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_labels()

    def _choose_labels(self) -> None:
        narrow = self._wordy or self.width() < NARROW
        for widget in self._beside:
            widget.setVisible(not narrow)
        for widget in self._above:
            widget.setVisible(narrow)

    def _clear(self, cells: Cells) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for widget in (*self._beside, *self._above, *self._veils):
            widget.setParent(None)
            widget.deleteLater()
        self._beside.clear()
        self._above.clear()
        self._veils.clear()
        self._wordy = False
        for cell in cells:
            cell.setParent(self)
            cell.setMinimumSize(CELL_WIDTH, CELL_HEIGHT)

    def _label_row(self, row: int, prompt: CellState, columns: int) -> None:
        title, summary = prompt.title, prompt.summary
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 9, 0, 0)
        column.setSpacing(3)
        name = paragraph(title, bold=True)
        words = paragraph(summary, tone="muted", size=0.92)
        words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        widest_word = max(name.minimumSizeHint().width(), words.minimumSizeHint().width())
        self._wordy = self._wordy or widest_word > PROMPT_WIDEST
        beside.setFixedWidth(min(max(PROMPT_WIDTH, widest_word), PROMPT_WIDEST))
        column.addWidget(name)
        column.addWidget(words, 1)  # all the height there is: long words take more lines
        above = ElidedLabel(Qt.TextElideMode.ElideRight)
        above.setProperty("tone", "muted")
        above.show_line(f"{title} · {summary}" if summary else title)
        self._beside.append(beside)
        self._above.append(above)
        self._grid.addWidget(beside, row + 1, 0)
        self._grid.addWidget(above, row, 0, 1, columns + 1)

    def _veil(self, key: Key, cell: AnswerCell) -> QWidget:
        veil = QFrame()
        veil.setObjectName("answerVeil")
        veil.setMinimumSize(CELL_WIDTH, CELL_HEIGHT)
        show = button(
            self.tr("Show"), kind="link", name=self.tr("Show {name}").format(name=cell.title)
        )
        show.clicked.connect(partial(self.show_asked.emit, key))
        words = paragraph(self.tr("{name} is hidden.").format(name=cell.name), tone="muted")
        column = QVBoxLayout(veil)
        column.addWidget(words)
        column.addWidget(show)
        column.addStretch()
        self._veils.append(veil)
        return veil
