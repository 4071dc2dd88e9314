"""How a recording looks in the list: name, a line on its state, its dots."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sextant.bridge.recordings_model import STATE_ROLE
from sextant.bridge.state import RecordingState
from sextant.ui.dots import dots_width, paint_dots
from sextant.ui.theme import Theme
from sextant.ui.words import recording_line

PADDING = 10
LEADING = 4


class RecordingDelegate(QStyledItemDelegate):
    """Paints rows; their text also stands in the model for screen readers."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's
    ) -> QSize:
        height = QFontMetrics(_bold(option)).height() + QFontMetrics(_small(option)).height()
        return QSize(120, height + LEADING + 2 * PADDING)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        state: RecordingState = index.data(STATE_ROLE)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - lacks in the stubs
        flags: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue] - as above
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, flags)
        inner = rect.adjusted(PADDING, PADDING - 1, -PADDING, -PADDING)

        bold = _bold(option)
        metrics = QFontMetrics(bold)
        painter.setFont(bold)
        painter.setPen(self._theme.color("text"))
        title = metrics.elidedText(
            " ".join(state.title.split()), Qt.TextElideMode.ElideMiddle, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, title)

        small = _small(option)
        metrics = QFontMetrics(small)
        second = inner.adjusted(0, inner.height() - metrics.height(), 0, 0)
        width = dots_width(len(state.cells))
        paint_dots(
            painter,
            second.right() - width,
            second.center().y() + 1,
            [cell.state for cell in state.cells],
            self._theme,
        )
        painter.setFont(small)
        failed = state.problem is not None and not state.running
        painter.setPen(self._theme.color("bad" if failed else "muted"))
        line = metrics.elidedText(
            recording_line(state), Qt.TextElideMode.ElideRight, int(second.width() - width - 8)
        )
        painter.drawText(second, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, flags: QStyle.StateFlag) -> None:
        box = QRectF(rect).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if flags & QStyle.StateFlag.State_Selected:
            painter.setBrush(self._theme.color("accent_soft"))
            painter.drawRoundedRect(box, 8, 8)
        elif flags & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(self._theme.color("hover"))
            painter.drawRoundedRect(box, 8, 8)
        if flags & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("accent"), 1.5))
            painter.drawRoundedRect(box, 8, 8)


def _bold(option: QStyleOptionViewItem) -> QFont:
    font = QFont(option.font)  # pyright: ignore[reportAttributeAccessIssue] - lacks in the stubs
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _small(option: QStyleOptionViewItem) -> QFont:
    font = QFont(option.font)  # pyright: ignore[reportAttributeAccessIssue] - lacks in the stubs
    font.setPointSizeF(font.pointSizeF() * 0.94)
    return font
