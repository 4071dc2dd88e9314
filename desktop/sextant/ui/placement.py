"""Where the window was and how its parts shared it, from one start to the next.

Kept apart from what a person chose: it belongs to this computer's screens, and
losing it costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtWidgets import QMainWindow, QSplitter

WINDOW = "window/geometry"


class Placement:
    """Qt's own memory for it, in a file of its own. A damaged file is as good as none."""

    def __init__(self, window: QMainWindow, file: Path) -> None:
        self._window = window
        self._memory = QSettings(str(file), QSettings.Format.IniFormat)

    def restore(self) -> None:
        """As it was left; Qt sees to it that it is on a screen. Call this before it is shown."""
        geometry = self._memory.value(WINDOW)
        if isinstance(geometry, QByteArray):
            self._window.restoreGeometry(geometry)
            full = Qt.WindowState.WindowFullScreen
            self._window.setWindowState(self._window.windowState() & ~full)

    def restore_shares(self) -> None:
        """How its parts shared it. Call this when they are there."""
        for place, splitter in self._splitters():
            shares = self._memory.value(place)
            if isinstance(shares, QByteArray):
                splitter.restoreState(shares)

    def save(self) -> None:
        """Keep what is now."""
        self._memory.setValue(WINDOW, self._window.saveGeometry())
        for place, splitter in self._splitters():
            self._memory.setValue(place, splitter.saveState())
        self._memory.sync()

    def _splitters(self) -> Iterator[tuple[str, QSplitter]]:
        """Those that have a name; the others come and go."""
        for splitter in self._window.findChildren(QSplitter):
            if splitter.objectName():
                yield f"shares/{splitter.objectName()}", splitter
