"""The agreement strip: darker where more answers point to the same moment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from sextant.core.agreement import Moment
from sextant.ui.theme import Theme
from sextant.ui.words import clock, count_word

BAR = 9
"""Pixels a bar is wide, about."""

STEP = 5.0
"""Seconds that an arrow key moves."""


def densities(moments: Sequence[Moment], duration: float, bars: int) -> list[int]:
    """For each of `bars` equal parts of the recording: how many answers point into it."""
    cited: list[set[str]] = [set() for _ in range(bars)]
    if duration <= 0:
        return [0] * bars
    for moment in moments:
        first = min(max(int(moment.start / duration * bars), 0), bars - 1)
        last = min(max(int(moment.end / duration * bars), first), bars - 1)
        for bar in range(first, last + 1):
            cited[bar].update(moment.analyses)
    return [len(answers) for answers in cited]


class AgreementStrip(QWidget):
    """The whole recording from left to right; click or arrow keys choose a second."""

    chosen = Signal(float)
    """Seconds from the start."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._moments: Sequence[Moment] = ()
        self._duration = 0.0
        self._answers = 6
        self._position: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Agreement strip")
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(300, 26)

    def show_moments(self, moments: Sequence[Moment], duration: float, answers: int) -> None:
        """`answers` is how many there could be: the darkest shade."""
        self._moments, self._duration, self._answers = moments, duration, max(answers, 1)
        shared = sum(len(moment.analyses) > 1 for moment in moments)
        cited = count_word(len(moments), "moment", "moments")
        self.setAccessibleDescription(f"{cited} cited, {shared} by more than one analysis")
        self.update()

    def mark(self, seconds: float | None) -> None:
        """Show where the reader is."""
        self._position = seconds
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        clip = QPainterPath()
        clip.addRoundedRect(frame, 5, 5)
        painter.save()
        painter.setClipPath(clip)
        bars = max(self.width() // BAR, 1)
        wide = self.width() / bars
        for bar, count in enumerate(densities(self._moments, self._duration, bars)):
            if count:
                shade = self._theme.color("accent")
                shade.setAlphaF(0.16 + 0.84 * min(count / self._answers, 1.0))
                painter.fillRect(QRectF(bar * wide, 0, wide + 0.5, self.height()), shade)
        if self._position is not None and self._duration > 0:
            x = self._position / self._duration * self.width()
            painter.fillRect(QRectF(x - 1, 0, 2, self.height()), self._theme.color("text"))
        painter.restore()
        focus = self.hasFocus()
        painter.setPen(QPen(self._theme.color("accent" if focus else "border"), 2 if focus else 1))
        painter.drawPath(clip)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._duration > 0:
            self._choose(self._second(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}
        if event.key() in steps and self._duration > 0:
            self._choose((self._position or 0.0) + steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._duration > 0:
            second = self._second(event.pos().x())
            answers = {a for m in self._moments if m.start <= second <= m.end for a in m.analyses}
            text = f"{clock(second)} · cited by {len(answers)} of {self._answers}"
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _second(self, x: float) -> float:
        return x / max(self.width(), 1) * self._duration

    def _choose(self, second: float) -> None:
        self.mark(min(max(second, 0.0), self._duration))
        assert self._position is not None
        self.chosen.emit(self._position)
