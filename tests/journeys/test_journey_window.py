"""The main job as a person does it: a real window, a real hand, real files, real HTTP."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support.desktop import display, drag, eventually, find_window, screenshot, started, xdotool
from support.program import choose_their_models, clip, finished, local_services, program

SOURCE = Path(__file__).with_name("drag_source.py")
LEAVING = 60
"""Seconds within which the program must have ended. It takes a fraction of one."""


@pytest.fixture(scope="module")
def desktop():
    with display() as environment:
        yield environment


@pytest.fixture(scope="module")
def own_server():
    with local_services() as environment:
        yield environment


@pytest.fixture
def services(own_server):
    choose_their_models()
    return own_server


def leavings(project: Path) -> list[str]:
    return [path.name for path in project.rglob("*.part")]


def test_videos_dragged_from_another_program_become_six_answers_each(desktop, services, tmp_path):
    project = tmp_path / "Client interviews"
    first = clip(tmp_path / "héllo wörld.mp4")
    second = clip(tmp_path / "Zweites Gespräch.mp4", start=10)
    names = [first.stem, second.stem]
    with program({**desktop, **services}, "--project", project) as window:
        target = find_window(desktop, "Client interviews")
        argv = [sys.executable, str(SOURCE), "1250", "780", str(first), str(second)]
        with started(argv, env={**os.environ, **desktop}):
            drag(desktop, find_window(desktop, "drag source"), target, (700, 400))
            # What is dropped is asked of its source: it must outlive the drop.
            eventually(lambda: finished(project, names), "six answers for each video")
        shot = screenshot(desktop, tmp_path / "window.png")
        window.send_signal(signal.SIGTERM)
        assert window.wait(LEAVING) == 0
    assert shot.stat().st_size > 20_000
    assert leavings(project) == []
    for name in names:
        sent = [p.name for p in (project / name).glob("audio.*")]
        assert sent == ["audio.m4a"]


def test_files_given_on_the_command_line_start_at_once_and_ctrl_q_ends_it(
    desktop, services, tmp_path
):
    project = tmp_path / "Study"
    video = clip(tmp_path / "-dash & quote's.mp4")
    with program({**desktop, **services}, "--project", project, "--", video) as window:
        target = find_window(desktop, "Study")
        eventually(lambda: list(project.glob("*/report.html")), "the report")
        xdotool(desktop, "windowactivate", "--sync", target)

        def ended() -> bool:
            """Work that is just ending may make it ask; the answer is to stay, and to try again."""
            if window.poll() is None:
                xdotool(desktop, "key", "Escape", "key", "--clearmodifiers", "ctrl+q")
            return window.poll() is not None

        eventually(ended, "the end of the program", LEAVING)
        assert window.returncode == 0
    (report,) = project.glob("*/report.html")
    assert len(list((report.parent / "analyses").glob("*.md"))) == 6


def test_a_second_start_hands_its_files_to_the_open_window(desktop, services, tmp_path):
    project = tmp_path / "Study"
    environment = {**desktop, **services}
    video = clip(tmp_path / "Later.mp4")
    with program(environment, "--project", project) as window:
        find_window(desktop, "Study")
        with program(environment, video) as second:
            assert second.wait(LEAVING) == 0
        eventually(lambda: finished(project, ["Later"]), "the answers of the file handed over")
        window.terminate()
        assert window.wait(LEAVING) == 0


def test_work_cut_off_in_the_window_is_finished_by_the_terminal_and_nothing_asked_twice(
    desktop, services, tmp_path
):
    project = tmp_path / "Study"
    environment = {**desktop, **services}
    video = clip(tmp_path / "Cut off.mp4", seconds=20)
    with program(environment, "--project", project, video) as window:
        eventually(lambda: list(project.glob("*/requests.jsonl")), "the first paid request")
        window.kill()
        window.wait()
    done_before = len(list(project.glob("*/analyses/*.md")))
    transcribed_before = len(list(project.glob("*/transcript.deepgram.json")))
    with program(environment, "resume", "--project", project) as terminal:
        assert terminal.wait(60) == 0
    assert finished(project, ["Cut off"])
    assert leavings(project) == []
    ledger = (project / "Cut off" / "requests.jsonl").read_text()
    sent = [line for line in ledger.splitlines() if '"event":"sent"' in line]
    uploads = sum('"service":"deepgram"' in line for line in sent)
    assert uploads == 2 - transcribed_before
    assert len(sent) - uploads <= 12 - done_before


def test_without_keys_the_window_says_so_and_practises_on_one_click(desktop, tmp_path):
    project = tmp_path / "First steps"
    with program(desktop, "demo", "--project", project) as window:
        find_window(desktop, "First steps")
        eventually(lambda: list(project.glob("*/report.html")), "the sample's report", 120)
        window.terminate()
        assert window.wait(LEAVING) == 0
    (report,) = project.glob("*/report.html")
    assert "not AI" in report.read_text()


def test_sigterm_in_the_middle_of_work_leaves_no_process_and_nothing_torn(
    desktop, services, tmp_path
):
    project = tmp_path / "Study"
    video = clip(tmp_path / "Long.mp4", seconds=60)
    with program({**desktop, **services}, "--project", project, video) as window:
        eventually(lambda: list(project.glob("*/audio.m4a")), "the audio")
        window.send_signal(signal.SIGTERM)
        assert window.wait(LEAVING) == 0
    assert [p for p in project.rglob("*.part") if not p.name.endswith(".md.part")] == []
    listing = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert str(project) not in listing.stdout
