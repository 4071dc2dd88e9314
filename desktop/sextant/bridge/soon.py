"""Do something once, a moment after it was asked for many times."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Soon(QTimer):
    """`ask` as often as you like; `act` is called once the asking has paused or gone on too long.

    Unlike a plain debounce it does not wait for ever while something keeps changing.
    """

    def __init__(self, act: Callable[[], None], milliseconds: int, parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(milliseconds)
        self.timeout.connect(act)

    def ask(self) -> None:
        """It is time, or will be in a moment."""
        if not self.isActive():
            self.start()
