"""The six dots: one an answer, a shape as well as a colour for each state."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from sextant.core.events import State
from sextant.ui.theme import Theme

SIZE = 7.0
GAP = 3.5
"""Device-independent pixels."""

TOKENS = {
    State.WAITING: "idle",
    State.RUNNING: "accent",
    State.RETRYING: "warn",
    State.DONE: "good",
    State.FAILED: "bad",
    State.SKIPPED: "idle",
}


def dots_width(count: int) -> float:
    return count * SIZE + max(count - 1, 0) * GAP


def paint_dots(
    painter: QPainter, left: float, middle: float, states: Sequence[State], theme: Theme
) -> None:
    """Draw from `left`, centred on `middle`, in device-independent pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, state in enumerate(states):
        box = QRectF(left + number * (SIZE + GAP), middle - SIZE / 2, SIZE, SIZE)
        _paint(painter, box, state, theme)
    painter.restore()


def _paint(painter: QPainter, box: QRectF, state: State, theme: Theme) -> None:
    color = theme.color(TOKENS[state])
    pen = QPen(color, 1.4)
    ring = box.adjusted(0.7, 0.7, -0.7, -0.7)
    painter.setPen(pen)
    painter.setBrush(color)
    match state:
        case State.DONE:
            painter.drawEllipse(ring)
        case State.RUNNING:
            painter.drawEllipse(box.center(), 1.2, 1.2)
            painter.setBrush(color.__class__(0, 0, 0, 0))
            painter.drawEllipse(ring)
        case State.FAILED:
            painter.setPen(QPen(color, 2.0))
            inner = box.adjusted(1, 1, -1, -1)
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())
        case State.RETRYING:
            top = QPointF(box.center().x(), ring.top())
            painter.drawPolygon(QPolygonF([top, ring.bottomRight(), ring.bottomLeft()]))
        case State.SKIPPED:
            middle = box.center().y()
            painter.drawLine(QPointF(ring.left(), middle), QPointF(ring.right(), middle))
        case State.WAITING:
            painter.setBrush(color.__class__(0, 0, 0, 0))
            painter.drawEllipse(ring)
