"""A reader for text that is not to be trusted: it loads nothing and follows no link."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QUrl, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

TIME_SCHEME = "sextant"
"""Of links this program makes itself, ``sextant:751.5``: a second of the recording."""


class ClosedDocument(QTextDocument):
    """Asks neither disk nor network for anything.

    The refusal stands here rather than in the widget: where a widget has nothing
    to give, Qt's document goes on to look for a local file by itself.
    """

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ARG002 - Qt's signature
        return QByteArray()


class ClosedBrowser(QTextBrowser):
    """Shows links in the tool tip and opens none; times are told by `time_clicked`."""

    time_clicked = Signal(float)
    """Seconds from the start of the recording."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocument(ClosedDocument(self))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(False)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(self._clicked)
        self.highlighted.connect(self._hovered)

    def _clicked(self, url: QUrl) -> None:
        if url.scheme() == TIME_SCHEME:
            self.time_clicked.emit(float(url.path()))

    def _hovered(self, url: QUrl) -> None:
        shown = "" if url.scheme() == TIME_SCHEME else url.toDisplayString()
        self.setToolTip(shown)
