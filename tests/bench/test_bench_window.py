"""How soon the window is there, against an empty one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sextant.storage.logs import log_folder
from support.desktop import display, started
from support.figures import alternating, ratio_figure
from support.many import large_project

BARE = Path(__file__).with_name("bare_window.py")


def until_seen(environment: dict[str, str], title: str, *words: object) -> None:
    """Start Python with `words` and look again and again until the window is on the screen.

    A start that was ended before it was through is forgotten: the third would be a safe one.
    """
    (log_folder() / "starts").unlink(missing_ok=True)
    everything = {**os.environ, **environment}
    look = ["xdotool", "search", "--onlyvisible", "--name", title]
    with started([sys.executable, *map(str, words)], env=everything) as process:
        while subprocess.run(look, env=everything, capture_output=True, check=False).returncode:
            assert process.poll() is None, "it ended before its window came"


@pytest.mark.parametrize("count", [1, 1000])
def test_start(report, tmp_path, count):
    project = tmp_path / "Study"
    large_project(project, count)
    recordings = f"{count} recording{'s' * (count > 1)}"
    with display() as environment:
        for what, title, bar in (
            ("start to visible window", "Sextant", 1.5),
            ("start to window with its project open", "Study", None),
        ):
            measured = alternating(
                lambda title=title: until_seen(
                    environment, title, "-m", "sextant", "--project", project
                ),
                lambda: until_seen(environment, "bare window", BARE),
            )
            baseline = "bare PySide6 window"
            report(ratio_figure(f"{what}, {recordings}", *measured, bar=bar, baseline=baseline))
