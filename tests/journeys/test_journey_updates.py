"""The program at its start: whether there is a newer version is asked when told to, else never."""

from __future__ import annotations

import signal

import pytest

from fakes.server import Server
from sextant.core.settings import Settings
from sextant.storage import settings_file
from support.desktop import display, eventually, find_window
from support.program import program

LEAVING = 60


@pytest.fixture(scope="module")
def desktop():
    with display() as environment:
        yield environment


@pytest.mark.parametrize("wanted", [False, True], ids=["as it comes", "wanted"])
def test_a_newer_version_is_asked_for_only_where_a_person_wants_it(desktop, tmp_path, wanted):
    with Server() as announcing:
        announcing.reply = no_announcement
        url = f"http://127.0.0.1:{announcing.port}/latest"
        settings_file.save(Settings(look_for_updates=wanted, updates_url=url))
        with program(desktop, "--project", tmp_path / "Study") as window:
            eventually(lambda: find_window(desktop, "Study"), "the window")
            if wanted:
                eventually(lambda: announcing.exchanges, "the question")
            window.send_signal(signal.SIGTERM)
            assert window.wait(LEAVING) == 0
        assert [e.target for e in announcing.exchanges] == (["/latest"] if wanted else [])


async def no_announcement(exchange):
    await exchange.answer(500, b"<html>")
