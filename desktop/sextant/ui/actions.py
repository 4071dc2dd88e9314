"""What the window can do, as actions with shortcuts, gathered in the project's menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


def add_action(
    menu: QMenu,
    text: str,
    act: Callable[[], None],
    *,
    shortcut: QKeySequence | QKeySequence.StandardKey | str | None = None,
) -> QAction:
    """Add it to `menu`; its shortcut works in the whole window."""
    action = QAction(text, menu)
    if shortcut is not None:
        action.setShortcut(QKeySequence(shortcut))
        action.setShortcutVisibleInContextMenu(True)
    action.triggered.connect(act)
    menu.addAction(action)
    window = menu.parent()
    if isinstance(window, QWidget):
        window.addAction(action)
    return action
