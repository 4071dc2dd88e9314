"""Texts that scroll together: each as far along as the one that is moved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QMetaObject, QObject
from PySide6.QtWidgets import QScrollBar


class TiedScrolling(QObject):
    """Ties scroll bars by the fraction they are at, as texts differ in length."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tied = True
        self._bars: tuple[QScrollBar, ...] = ()
        self._ties: list[QMetaObject.Connection] = []
        self._moving = False

    def tie(self, bars: Sequence[QScrollBar]) -> None:
        """From now on these, and no others."""
        for tie in self._ties:
            self.disconnect(tie)
        self._bars = tuple(bars)
        self._ties = [bar.valueChanged.connect(partial(self._moved, bar)) for bar in self._bars]

    def _moved(self, moved: QScrollBar, value: int) -> None:
        if not self.tied or self._moving or not moved.maximum():
            return
        self._moving = True
        for bar in self._bars:
            if bar is not moved:
                bar.setValue(round(value / moved.maximum() * bar.maximum()))
        self._moving = False
