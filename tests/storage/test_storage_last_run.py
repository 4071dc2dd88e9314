"""What a crash leaves, told at the next start; and starts that do not come up."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sextant.storage.last_run import Starts, last_words

CRASH = """
import sys, ctypes, pathlib
from sextant.storage.last_run import last_words
with last_words(pathlib.Path(sys.argv[1])):
    ctypes.string_at(0)
"""


@pytest.mark.logs_warnings
@pytest.mark.skipif(sys.platform == "win32", reason="a crash has another name there")
def test_a_native_crash_is_told_once_at_the_next_start(tmp_path: Path) -> None:
    argv = [sys.executable, "-c", CRASH, str(tmp_path)]
    assert subprocess.run(argv, check=False).returncode == -signal.SIGSEGV
    with last_words(tmp_path) as told:
        assert "Segmentation fault" in told
        assert "ctypes/__init__.py" in told
        assert sys.prefix not in told
    with last_words(tmp_path) as told:
        assert told == ""
    assert [path.name for path in tmp_path.iterdir()] == ["crash-before.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
def test_a_run_that_was_killed_is_no_crash(tmp_path: Path) -> None:
    code = CRASH.replace("ctypes.string_at(0)", "import os; os.kill(os.getpid(), 9)")
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    with last_words(tmp_path) as told:
        assert told == ""


@pytest.mark.logs_warnings
def test_no_room_for_last_words_stops_no_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with last_words(tmp_path / "file") as told:
        assert told == ""
    assert not Starts(tmp_path / "file").begin()


def test_the_third_start_after_two_that_did_not_come_up_is_a_safe_one(tmp_path: Path) -> None:
    starts = Starts(tmp_path)
    assert [starts.begin() for _ in range(4)] == [False, False, True, True]
    starts.came_up()
    assert not starts.begin()
