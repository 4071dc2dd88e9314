"""Paints a moment: when, which of the answers cite it, what was said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sextant.core.agreement import Moment
from sextant.ui.moments_model import MOMENT_ROLE, WORDS_ROLE
from sextant.ui.theme import Theme
from sextant.ui.words import clock, isolated

Index = QModelIndex | QPersistentModelIndex

PAD, GAP = 7, 12
LINES = 2
"""Lines of what was said."""
SQUARE, APART = 7, 3
"""Pixels of the little squares that stand as the answers stand in the grid."""


class MomentDelegate(QStyledItemDelegate):
    """A row: time, a small picture of the grid, words."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.grid: Sequence[Sequence[str]] = ()
        """The answers' ids, row by row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        metrics = QFontMetrics(_font(option))
        squares = len(self.grid) * (SQUARE + APART)
        return QSize(200, max(metrics.lineSpacing() * LINES, squares) + 2 * PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        moment: Moment | None = index.data(MOMENT_ROLE)
        if moment is None:
            return
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - lacks in the stubs
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, rect)
        font = _font(option)
        metrics = QFontMetrics(font)
        direction: Qt.LayoutDirection = option.direction  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - lacks in the stubs
        time_width = metrics.horizontalAdvance("0:00:00") + GAP
        squares_width = max(map(len, self.grid), default=0) * (SQUARE + APART)
        inner = rect.adjusted(PAD, PAD, -PAD, -PAD)
        time = QRect(inner.left(), inner.top(), time_width, metrics.lineSpacing())
        squares = QRect(time.right() + 1, inner.top(), squares_width, inner.height())
        words = inner.adjusted(time_width + squares_width + GAP, 0, 0, 0)
        time, squares, words = (
            QStyle.visualRect(direction, inner, part) for part in (time, squares, words)
        )
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(self._theme.color("accent"))
        painter.drawText(time, Qt.AlignmentFlag.AlignLeft, clock(moment.start))
        self._paint_squares(painter, moment, squares.left(), squares.top() + 4)
        painter.setFont(font)
        painter.setPen(self._theme.color("text"))
        shown = _fitting(str(index.data(WORDS_ROLE)), metrics, words.width() * LINES)
        wrapped = QTextOption(Qt.AlignmentFlag.AlignLeading)
        wrapped.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        painter.drawText(QRectF(words), isolated(shown), wrapped)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - lacks in the stubs
        frame = QRectF(rect).adjusted(2, 1, -2, -1)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_soft"))
            painter.drawRoundedRect(frame, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("hover"))
            painter.drawRoundedRect(frame, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawRoundedRect(frame, 6, 6)

    def _paint_squares(self, painter: QPainter, moment: Moment, left: int, top: int) -> None:
        for row, ids in enumerate(self.grid):
            for column, id_ in enumerate(ids):
                step = SQUARE + APART
                square = QRectF(left + column * step, top + row * step, SQUARE, SQUARE)
                if id_ in moment.analyses:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(self._theme.color("accent"))
                else:
                    painter.setPen(QPen(self._theme.color("idle"), 1))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    square.adjust(0.5, 0.5, -0.5, -0.5)
                painter.drawRoundedRect(square, 1.5, 1.5)


def _font(option: QStyleOptionViewItem) -> QFont:
    return option.font  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType] - lacks in the stubs


def _fitting(text: str, metrics: QFontMetrics, width: int) -> str:
    """As much as fits on the lines; words that wrap early cost about a word a line."""
    spare = metrics.averageCharWidth() * 8 * (LINES - 1)
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(width - spare, 0))
