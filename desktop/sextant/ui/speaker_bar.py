"""Who spoke when, a lane each below the agreement strip, and how long."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from sextant.bridge.sentences import speaker_word
from sextant.core.model import Recording, Transcript
from sextant.core.render import duration_words
from sextant.core.speaking import Speaking, speaking
from sextant.ui.small import ElidedLabel, set_font
from sextant.ui.theme import Theme
from sextant.ui.words import clock, percent_word

LANE, APART = 4, 2
"""Pixels a lane is high, and between two."""

MOST = 8
"""Lanes; of a larger round, those are shown who said most."""

TALL = 820
"""Pixels of the window from which on there is room for names and shares in words."""


class SpeakerLanes(QWidget):
    """The recording from left to right, a lane a speaker in order of appearance.

    A click goes to that second. Up and Down choose a lane, Left and Right go to
    where its speaker takes the word.
    """

    chosen = Signal(float)
    """Seconds from the start."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._voices: Sequence[Speaking] = ()
        self._names: Sequence[str] = ()
        self._duration = 0.0
        self._lane = 0
        self._second = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Who spoke when"))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        lanes = max(len(self._voices), 1)
        return QSize(300, lanes * LANE + (lanes - 1) * APART + 4)

    def show_voices(
        self, voices: Sequence[Speaking], names: Sequence[str], duration: float
    ) -> None:
        self._voices, self._names, self._duration = voices, names, duration
        self._lane = min(self._lane, max(len(voices) - 1, 0))
        self.setAccessibleDescription("; ".join(map(self.words, range(len(voices)))))
        self.updateGeometry()
        self.update()

    def mark(self, second: float) -> None:
        """Where the reader is."""
        self._second = second

    def words(self, lane: int) -> str:
        """``Anna: 38 %, 9 min 20 s``."""
        voice = self._voices[lane]
        words = self.tr("{name}: {share}, {time}")
        return words.format(
            name=self._names[lane],
            share=percent_word(voice.share),
            time=duration_words(voice.seconds),
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        if self._duration <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.width() / self._duration
        painter.setPen(Qt.PenStyle.NoPen)
        for lane, voice in enumerate(self._voices):
            top = 2 + lane * (LANE + APART)
            painter.setBrush(self._theme.color("border"))
            painter.drawRect(QRectF(0, top + LANE / 2 - 0.5, self.width(), 1))
            chosen = self.hasFocus() and lane == self._lane
            painter.setBrush(self._theme.color("accent" if chosen else "muted"))
            for start, end in voice.stretches:
                wide = max((end - start) * scale, 1.5)
                painter.drawRoundedRect(QRectF(start * scale, top, wide, LANE), 1, 1)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("accent"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._duration > 0:
            self._lane = self._lane_at(event.position().y())
            self._choose(event.position().x() / max(self.width(), 1) * self._duration)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if self._voices and key in steps:
            self._lane = (self._lane + steps[key]) % len(self._voices)
            self.update()
            told = QAccessibleAnnouncementEvent(self, self.words(self._lane))
            QAccessible.updateAccessibility(told)
        elif self._voices and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            starts = [start for start, _ in self._voices[self._lane].stretches]
            before = key is Qt.Key.Key_Left
            place = (
                bisect_left(starts, self._second) - 1
                if before
                else bisect_right(starts, self._second)
            )
            if 0 <= place < len(starts):
                self._choose(starts[place])
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._voices and self._duration > 0:
            lane = self._lane_at(event.pos().y())
            second = event.pos().x() / max(self.width(), 1) * self._duration
            words = f"{clock(second)} · {self.words(lane)}"
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _lane_at(self, y: float) -> int:
        lane = int((y - 2) / (LANE + APART))
        return min(max(lane, 0), max(len(self._voices) - 1, 0))

    def _choose(self, second: float) -> None:
        self._second = second
        self.chosen.emit(second)


class SpeakerBar(QWidget):
    """The lanes, and below them names and shares where there is room."""

    chosen = Signal(float)
    """Seconds from the start."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lanes = SpeakerLanes(theme)
        self.legend = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.legend.setProperty("tone", "muted")
        self._transcript: Transcript | None = None
        self._named: Mapping[str, str] = {}
        set_font(self.legend, size=0.92)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.lanes)
        column.addWidget(self.legend)
        self.lanes.chosen.connect(self.chosen)
        self.hide()

    def show_transcript(self, transcript: Transcript | None, recording: Recording) -> None:
        """Nothing is shown where the recogniser told nobody apart."""
        if transcript is self._transcript and recording.speakers == self._named:
            return
        self._transcript, self._named = transcript, recording.speakers
        everybody = speaking(transcript) if transcript else ()
        loudest = sorted(everybody, key=lambda voice: -voice.seconds)[:MOST]
        voices = [voice for voice in everybody if voice in loudest]
        names = [speaker_word(recording, voice.speaker) for voice in voices]
        self.lanes.show_voices(voices, names, transcript.duration if transcript else 0.0)
        self.legend.show_line("  ·  ".join(map(self.lanes.words, range(len(voices)))))
        self.setVisible(len(voices) > 1)
        self._make_room()

    def clear(self) -> None:
        """Before another recording is shown."""
        self._transcript = None
        self.hide()

    def mark(self, second: float) -> None:
        """Where the reader is."""
        self.lanes.mark(second)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._make_room()
        return super().event(event)

    def _make_room(self) -> None:
        self.legend.setVisible(self.window().height() >= TALL)
