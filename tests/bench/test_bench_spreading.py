"""docs/spreading.md as it is written there: two Dask workers, one project, nothing paid for twice.

Dask is in an environment of its own, whose Python ``SEXTANT_DASK`` names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from fakes.services import CHAT, LISTEN
from sextant.core.bookkeeping import DEEPGRAM
from sextant.storage.library import FolderLibrary
from support.figures import Figure, seconds, timed
from support.media import make_video
from support.paced import PacedServices
from support.terminal import led_to

SCRIPT = Path(__file__).parents[2] / "scripts" / "spread.py"
COUNT = 6


def test_two_workers_write_into_one_project(report, tmp_path):
    dask = os.environ.get("SEXTANT_DASK")
    if not dask:
        pytest.skip("SEXTANT_DASK names no Python with Dask")
    project, first = tmp_path / "Study", make_video(tmp_path / "first.mp4", seconds=2)
    videos = [tmp_path / f"Interview {number}.mp4" for number in range(COUNT)]
    for video in videos:
        shutil.copyfile(first, video)
        with video.open("ab") as file:
            file.write((16).to_bytes(4, "big") + b"free" + os.urandom(8))
    with PacedServices(hours=0.2, tokens=100, thinking=0.2, hearing=0.3) as services:
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, **led_to(services), "PATH": path}
        given = [*map(str, videos), str(videos[0])]  # the last one is with another worker already
        argv = [dask, str(SCRIPT), str(project), *given]
        took = timed(lambda: subprocess.run(argv, env=environment, check=False))
        uploads, asked = len(services.received(LISTEN)), len(services.received(CHAT))
    folders = FolderLibrary.load(project).recordings()
    paid = [[e for e in f.ledger() if e.event == "settled"] for f in folders]
    assert len(folders) == COUNT
    assert all(len(folder.analyses()) == 6 for folder in folders)
    assert all(sum(e.service == DEEPGRAM for e in entries) == 1 for entries in paid)
    assert all(len(entries) == 7 for entries in paid)
    report(
        Figure(
            f"{COUNT} recordings and one of them again, on two Dask workers",
            f"{uploads} uploads, {asked} questions, {seconds(took)}",
            "–",
            "–",
            f"{COUNT} uploads, {COUNT * 6} questions",
            (uploads, asked) == (COUNT, COUNT * 6),
        )
    )
