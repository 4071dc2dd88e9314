"""Two-hour videos on a computer that has 256 MB for all of it, window, ffmpeg and disk cache."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.cgroup import Cell, little_memory, watched
from support.desktop import display, eventually, started
from support.figures import Figure
from support.long_videos import HOURS, SIZE, long_videos
from support.paced import PacedServices
from support.program import finished
from support.terminal import SEXTANT, led_to

MB = 1 << 20
LIMIT = 256 * MB
MANY = 20
SECONDS_OF_WRITING = 4
A_SECOND = 200
PATIENCE = 300.0


@pytest.fixture(scope="module")
def videos() -> Iterator[list[Path]]:
    with little_memory(LIMIT):
        pass  # where no group can be made, nothing need be filmed
    with long_videos(MANY) as made:
        yield made


@pytest.fixture
def services() -> Iterator[PacedServices]:
    with PacedServices(
        hours=HOURS, tokens=SECONDS_OF_WRITING * A_SECOND, a_second=A_SECOND
    ) as paced:
        yield paced


def test_two_at_once_in_the_terminal(report, videos, services, tmp_path):
    project = tmp_path / "Study"
    with small_computer(report, "two at once in the terminal", 128) as cell:
        words = ["analyze", *videos[:2], "--project", project]
        with program(cell, led_to(services), *words) as process:
            assert process.wait(PATIENCE) == 0
    assert finished(project, [video.stem for video in videos[:2]])


@pytest.mark.parametrize("count", [2, MANY])
def test_with_the_window_open(report, videos, services, tmp_path, count):
    project, names = tmp_path / "Study", [video.stem for video in videos[:count]]
    what = f"{'two' if count == 2 else count} at once, window open"
    bar = 200 if count == 2 else LIMIT // MB
    with small_computer(report, what, bar) as cell, display() as desktop:
        words = ["--project", project, *videos[:count]]
        with program(cell, {**led_to(services), **desktop}, *words) as process:

            def over() -> bool:
                return process.poll() is not None or finished(project, names)

            eventually(over, "the answers", PATIENCE)
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    done = sum(finished(project, [name]) for name in names)
    report(Figure(f"{what}: finished", f"{done} of {count}", "–", "–", "all", done == count))


@contextmanager
def small_computer(report, what: str, bar: int) -> Iterator[Cell]:
    """A group of 256 MB; what was used in it is reported against `bar` MB."""
    with little_memory(LIMIT) as cell:
        with watched(cell) as seen:
            yield cell
        kills = cell.kills
    peak, size = max(seen) / MB, f"{HOURS} h, {SIZE / 1e9:.1f} GB each"
    report(
        Figure(
            f"memory of the whole tree in 256 MB: {what} ({size})",
            f"{peak:.0f} MB, {kills} kills",
            "–",
            "–",
            f"≤ {bar} MB, 0 kills",
            peak <= bar and not kills,
        )
    )


def program(cell: Cell, environment: Mapping[str, str], *words: object):
    argv = [*SEXTANT, *map(str, words)]
    return started(argv, env={**os.environ, **environment}, preexec_fn=cell.admit)
