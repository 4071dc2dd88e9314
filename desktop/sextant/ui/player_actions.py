"""What the keyboard does with the player, wherever the focus is in the recording's page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from sextant.bridge.player import Player


class PlayerActions(QObject):
    """Actions of `owner` and all in it; a menu may show them, too."""

    def __init__(self, player: Player, owner: QWidget) -> None:
        super().__init__(owner)
        self._player = player
        self._owner = owner
        media = Qt.Key.Key_MediaTogglePlayPause
        self.play = self._action(self.tr("Play or pause"), self._toggle, Qt.Key.Key_Space, media)
        self.back = self._action(self.tr("Five seconds back"), self._back, "Alt+Left")
        self.forward = self._action(self.tr("Five seconds forward"), self._forward, "Alt+Right")
        self.slower = self._action(self.tr("Slower"), self._slower, "Alt+Down")
        self.faster = self._action(self.tr("Faster"), self._faster, "Alt+Up")

    @property
    def all(self) -> list[QAction]:
        return [self.play, self.back, self.forward, self.slower, self.faster]

    def _toggle(self) -> None:
        """The space bar presses a button that has the focus, as everywhere; else it plays."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()
        else:
            self._player.toggle()

    def _back(self) -> None:
        self._player.skip(-1)

    def _forward(self) -> None:
        self._player.skip(+1)

    def _slower(self) -> None:
        self._player.change_speed(-1)

    def _faster(self) -> None:
        self._player.change_speed(+1)

    def _action(self, text: str, act: Callable[[], None], *keys: Qt.Key | str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(act)
        self._owner.addAction(action)
        return action
