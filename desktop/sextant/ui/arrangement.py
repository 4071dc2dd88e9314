"""How the cells stand: all in a grid, two or three side by side, or one alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from sextant.ui.board import Board
from sextant.ui.cells import Cells, Key
from sextant.ui.columns_bar import ColumnsBar
from sextant.ui.small import button
from sextant.ui.tied_scrolling import TiedScrolling


class Arrangement(QWidget):
    """Shows the same cells in whichever way is wanted."""

    show_asked = Signal(object)
    """The Key of a hidden answer that is to be seen again."""

    def __init__(self, cells: Cells, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = cells
        self._side_by_side = False
        self._with_hidden = False
        self.alone: Key | None = None
        self.columns = ColumnsBar()
        self.board = Board()
        self.tied = TiedScrolling(self)
        self.back = button(self.tr("‹ All answers"), kind="link")
        self._leave = QAction(self)
        self._leave.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        self._leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._leave.triggered.connect(self.read_all)
        self.addAction(self._leave)
        self._area = QScrollArea()
        self._lay_out()
        self.columns.changed.connect(self.arrange)
        self.columns.tie_asked.connect(self._tie)
        self.board.show_asked.connect(self.show_asked)
        self.back.clicked.connect(self.read_all)

    def show_side_by_side(self, *, side_by_side: bool) -> None:
        """Columns, or else the grid."""
        self._side_by_side = side_by_side
        self.arrange()

    def show_hidden(self, *, shown: bool) -> None:
        """Whether hidden answers are to be seen all the same."""
        self._with_hidden = shown
        self.arrange()

    def read_alone(self, key: Key) -> None:
        """Give one answer all the room."""
        self.alone = key
        self.arrange()
        self._cells[key].focus()

    def read_all(self) -> None:
        """Give all answers their room again."""
        key, self.alone = self.alone, None
        self.arrange()
        if key is not None and (cell := self._cells.get(key)) is not None:
            cell.focus()

    def step(self, down: int, right: int) -> None:
        """Take the keyboard to a neighbour of the cell that has it, or into the first one."""
        rows = self._rows_shown()
        places = {key: (r, c) for r, row in enumerate(rows) for c, key in enumerate(row)}
        focused = QApplication.focusWidget()
        here = self.alone or next((k for k in places if _within(self._cells[k], focused)), None)
        row, column = places.get(here, (-down, -right)) if here else (-down, -right)
        row, column = row + down, column + right
        if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            key = rows[row][column]
            if self.alone is not None:
                self.read_alone(key)
            self._cells[key].focus()

    def arrange(self) -> None:
        """Lay out anew what is to be seen."""
        rows = self._cells.rows(hidden=self._with_hidden)
        hidden = {
            key for row in rows for key in row if self._cells[key].hidden and not self._with_hidden
        }
        seen = [key for row in rows for key in row if key not in hidden]
        if self.alone not in seen:
            self.alone = None
        self.columns.offer({key: self._cells[key].title for key in seen})
        self.columns.setVisible(self._side_by_side and bool(seen))
        alone = not self._side_by_side and self.alone is not None
        self.back.setVisible(alone)
        self._leave.setEnabled(alone)
        shown: Sequence[Key] = self.columns.chosen if self._side_by_side else ()
        if self._side_by_side:
            self.board.show_row(shown, self._cells, self.columns.choosers)
        elif self.alone is not None:
            self.board.show_row([self.alone], self._cells)
        else:
            self.board.show_grid(rows, self._cells, hidden)
        self.tied.tie([self._cells[key].text_view.verticalScrollBar() for key in shown])

    def _rows_shown(self) -> Sequence[Sequence[Key]]:
        if self._side_by_side:
            return [self.columns.chosen]
        rows = self._cells.rows(hidden=self._with_hidden)
        return [
            [key for key in row if self._with_hidden or not self._cells[key].hidden] for row in rows
        ]

    def _tie(self, tied: bool) -> None:  # noqa: FBT001 - Qt's
        self.tied.tied = tied

    def _lay_out(self) -> None:
        self._area.setWidgetResizable(True)
        self._area.setWidget(self.board)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        back = QVBoxLayout()
        back.setContentsMargins(10, 0, 10, 4)
        back.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(back)
        column.addWidget(self.columns)
        column.addWidget(self._area, 1)


def _within(cell: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (cell is widget or cell.isAncestorOf(widget))
