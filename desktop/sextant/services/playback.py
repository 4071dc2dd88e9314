"""Makes a recording's audio heard: the bundled ffmpeg decodes, a device plays.

ffmpeg finds the second and changes the speed; nothing of it is left while nothing
plays. The device asks for sound in a thread of its own and reads it from ffmpeg's
pipe, which holds some 0.7 s: no other buffer and no other thread is needed.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import IO, Protocol

from sextant.core.errors import FfmpegMissing, SoundUnreadable
from sextant.services.ffmpeg_process import apart
from sextant.services.ffmpeg_recipe import source_arguments
from sextant.services.sound_device import (
    BUFFERED,
    PERIOD_MS,
    RATE,
    SAMPLE_BYTES,
    Frames,
    SoundDevice,
)

FIRST = RATE * SAMPLE_BYTES * PERIOD_MS // 1000
"""Bytes that are decoded before the device is opened, to know that there is something to hear."""


class Device(Protocol):
    """A sound device that is open."""

    def start(self, frames: Frames) -> None:
        """Raises: NoSoundDevice."""
        ...

    def close(self) -> None:
        """Returns when no more samples are asked for."""
        ...


class DevicePlayback:
    """The port `Playback`. May be used from any thread."""

    def __init__(
        self,
        ffmpeg: Callable[[], Path],
        open_device: Callable[[], Device] = SoundDevice,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`ffmpeg` is asked for the program when it is first needed. Raises: FfmpegMissing."""
        self._ffmpeg = ffmpeg
        self._open = open_device
        self._clock = clock
        self._lock = Lock()
        self._sound: _Sound | None = None

    def play(self, audio: Path, second: float, speed: float) -> None:
        """See the port."""
        with self._lock:
            self._silence()
            sound = _Sound(self._decode(audio, second, speed), second, speed, self._clock)
            self._sound = sound
            try:
                if sound.begin():
                    sound.play_on(self._open())
                elif sound.failed():
                    raise SoundUnreadable(name=audio.name)
            except BaseException:
                self._silence()
                raise

    def stop(self) -> None:
        """See the port."""
        with self._lock:
            self._silence()

    def position(self) -> float | None:
        """See the port."""
        sound = self._sound
        return sound.position() if sound else None

    def _silence(self) -> None:
        sound, self._sound = self._sound, None
        if sound is not None:
            sound.end()

    def _decode(self, audio: Path, second: float, speed: float) -> subprocess.Popen[bytes]:
        command = (
            *(str(self._ffmpeg()), "-nostdin", "-hide_banner", "-loglevel", "quiet"),
            *("-ss", f"{second:.3f}", *source_arguments(audio), "-map", "0:a:0"),
            *("-filter:a", f"atempo={speed:.3f}", "-ac", "1", "-ar", str(RATE)),
            *("-f", "s16le", "pipe:1"),
        )
        try:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                **apart(),
            )
        except OSError as error:
            raise FfmpegMissing(type(error).__name__) from error


class _Sound:
    """What plays: ffmpeg's pipe on its way to a device."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        second: float,
        speed: float,
        clock: Callable[[], float],
    ) -> None:
        assert process.stdout is not None
        self._process = process
        self._pipe: IO[bytes] = process.stdout
        self._start = second
        self._speed = speed
        self._clock = clock
        self._device: Device | None = None
        self._first = b""
        self._over = False
        self._given: tuple[int, float] = (0, clock())
        """Samples handed to the device, and when that was."""

    def begin(self) -> bool:
        """Decode a little; false when there is nothing more to hear."""
        self._first = self._pipe.read(FIRST)
        self._over = not self._first
        return not self._over

    def failed(self) -> bool:
        """Whether ffmpeg, having ended, complains."""
        return self._process.wait() != 0

    def play_on(self, device: Device) -> None:
        """Raises: NoSoundDevice."""
        self._device = device
        device.start(self._frames())

    def position(self) -> float | None:
        """Counted from the samples handed over, less those that the device still holds."""
        samples, when = self._given
        given = samples / RATE
        heard = min(given - BUFFERED + self._clock() - when, given)
        if self._over and (self._device is None or heard >= given):
            return None
        return self._start + max(heard, 0.0) * self._speed

    def end(self) -> None:
        """Silence; neither a process nor an open device stays."""
        self._process.kill()
        if self._device is not None:
            self._device.close()
        self._pipe.close()
        self._process.wait()

    def _frames(self) -> Frames:
        wanted = yield b""
        while block := self._read(wanted * SAMPLE_BYTES):
            samples, _ = self._given
            self._given = (samples + len(block) // SAMPLE_BYTES, self._clock())
            wanted = yield block
        self._over = True

    def _read(self, size: int) -> bytes:
        first, self._first = self._first[:size], self._first[size:]
        return first + self._pipe.read(size - len(first))
