"""Draws one turn: who and when, the words, and what is marked in them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from sextant.ui.theme import Theme
from sextant.ui.turn_layout import Metrics, TurnLayout
from sextant.ui.turn_marks import TurnMarks

RADIUS = 6.0


class Head:
    """The line above the words: the name, and after it the time."""

    def __init__(
        self, area: QRect, metrics: Metrics, name: str, time: str, *, mirrored: bool
    ) -> None:
        """`area` is the whole turn's; `mirrored` where reading goes from right to left."""
        self.name, self.time = name, time
        room = area.width() - 2 * (metrics.side + metrics.space) - metrics.width(time)
        wide = min(metrics.names.horizontalAdvance(name), max(room, 0))  # the time stays whole
        left, top = area.left() + metrics.side, area.top() + metrics.above
        self.name_area = QRectF(left, top, wide, metrics.line)
        after = self.name_area.right() + metrics.space * 2
        self.time_area = QRectF(after, top, metrics.width(time), metrics.line)
        if mirrored:
            for box in (self.name_area, self.time_area):
                box.moveRight(area.left() + area.right() - box.left())


class TurnPainter:
    """Draws in the colours of the theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def draw_head(self, painter: QPainter, head: Head, metrics: Metrics) -> None:
        """The speaker's name and the time of the turn."""
        middle = Qt.AlignmentFlag.AlignVCenter
        fitted = metrics.names.elidedText(
            head.name, Qt.TextElideMode.ElideRight, head.name_area.width() + 1
        )
        painter.setFont(metrics.name_font)
        painter.setPen(self._theme.color("text"))
        painter.drawText(head.name_area.adjusted(0, 0, 2, 0), middle, fitted)
        painter.setFont(metrics.font)
        painter.setPen(self._theme.color("accent"))
        painter.drawText(head.time_area.adjusted(0, 0, 2, 0), middle, head.time)

    def draw_ground(self, painter: QPainter, area: QRect, metrics: Metrics) -> None:
        """Behind the turn that is being spoken."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("turn"))
        painter.drawRoundedRect(area.adjusted(0, 0, 0, -metrics.between), RADIUS, RADIUS)

    def draw_words(
        self,
        painter: QPainter,
        corner: QPointF,
        layout: TurnLayout,
        marks: TurnMarks,
        *,
        cursor: bool,
    ) -> None:
        """What is marked first, then the words over it; the `cursor` only with the focus."""
        color = self._theme.color
        for words in marks.found:
            self._fill(painter, corner, layout.rects(*words), color("found"))
        for words, token in (
            (marks.quoted, "highlight"),
            (marks.selected, "highlight"),
            (marks.heard, "highlight"),
            (marks.chosen, "found_chosen"),
        ):
            if words is not None:
                self._fill(painter, corner, layout.rects(*words), color(token))
        painter.setPen(color("text"))
        layout.draw(painter, corner)
        for word in marks.corrected:
            self._underline(painter, corner, layout.rects(word, word))
        if cursor and marks.cursor is not None:
            self._outline(painter, corner, layout.rects(*marks.cursor))

    def _fill(
        self, painter: QPainter, corner: QPointF, boxes: Iterable[QRectF], color: QColor
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        for box in boxes:
            painter.drawRoundedRect(box.translated(corner).adjusted(-1, -1, 1, 1), 2, 2)

    def _underline(self, painter: QPainter, corner: QPointF, boxes: Iterable[QRectF]) -> None:
        painter.setPen(QPen(self._theme.color("brass"), 1.5, Qt.PenStyle.DotLine))
        for box in boxes:
            below = box.translated(corner)
            painter.drawLine(below.bottomLeft(), below.bottomRight())

    def _outline(self, painter: QPainter, corner: QPointF, boxes: Iterable[QRectF]) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("accent"), 1.5))
        for box in boxes:
            painter.drawRoundedRect(box.translated(corner).adjusted(-2, -1, 2, 1), 3, 3)
