"""Files dragged over the window and dropped on it, wherever that is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from sextant.bridge.controller import Controller
from sextant.ui.drop_overlay import DropOverlay, dropped_paths, promise
from sextant.ui.theme import Theme
from sextant.ui.words import SERVICE_NAMES


class Dropping(QObject):
    """Makes the whole of `window` a drop zone that says what dropping will do."""

    def __init__(self, window: QWidget, controller: Controller, theme: Theme) -> None:
        super().__init__(window)
        self._controller = controller
        self.overlay = DropOverlay(theme, window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.DragEnter if isinstance(event, QDragEnterEvent):
                return self._enter(event)
            case QEvent.Type.Drop if isinstance(event, QDropEvent):
                return self._drop(event)
            case QEvent.Type.DragLeave:
                self.overlay.hide()
            case QEvent.Type.Resize if isinstance(watched, QWidget):
                self.overlay.setGeometry(watched.rect())
            case _:
                pass
        return False

    def _enter(self, event: QDragEnterEvent) -> bool:
        paths = dropped_paths(event.mimeData())
        if paths:
            missing = [SERVICE_NAMES[name] for name in self._controller.keys.missing]
            self.overlay.cover(*promise(paths, missing))
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        return bool(paths)

    def _drop(self, event: QDropEvent) -> bool:
        self.overlay.hide()
        paths = dropped_paths(event.mimeData())
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._controller.take(paths)
        return bool(paths)
