"""A reader for text that is not to be trusted: it loads nothing and follows no link."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QUrl, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

TIME_SCHEME = "sextant"
"""Of links this program makes itself, ``sextant:751.5``: a second of the recording."""

OPENABLE = ("http", "https")
"""Of links a person may open after having seen where they lead."""


def is_openable(url: QUrl) -> bool:
    """Whether a person may open it, after having seen where it leads."""
    return url.scheme() in OPENABLE and bool(url.host())


class ClosedDocument(QTextDocument):
    """Asks neither disk nor network for anything.

    The refusal stands here rather than in the widget: where a widget has nothing
    to give, Qt's document goes on to look for a local file by itself.
    """

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ARG002 - Qt's signature
        return QByteArray()


class ClosedBrowser(QTextBrowser):
    """Shows links in the tool tip and opens none; it only tells that one was chosen."""

    time_clicked = Signal(float)
    """Seconds from the start of the recording."""
    link_clicked = Signal(str)
    """The address of a page, http or https."""

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
        elif is_openable(url):
            self.link_clicked.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    def _hovered(self, url: QUrl) -> None:
        shown = "" if url.scheme().startswith(TIME_SCHEME) else url.toDisplayString()
        self.setToolTip(shown)
