"""Starts after something went wrong: the crash is told, settings are kept aside, nothing runs."""

from __future__ import annotations

import signal
import subprocess

import pytest

from fakes.services import FakeServices
from sextant.storage.logs import log_folder
from sextant.storage.settings_file import settings_path
from support.desktop import display, eventually, find_window
from support.program import clip, program
from support.terminal import led_to

LEAVING = 60
CRASH = 'Fatal Python error: Segmentation fault\n\n  File "/home/anna/x.py", line 1 in paint\n'


@pytest.fixture(scope="module")
def desktop():
    with display() as environment:
        yield environment


def test_the_start_after_a_crash_tells_of_it_and_sends_nothing_by_itself(desktop, tmp_path):
    """Not even for files that were given: after two starts that did not come up, nothing runs."""
    log_folder().mkdir(parents=True)
    (log_folder() / "crash.txt").write_text(CRASH)
    (log_folder() / "starts").write_text("..")
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text("{ torn")
    with FakeServices() as fake:
        environment = {**desktop, **led_to(fake)}
        with program(environment, clip(tmp_path / "Board.mp4")) as window:
            seen(desktop, "Sextant safe start")
            window.send_signal(signal.SIGTERM)
            assert window.wait(LEAVING) == 0
        assert [e for e in fake.exchanges if e.method == "POST"] == []
    assert settings_path().with_name("settings.json.damaged-1").read_text() == "{ torn"
    assert (log_folder() / "crash-before.txt").read_text() == CRASH
    assert not (log_folder() / "starts").exists()
    assert not (log_folder() / "crash.txt").exists()


def test_what_was_cut_off_is_offered_and_does_not_start_by_itself(desktop, tmp_path):
    """However often the program is started again."""
    project = tmp_path / "Study"
    with FakeServices() as fake:
        fake.question("", hold, hold, hold)
        environment = {**desktop, **led_to(fake)}
        with program(environment, "--project", project, clip(tmp_path / "Cut.mp4")) as window:
            eventually(lambda: len(fake.asked) == 3, "three questions under way")
            window.kill()
            window.wait()
        sent = len(fake.exchanges)
        for _ in range(2):
            with program(environment, "--project", project) as window:
                seen(desktop, "Study")
                window.send_signal(signal.SIGTERM)
                assert window.wait(LEAVING) == 0
        assert [e for e in fake.exchanges[sent:] if e.method == "POST"] == []


def seen(desktop, title):
    """Wait for a window, though the one of the same title before it may just be going."""

    def found():
        try:
            return find_window(desktop, title)
        except subprocess.CalledProcessError:
            return ""

    eventually(found, f"the window “{title}”")


async def hold(exchange):
    await exchange.read()
    await exchange.silence()
