from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from sextant.bridge.burst import Outcome
from sextant.ui import habits
from sextant.ui.habits import Habits
from support.bus import bus, desktop
from support.desk import FakeDesk, PatientExtractor
from support.qt import run, until
from support.window import open_window

NOTIFICATIONS = "org.freedesktop.Notifications"
POWER = "org.freedesktop.PowerManagement"
SAVER = "org.freedesktop.ScreenSaver"
UNITY = "com.canonical.Unity.LauncherEntry"


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with bus(monkeypatch):
        yield


@pytest.mark.parametrize("service", [POWER, "org.gnome.SessionManager", SAVER])
def test_the_computer_stays_awake_for_as_long_as_something_is_worked_on(
    qapp: QApplication, tmp_path: Path, session: None, service: str
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.extractor = extractor = PatientExtractor()
        async with desktop(service) as there, open_window(qapp, desk) as window:
            opened = Habits(window, window.controller)
            window.controller.take([desk.file("Board.mp4")])
            await until(lambda: there.calls("Inhibit"))
            (asked,) = there.calls("Inhibit")
            assert asked.interface.startswith(service)
            assert any("working on recordings" in str(word) for word in asked.body)
            assert asked.sender not in there.gone
            extractor.gate.set()
            await until(lambda: asked.sender in there.gone)
            assert not window.controller.runs.in_flight
            opened.close()

    run(qapp, scenario())


def test_the_icon_shows_how_far_the_work_is_and_nothing_afterwards(
    qapp: QApplication, tmp_path: Path, session: None
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with desktop() as there, open_window(qapp, desk) as window:
            opened = Habits(window, window.controller)
            window.controller.take([desk.file("Board.mp4"), desk.file("Pilot.mp4")])
            await until(lambda: there.calls("Update"))
            await until(lambda: not window.controller.runs.in_flight)
            last = there.calls("Update")[-1].sender
            await until(lambda: last in there.gone)
            updates = [heard.body[1] for heard in there.calls("Update")]
            fractions = [seen["progress"][1] for seen in updates if "progress" in seen]
            assert fractions == sorted(fractions)
            assert all(0 <= fraction <= 1 for fraction in fractions)
            assert not updates[-1]["progress-visible"][1]
            opened.close()

    run(qapp, scenario())


def test_the_end_of_long_work_is_told_to_who_looks_elsewhere_and_a_click_comes_back(
    qapp: QApplication, tmp_path: Path, session: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(habits, "LONG", 0.0)

    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with desktop(NOTIFICATIONS) as there, open_window(qapp, desk) as window:
            opened = Habits(window, window.controller)
            window.hide()
            window.controller.take([desk.file("Board & Pilot.mp4")])
            await until(lambda: there.calls("Notify"))
            (told,) = there.calls("Notify")
            assert told.body[3] == "“Board & Pilot.mp4” is ready to read"
            # A row is read from disk first; then there is something to look at.
            await until(window.controller.shelf.model.rowCount)
            for number in (6, 7):  # the first is somebody else's
                await there.send(
                    "/org/freedesktop/Notifications",
                    *(NOTIFICATIONS, "ActionInvoked", "us", number, "default"),
                )
            await until(window.isVisible)
            assert window.library.names == ("Board & Pilot",)
            opened.close()

    run(qapp, scenario())


def test_short_work_and_work_that_was_stopped_are_no_news(
    qapp: QApplication, tmp_path: Path, session: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with desktop(NOTIFICATIONS) as there, open_window(qapp, desk) as window:
            opened = Habits(window, window.controller)
            window.hide()
            ended: list[Outcome] = []
            opened.burst.ended.connect(ended.append)
            window.controller.take([desk.file("Board.mp4")])
            await until(lambda: ended)
            monkeypatch.setattr(habits, "LONG", 0.0)
            desk.extractor = PatientExtractor()
            window.controller.take([desk.file("Pilot.mp4")])
            await until(lambda: window.controller.runs.busy("Pilot"))
            window.controller.runs.cancel("Pilot")
            await until(lambda: len(ended) == 2)
            assert ended[0].done == ("Board",)
            assert (ended[1].done, ended[1].failed) == ((), ())
            assert there.calls("Notify") == []
            opened.close()

    run(qapp, scenario())


def test_a_desktop_without_a_bus_is_left_in_peace(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            opened = Habits(window, window.controller)
            problems: list[object] = []
            window.controller.problem.connect(problems.append)
            ended: list[Outcome] = []
            opened.burst.ended.connect(ended.append)
            window.controller.take([desk.file("Board.mp4")])
            await until(lambda: ended)
            opened.notifications.tell("Done", "All is well")
            await until(lambda: not window.controller.tasks.running("notification"))
            assert problems == []
            opened.close()

    run(qapp, scenario())


def test_what_could_not_be_finished_is_told_first(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            opened = Habits(window, window.controller)
            title, text = opened.words(Outcome(("A", "B"), ("C",), 60.0))
            assert "could not be finished" in title
            assert "2" in text
            title, text = opened.words(Outcome((), ("C",), 60.0))
            assert "1" in title
            assert text
            opened.close()

    run(qapp, scenario())
