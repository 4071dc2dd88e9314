"""Over the whole window while files are dragged: what dropping them will do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from sextant.ui.theme import Theme
from sextant.ui.words import both, privacy_words, quoted


def dropped_paths(mime: QMimeData) -> list[Path]:
    """The local files and folders among what is dragged."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def promise(paths: Sequence[Path], missing: Sequence[str]) -> tuple[str, str]:
    """What will happen, and the fine print. `missing` names services without a key."""
    translate, count = QCoreApplication.translate, len(paths)
    what = quoted(paths[0].name)
    if count > 1:
        what = translate("DropOverlay", "%Ln item(s)", "", count)
    if missing:
        ready = translate("DropOverlay", "Drop to keep {what} ready")
        later = translate("DropOverlay", "The work starts once the key for {services} is there.")
        return ready.format(what=what), later.format(services=both(missing))
    promised = translate("DropOverlay", "Drop to transcribe and analyse {what}")
    return promised.format(what=what), privacy_words()


class DropOverlay(QWidget):
    """Paints itself over its parent; the parent hears the drag."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._window = parent
        self._lines = ("", "")
        self.hide()

    @property
    def words(self) -> str:
        return " ".join(self._lines)

    def cover(self, title: str, fine_print: str) -> None:
        """Appear over the whole parent."""
        self._lines = (title, fine_print)
        self.setAccessibleName(self.words)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.color("veil"))
        frame = QRectF(self.rect()).adjusted(24, 24, -24, -24)
        pen = QPen(self._theme.color("accent"), 2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(frame, 16, 16)
        self._paint_arrow(painter, frame)
        title, fine_print = self._lines
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.7)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        middle = frame.center().y()
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        inner = frame.adjusted(40, 0, -40, 0)
        inner.setTop(middle - 8)
        used = painter.boundingRect(inner, wrap | Qt.AlignmentFlag.AlignTop, title)
        painter.drawText(inner, wrap | Qt.AlignmentFlag.AlignTop, title)
        painter.setFont(self.font())
        painter.setPen(self._theme.color("muted"))
        inner.setTop(used.bottom() + 12)
        painter.drawText(inner, wrap | Qt.AlignmentFlag.AlignTop, fine_print)
        painter.end()

    def _paint_arrow(self, painter: QPainter, frame: QRectF) -> None:
        x, bottom = frame.center().x(), frame.center().y() - 36
        painter.setPen(QPen(self._theme.color("accent"), 4, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(int(x), int(bottom - 44), int(x), int(bottom))
        painter.drawLine(int(x - 15), int(bottom - 15), int(x), int(bottom))
        painter.drawLine(int(x + 15), int(bottom - 15), int(x), int(bottom))
