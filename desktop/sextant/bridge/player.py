"""Plays the open recording: where it is, how fast, and what stands in the way."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from sextant.bridge.notice import Notice
from sextant.bridge.tasks import Tasks
from sextant.core.errors import SextantError
from sextant.core.ports import Playback

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
STEP = 5.0
"""Seconds that one step goes back or forward."""

INTERVAL_MS = 40
"""How often the position is looked at while something plays."""


class _Wish(msgspec.Struct, frozen=True):
    """What should be heard."""

    audio: Path
    second: float
    speed: float


class Player(QObject):
    """Methods return at once; the device follows, and only the last wish counts."""

    changed = Signal()
    """It plays or not, another recording, another speed, or a problem."""
    moved = Signal(float)
    """The second that is heard, or would be."""
    jumped = Signal()
    """Somebody went to another second; `moved` told it."""

    def __init__(self, playback: Playback, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._playback = playback
        self._tasks = tasks
        self._audio: Path | None = None
        self.duration = 0.0
        self.second = 0.0
        self.speed = 1.0
        self.playing = False
        self.problem: Notice | None = None
        """Why nothing is heard though it should be."""
        self._wish: _Wish | None = None
        self._settled = True
        self._following = False
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._look)

    @property
    def ready(self) -> bool:
        """Whether there is audio to play."""
        return self._audio is not None

    def open(self, audio: Path | None, duration: float) -> None:
        """Have another recording in hand, silent and at its beginning; the same one plays on."""
        self.duration = duration
        if audio != self._audio:
            self.pause()
            self._audio, self.problem = audio, None
            self._move(0.0)
        self.changed.emit()

    def toggle(self) -> None:
        """Play, or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """From where it is; from the beginning when it has ended."""
        if self._audio is None:
            return
        if self.second >= self.duration > 0:
            self._move(0.0)
        self.problem = None
        self._set_playing(playing=True)

    def play_from(self, second: float) -> None:
        """Go there and play."""
        self._move(second)
        self.jumped.emit()
        self.play()

    def pause(self) -> None:
        if self.playing:
            self._set_playing(playing=False)

    def seek(self, second: float) -> None:
        """Go there; what plays goes on playing."""
        self._move(second)
        self.jumped.emit()
        if self.playing:
            self._follow()

    def skip(self, steps: int) -> None:
        """Back (negative) or forward by steps of five seconds."""
        self.seek(self.second + steps * STEP)

    def set_speed(self, speed: float) -> None:
        """A factor. Voices keep their pitch."""
        if speed != self.speed:
            self.speed = speed
            if self.playing:
                self._follow()
            self.changed.emit()

    def change_speed(self, steps: int) -> None:
        """The next slower (negative) or faster one."""
        place = SPEEDS.index(self.speed) + steps
        self.set_speed(SPEEDS[min(max(place, 0), len(SPEEDS) - 1)])

    async def close(self) -> None:
        """Silence, for good. Its tasks must have ended."""
        self._timer.stop()
        await asyncio.to_thread(self._playback.stop)

    def _move(self, second: float) -> None:
        self.second = min(max(second, 0.0), self.duration) if self.duration else max(second, 0.0)
        self.moved.emit(self.second)

    def _set_playing(self, *, playing: bool) -> None:
        self.playing = playing
        if playing:
            self._timer.start()
        else:
            self._timer.stop()
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """Have the device do what is wished, after what it does now."""
        assert self._audio is not None
        self._wish = _Wish(self._audio, self.second, self.speed) if self.playing else None
        self._settled = False
        if not self._following:
            self._following = True
            self._tasks.spawn("player", self._fulfil())

    async def _fulfil(self) -> None:
        try:
            while not self._settled:
                self._settled = True
                await self._do(self._wish)
        finally:
            self._following = False

    async def _do(self, wish: _Wish | None) -> None:
        playback = self._playback
        try:
            if wish is None:
                await asyncio.to_thread(playback.stop)
            else:
                await asyncio.to_thread(playback.play, wish.audio, wish.second, wish.speed)
        except SextantError as error:
            if self._settled:
                self.problem = Notice.of(error)
                self.playing = False
                self._timer.stop()
                self.changed.emit()

    def _look(self) -> None:
        if self._following:
            return
        second = self._playback.position()
        if second is None:
            self._move(self.duration or self.second)
            self.pause()
        else:
            self._move(second)
