"""The agreement strip: taller and stronger where more answers point to the same moment."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from sextant.bridge.loading import Detail
from sextant.core.agreement import Agreement, Moment, said
from sextant.core.model import Transcript
from sextant.ui.theme import Theme
from sextant.ui.words import clock, number_word

BAR = 9
"""Pixels a bar is wide, about."""

STEP = 5.0
"""Seconds that an arrow key moves."""


def densities(moments: Sequence[Moment], duration: float, bars: int) -> list[int]:
    """For each of `bars` equal parts of the recording: how many answers meet in it at most.

    Answers that point to different moments of one part do not meet there.
    """
    found = [0] * bars
    if duration <= 0:
        return found
    for moment in moments:
        first = min(max(int(moment.start / duration * bars), 0), bars - 1)
        last = min(max(int(moment.end / duration * bars), first), bars - 1)
        for bar in range(first, last + 1):
            found[bar] = max(found[bar], len(moment.analyses))
    return found


LEAST, LOWEST = 0.6, 0.45
"""Of colour and of height where a single answer points: to be told apart without colours, too."""


class AgreementStrip(QWidget):
    """The whole recording from left to right.

    A click or the arrow keys choose a second, Page Up and Page Down the moment
    before and the next one, Home and End the first and the last.
    """

    chosen = Signal(float)
    """Seconds from the start."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._agreement = Agreement((), ())
        self._transcript: Transcript | None = None
        self._position: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Agreement strip"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(300, 26)

    def show_detail(self, detail: Detail) -> None:
        """The moments of a recording, and what was said in them."""
        cited = {id_ for moment in detail.moments for id_ in moment.analyses}
        keys = [answer.key for id_, answer in detail.answers.items() if id_ in cited]
        self._agreement = Agreement(detail.moments, keys)
        self._transcript = detail.transcript
        moments = detail.moments
        shared = sum(len(moment.analyses) > 1 for moment in moments)
        words = self.tr("{cited} cited, {shared} by more than one analysis")
        shown = words.format(cited=number_word(len(moments)), shared=shared)
        self.setAccessibleDescription(shown)
        self.update()

    def clear(self) -> None:
        """Before another recording is shown."""
        self._agreement, self._transcript, self._position = Agreement((), ()), None, None
        self.setAccessibleDescription("")
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
        counts = densities(self._agreement.moments, self._duration, bars)
        for bar, count in enumerate(counts):
            if count:
                shade = self._theme.color("accent")
                share = min(count / self._answers, 1.0)
                shade.setAlphaF(LEAST + (1 - LEAST) * share)
                high = self.height() * (LOWEST + (1 - LOWEST) * share)
                painter.fillRect(QRectF(bar * wide, self.height() - high, wide + 0.5, high), shade)
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
        second = self._target(Qt.Key(event.key()))
        if second is None or self._duration <= 0:
            super().keyPressEvent(event)
            return
        self._choose(second)
        words = self._words_at(second)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, " ".join(words)))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._duration > 0:
            head, words = self._words_at(self._second(event.pos().x()))
            shown = f"<qt><p>{escape(head)}</p><p><i>{escape(words)}</i></p></qt>"
            QToolTip.showText(event.globalPos(), shown, self)
            return True
        return super().event(event)

    @property
    def _duration(self) -> float:
        return self._transcript.duration if self._transcript else 0.0

    @property
    def _answers(self) -> int:
        """How many could point to a moment: the darkest shade."""
        return max(self._agreement.answers, 1)

    def _target(self, key: Qt.Key) -> float | None:
        """Where a key leads; ``None`` for one that leads nowhere."""
        here, moments = self._position or 0.0, self._agreement.moments
        match key:
            case Qt.Key.Key_Left:
                return here - STEP
            case Qt.Key.Key_Right:
                return here + STEP
            case Qt.Key.Key_PageUp:
                found = self._agreement.previous(here)
            case Qt.Key.Key_PageDown:
                found = self._agreement.next(here)
            case Qt.Key.Key_Home:
                found = moments[0] if moments else None
            case Qt.Key.Key_End:
                found = moments[-1] if moments else None
            case _:
                return None
        return found.start if found else here

    def _words_at(self, second: float) -> tuple[str, str]:
        """How many answers point there, and what was said."""
        moment = self._near(second)
        if moment is None or self._transcript is None:
            return self.tr("{time} · not cited").format(time=clock(second)), ""
        words = self.tr("{time} · cited by {count} of {total}")
        head = words.format(
            time=clock(moment.start), count=len(moment.analyses), total=self._answers
        )
        return head, said(self._transcript, moment)

    def _near(self, second: float) -> Moment | None:
        """The moment there, else the nearest one in the same bar."""
        if (here := self._agreement.at(second)) is not None:
            return here
        reach = self._duration / max(self.width() // BAR, 1)
        around = (self._agreement.previous(second), self._agreement.next(second))
        near = [m for m in around if m is not None and abs(m.start - second) <= reach]
        return min(near, key=lambda moment: abs(moment.start - second), default=None)

    def _second(self, x: float) -> float:
        return x / max(self.width(), 1) * self._duration

    def _choose(self, second: float) -> None:
        self.mark(min(max(second, 0.0), self._duration))
        assert self._position is not None
        self.chosen.emit(self._position)
