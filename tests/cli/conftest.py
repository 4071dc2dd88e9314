"""One recording of nine seconds, taken through practice once; tests look at copies of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.media import ffmpeg
from support.sample import VIDEO
from support.terminal import Said, home, sextant


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's first turn, as a video of its own."""
    path = tmp_path_factory.mktemp("clip") / "Opening words.mp4"
    ffmpeg("-i", VIDEO, "-t", "9", "-c", "copy", path)
    return path


@pytest.fixture(scope="session")
def worked(clip: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """A project with the clip in it, and what the run said. Not to be changed."""
    folder = tmp_path_factory.mktemp("worked")
    project = folder / "Client interviews"
    words = ("analyze", clip, "--project", project, "--practice", "--json")
    return project, sextant(*words, env=home(folder / "home"))


@pytest.fixture
def project(worked: tuple[Path, Said], tmp_path: Path) -> Path:
    """A project of the test's own with the clip, all done."""
    return Path(shutil.copytree(worked[0], tmp_path / "Client interviews"))
