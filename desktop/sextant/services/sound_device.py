"""The computer's loudspeaker, through miniaudio.

It brings its own way to each system's sound (WASAPI, Core Audio, PulseAudio, ALSA …),
so that nothing else has to be installed. Loaded when something is first played: it
takes 13 MB, which those who only read need not spend.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress

from sextant.core.errors import NoSoundDevice

RATE = 48_000
"""Samples a second: what devices run at."""

SAMPLE_BYTES = 2
"""One channel of 16 bits, enough for voices."""

PERIOD_MS, PERIODS = 50, 4
BUFFERED = PERIOD_MS * PERIODS / 1000
"""Seconds that a device holds: for so long a busy window is not heard."""

Frames = Generator[bytes, int]
"""Is sent a number of samples and yields so many; fewer at the end."""


class SoundDevice:
    """A device that is open: the one the system plays on."""

    def __init__(self, *, unheard: bool = False) -> None:
        """`unheard` is miniaudio's own device that keeps time and makes no sound.

        Raises: NoSoundDevice.
        """
        try:
            from miniaudio import Backend, MiniaudioError, PlaybackDevice, SampleFormat
        except ImportError as error:
            raise NoSoundDevice(type(error).__name__) from error
        self._refused = MiniaudioError
        try:
            self._device = PlaybackDevice(
                output_format=SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=PERIOD_MS,
                callback_periods=PERIODS,
                backends=[b for b in Backend if (b is Backend.NULL) == unheard],
                app_name="Sextant",
            )
        except MiniaudioError as error:
            raise NoSoundDevice(str(error)) from error

    def start(self, frames: Frames) -> None:
        """Ask `frames` for sound, in a thread of the device's own. Raises: NoSoundDevice."""
        next(frames)
        try:
            self._device.start(frames)  # pyright: ignore[reportUnknownMemberType] - its hints
        except self._refused as error:
            raise NoSoundDevice(str(error)) from error

    def close(self) -> None:
        """Returns when nothing more is asked for."""
        with suppress(self._refused):
            self._device.close()
