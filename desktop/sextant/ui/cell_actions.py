"""What can be done with one answer, as actions: by menu, right button and keyboard.

They know nothing of what they do: the cell connects to `triggered`.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from sextant.bridge.state import ACTIVE, CellState
from sextant.core.events import State


class CellActions(QObject):
    """Their shortcuts work while `owner` has the keyboard, itself or in a part of it."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self.menu = QMenu(owner)
        self.copy = self._add(self.tr("&Copy answer"), "Ctrl+Shift+C")
        self.star = self._add(self.tr("&Star"), "Ctrl+D")
        self.star.setCheckable(True)
        self.hide = self._add(self.tr("&Hide"), "Ctrl+Shift+H")
        self.alone = self._add(self.tr("&Read alone"), "Ctrl+M")
        self.menu.addSeparator()
        self.again = self._add(self.tr("Ask &again"), "Ctrl+Shift+A")
        self.other = self._add(self.tr("&Use another model…"), "Ctrl+Shift+M")
        self.stop = self._add(self.tr("S&top"), "Ctrl+Shift+X")

    def show_state(self, cell: CellState, *, readable: bool) -> None:
        """Offer what makes sense at the moment. `readable`: there is a text."""
        running, known = cell.state in ACTIVE, bool(cell.id)
        asked = cell.state is not State.WAITING
        self.copy.setEnabled(readable)
        self.star.setEnabled(known)
        self.hide.setEnabled(known)
        self.again.setEnabled(known and not running)
        self.again.setText(self.tr("Ask &again") if asked else self.tr("&Ask now"))
        self.other.setEnabled(known)
        self.stop.setEnabled(running)

    def show_marks(self, *, starred: bool, hidden: bool) -> None:
        self.star.setChecked(starred)
        self.hide.setText(self.tr("S&how again") if hidden else self.tr("&Hide"))

    def popup(self, place: QPoint, first: Sequence[QAction]) -> None:
        """Open all of it at `place` of the screen, with `first` on top."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(first)
        if first:
            menu.addSeparator()
        menu.addActions(self.menu.actions())
        menu.popup(place)

    def _add(self, text: str, shortcut: str) -> QAction:
        action = QAction(text, self.menu)
        action.setShortcut(QKeySequence(shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.setShortcutVisibleInContextMenu(True)
        self.menu.addAction(action)
        self._owner.addAction(action)
        return action
