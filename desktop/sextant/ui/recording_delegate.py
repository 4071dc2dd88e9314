"""How a recording looks in the list: name, a line on its state, its dots."""

from __future__ import annotations

import math

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sextant.bridge.arrangement import Hit
from sextant.bridge.recordings_model import HIT_ROLE, STATE_ROLE
from sextant.bridge.state import RecordingState
from sextant.core.events import State
from sextant.ui.dots import dots_width, paint_dots
from sextant.ui.theme import Theme
from sextant.ui.words import hit_line, recording_line

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

        second = inner.adjusted(0, inner.height() - QFontMetrics(_small(option)).height(), 0, 0)
        hit: Hit | None = index.data(HIT_ROLE)
        if hit is None:
            self._paint_state(painter, second, option, state)
        else:
            self._paint_line(painter, second, option, hit_line(hit), "muted")
        painter.restore()

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(self.tr("Name of the recording"))
        return editor

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002 - Qt's
    ) -> None:
        """Over the whole row, so that nothing of it looks out from below."""
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - lacks in the stubs
        editor.setGeometry(rect.adjusted(2, 2, -2, -2))

    def _paint_state(
        self, painter: QPainter, second: QRect, option: QStyleOptionViewItem, state: RecordingState
    ) -> None:
        begun = any(cell.state is not State.WAITING for cell in state.cells)
        if state.running and not begun:
            # Six empty dots tell nothing; how far it is and how long it takes needs the room.
            self._paint_line(painter, second, option, recording_line(state), "muted")
            return
        direction: Qt.LayoutDirection = option.direction  # pyright: ignore[reportAttributeAccessIssue] - lacks in the stubs
        width = math.ceil(dots_width(len(state.cells)))
        dots = second.adjusted(second.width() - width, 0, 0, 0)
        dots = QStyle.visualRect(direction, second, dots)
        states = [cell.state for cell in state.cells]
        paint_dots(painter, dots.left(), dots.center().y() + 1, states, self._theme)
        failed = state.problem is not None and not state.running
        words = QStyle.visualRect(direction, second, second.adjusted(0, 0, -width - 8, 0))
        self._paint_line(
            painter, words, option, recording_line(state), "bad" if failed else "muted"
        )

    def _paint_line(
        self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, line: str, token: str
    ) -> None:
        small = _small(option)
        painter.setFont(small)
        painter.setPen(self._theme.color(token))
        words = QFontMetrics(small).elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

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
