"""How long the window does not answer while six answers stream and two files are taken in."""

from __future__ import annotations

import os
import signal
import struct
import sys
import time
from pathlib import Path
from typing import NamedTuple

import imageio_ffmpeg

from support.desktop import display, eventually, started
from support.figures import Figure
from support.media import make_video
from support.paced import PacedServices
from support.terminal import led_to

PULSING = Path(__file__).with_name("pulsing.py")
A_SECOND = 200
SECONDS_OF_WRITING = 12


class Beat(NamedTuple):
    """When, how late, and how much of that was the loop's own work, and waiting. In seconds."""

    at: float
    late: float
    work: float
    ready: float
    """Ready to work, while other programs had the processors."""

    @property
    def ours(self) -> float:
        """Late for other reasons than other programs."""
        return max(self.late - self.ready, 0.0)


def test_the_loop_while_six_answers_stream_and_two_files_extract(report, tmp_path):
    project, beats = tmp_path / "Study", tmp_path / "beats"
    talk = make_video(tmp_path / "Talk.mp4", seconds=2)
    hours = hours_of_sound(tmp_path / "Hours.wav", 6)
    tool = imageio_ffmpeg.get_ffmpeg_exe()
    second = [tool, "-nostdin", "-v", "error", "-i", str(hours), "-c:a", "libopus"]
    services = PacedServices(
        hours=1, tokens=A_SECOND * SECONDS_OF_WRITING, a_second=A_SECOND, thinking=0.5
    )
    with services, display() as desktop:
        environment = {**os.environ, **led_to(services), **desktop}
        words = [str(beats), "--project", str(project), str(talk), str(hours)]
        with started([sys.executable, str(PULSING), *words], env=environment) as process:
            eventually(lambda: services.writing == 6, "six answers at once")
            with started([*second, str(tmp_path / "second.ogg")]):
                began = time.monotonic()
                eventually(lambda: services.writing < 6, "the first to end")
                ended = time.monotonic()
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    told = [Beat(*map(float, line.split())) for line in beats.read_text().splitlines()]
    during = [beat for beat in told if began <= beat.at <= ended]
    assert len(during) > 100
    for what, values in (
        ("the loop's delays while six answers stream and two files extract", "late"),
        ("the same, of which the loop's own work", "work"),
        ("the same, without waiting for processors that other programs had", "ours"),
    ):
        delays = sorted(getattr(beat, values) for beat in during)
        p99, worst = delays[-max(1, len(delays) // 100)], delays[-1]
        report(
            Figure(
                what,
                f"99 %: {p99 * 1000:.1f} ms, worst {worst * 1000:.0f} ms",
                f"{len(delays)} beats in {ended - began:.0f} s",
                "–",
                "99 %: < 16 ms, worst < 50 ms",
                p99 < 0.016 and worst < 0.05,
            )
        )


def hours_of_sound(path: Path, hours: int) -> Path:
    """Silence as a WAV that takes no room: to be encoded, which keeps a core busy."""
    size = hours * 3600 * 32_000
    layout = struct.pack("<HHIIHH", 1, 1, 16_000, 32_000, 2, 16)
    with path.open("wb") as file:
        file.write(struct.pack("<4sI8sI", b"RIFF", 36 + size, b"WAVEfmt ", 16) + layout)
        file.write(struct.pack("<4sI", b"data", size))
        file.truncate(44 + size)
    return path
