"""Sound is really decoded here and given to miniaudio's device that keeps time without a sound."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import imageio_ffmpeg
import pytest

from sextant.core.errors import FfmpegMissing, NoSoundDevice, SoundUnreadable
from sextant.services.playback import DevicePlayback
from sextant.services.sound_device import BUFFERED, RATE, Frames, SoundDevice
from support.desktop import eventually
from support.media import make_video


class HandDevice:
    """A device whose time goes on when told."""

    def __init__(self) -> None:
        self.frames: Frames | None = None
        self.heard = bytearray()
        self.closed = False
        self.now = 100.0

    def clock(self) -> float:
        return self.now

    def start(self, frames: Frames) -> None:
        next(frames)
        self.frames = frames

    def go(self, seconds: float) -> None:
        assert self.frames is not None
        try:
            self.heard += self.frames.send(round(seconds * RATE))
        except StopIteration:
            self.frames = None
        self.now += seconds

    def close(self) -> None:
        self.closed = True


def bundled() -> Path:
    return Path(imageio_ffmpeg.get_ffmpeg_exe())


@pytest.fixture(scope="module")
def audio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_video(tmp_path_factory.mktemp("sound") / "-héllo wörld.m4a", seconds=2.0, video=())


@pytest.fixture
def device() -> HandDevice:
    return HandDevice()


@pytest.fixture
def playback(device: HandDevice) -> Iterator[DevicePlayback]:
    made = DevicePlayback(bundled, lambda: device, device.clock)
    yield made
    made.stop()


def test_what_is_heard_begins_at_the_second_asked_for_and_ends_with_the_recording(
    playback: DevicePlayback, device: HandDevice, audio: Path
) -> None:
    playback.play(audio, 1.5, 1.0)
    while device.frames is not None:
        device.go(0.05)
    assert 0.4 < len(device.heard) / 2 / RATE < 0.6
    device.now += BUFFERED
    assert playback.position() is None


def test_the_position_is_what_is_heard_not_what_was_handed_over(
    playback: DevicePlayback, device: HandDevice, audio: Path
) -> None:
    playback.play(audio, 0.5, 1.0)
    for _ in range(4):
        device.go(0.05)
    assert playback.position() == pytest.approx(0.5 + 0.2 - BUFFERED + 0.05)
    device.now += 0.02
    assert playback.position() == pytest.approx(0.5 + 0.2 - BUFFERED + 0.07)


def test_a_device_that_asks_for_nothing_more_does_not_let_the_position_run_on(
    playback: DevicePlayback, device: HandDevice, audio: Path
) -> None:
    playback.play(audio, 0.5, 1.0)
    device.go(0.2)
    device.now += 1000.0
    assert playback.position() == pytest.approx(0.7)


def test_at_double_speed_half_the_sound_covers_the_same_seconds(
    playback: DevicePlayback, device: HandDevice, audio: Path
) -> None:
    playback.play(audio, 0.0, 2.0)
    device.go(0.5)
    device.now += 10
    assert playback.position() == pytest.approx(1.0)
    while device.frames is not None:
        device.go(0.05)
    assert 0.9 < len(device.heard) / 2 / RATE < 1.1


def test_playing_from_elsewhere_ends_what_played_before(audio: Path) -> None:
    devices: list[HandDevice] = []

    def opened() -> HandDevice:
        devices.append(HandDevice())
        return devices[-1]

    playback = DevicePlayback(bundled, opened)
    playback.play(audio, 0.0, 1.0)
    playback.play(audio, 1.0, 1.0)
    assert [device.closed for device in devices] == [True, False]
    playback.stop()
    assert playback.position() is None
    assert devices[1].closed


def test_playing_from_the_end_is_no_error(playback: DevicePlayback, audio: Path) -> None:
    playback.play(audio, 60.0, 1.0)
    assert playback.position() is None


@pytest.mark.parametrize("content", [b"", b"no sound in here " * 100])
def test_a_file_without_sound_says_so(
    playback: DevicePlayback, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "audio.m4a").write_bytes(content)
    with pytest.raises(SoundUnreadable):
        playback.play(tmp_path / "audio.m4a", 0.0, 1.0)


def test_a_computer_without_sound_says_so_and_leaves_nothing_running(audio: Path) -> None:
    def nothing() -> HandDevice:
        raise NoSoundDevice("none")

    playback = DevicePlayback(bundled, nothing)
    with pytest.raises(NoSoundDevice):
        playback.play(audio, 0.0, 1.0)
    assert playback.position() is None


def test_a_missing_ffmpeg_says_so(device: HandDevice, audio: Path) -> None:
    playback = DevicePlayback(lambda: Path("/nowhere/ffmpeg"), lambda: device)
    with pytest.raises(FfmpegMissing):
        playback.play(audio, 0.0, 1.0)


def test_a_real_device_plays_to_the_end_by_itself(audio: Path) -> None:
    playback = DevicePlayback(bundled, partial(SoundDevice, unheard=True))
    playback.play(audio, 1.8, 1.0)
    eventually(lambda: playback.position() is None, "the end of the recording")
    playback.stop()


def test_a_real_device_can_be_silenced_in_the_middle(audio: Path) -> None:
    playback = DevicePlayback(bundled, partial(SoundDevice, unheard=True))
    playback.play(audio, 0.0, 1.0)
    eventually(lambda: (playback.position() or 0) > 0.1, "some sound")
    playback.stop()
    assert playback.position() is None
