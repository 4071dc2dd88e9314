"""What Sextant adds to the time that the services take, and what it takes while it waits."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import imageio_ffmpeg
import pytest

from support.desktop import display, eventually, started
from support.figures import Figure, Sample, seconds, timed
from support.media import make_video
from support.paced import PacedServices
from support.terminal import SEXTANT, led_to

BARE = Path(__file__).with_name("bare_job.py")
PAIRS = 2
HEARING, FIRST_TOKEN, TOKENS = 20.0, 2.0, 2000
"""What the services take for an hour of talk, or less."""
WATCHED = 10.0
"""Seconds for which a waiting program is looked at."""


@pytest.fixture
def services() -> Iterator[PacedServices]:
    """Slow enough to be real, quick enough to be waited for."""
    with PacedServices(hours=1, hearing=HEARING, thinking=FIRST_TOKEN, tokens=TOKENS) as paced:
        yield paced


def test_the_whole_job(report, services, tmp_path):
    video = make_video(tmp_path / "video.mp4", seconds=60)
    environment = {**os.environ, **led_to(services)}
    tool = imageio_ffmpeg.get_ffmpeg_exe()

    def run(*words: object) -> None:
        argv = list(map(str, words))
        subprocess.run(argv, env=environment, check=True, stdout=subprocess.DEVNULL)

    ours, theirs = [], []
    for number in range(PAIRS):
        project = tmp_path / f"Study {number}"
        ours.append(timed(lambda: run(*SEXTANT, "analyze", video, "--project", project)))  # noqa: B023
        theirs.append(timed(lambda: run(sys.executable, BARE, tool, video, tmp_path / "a.m4a")))
    net = Sample(tuple((a - FIRST_TOKEN) / b for a, b in zip(ours, theirs, strict=True)))
    report(
        Figure(
            "the whole job, less one first token",
            seconds(Sample(tuple(ours)).median - FIRST_TOKEN),
            f"a bare script, the same calls: {seconds(Sample(tuple(theirs)).median)}",
            f"{net.median:.2f} ×",
            "≤ 1.05 ×",
            net.median <= 1.05,
            f"± {net.noise:.0%}",
        )
    )


@pytest.mark.parametrize("where", ["terminal", "window"])
def test_the_processor_while_a_service_works(report, tmp_path, where):
    video = make_video(tmp_path / "video.mp4", seconds=2)
    project = tmp_path / "Study"
    with PacedServices(hours=0.1, hearing=600) as services, display() as desktop:
        environment = {**os.environ, **led_to(services), **desktop}
        words = {
            "terminal": ["analyze", str(video), "--project", str(project)],
            "window": ["--project", str(project), str(video)],
        }
        argv = [*SEXTANT, *words[where]]
        with started(argv, env=environment, stdout=subprocess.DEVNULL) as process:
            eventually(lambda: services.listening, "the upload")
            time.sleep(2)  # what the start left to do
            before, began = processor_seconds(process.pid), time.monotonic()
            time.sleep(WATCHED)
            share = (processor_seconds(process.pid) - before) / (time.monotonic() - began)
    what = f"the processor while Deepgram works, {where}"
    report(Figure(what, f"{share:.2%} of a core", "–", "–", "< 1 %", share < 0.01))


def processor_seconds(pid: int) -> float:
    """Its own time and the system's for it, all threads together (proc(5))."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
