"""The first steps, through the window: who is led there, what a test tells, and the way out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from fakes import deepgram, openrouter
from fakes.server import Exchange, Reply
from fakes.services import DEEPGRAM_KEY, OPENROUTER_KEY, FakeServices
from sextant import assembly
from sextant.core.keys import KeyPlace
from sextant.core.ports import Analyst, Transcriber
from sextant.core.settings import Settings, Surroundings
from sextant.ui.first_steps.key_step import KeyStep
from sextant.ui.first_steps.page import FirstSteps
from sextant.ui.main_window import MainWindow
from support.desk import FakeDesk, MemoryKeys
from support.qt import run, until
from support.window import open_window

WELCOME, DEEPGRAM, OPENROUTER = range(3)
ONE = {"deepgram": "key-one"}


class Counter(FakeDesk):
    """A desk whose services are asked over HTTP; their addresses pass for the usual ones."""

    def __init__(self, folder: Path, services: FakeServices, keys: MemoryKeys) -> None:
        super().__init__(folder, keys)
        self.services = services

    def open_services(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, settings: Settings, key_of: Callable[[str], str | None]
    ) -> AbstractAsyncContextManager[tuple[Transcriber, Analyst]]:
        there = msgspec.structs.replace(
            settings,
            deepgram_url=self.services.deepgram_url,
            openrouter_url=self.services.openrouter_url,
        )
        return assembly.open_services(there, key_of)


class Studied(FakeDesk):
    """A desk on a computer that somebody has set up."""

    def __init__(self, folder: Path, settings: Settings, around: Surroundings) -> None:
        super().__init__(folder, MemoryKeys({}))
        self.settings = settings
        self.around = around

    def surroundings(self, settings: Settings) -> Surroundings:
        return self.around


@asynccontextmanager
async def counter(
    app: QApplication, folder: Path, keys: MemoryKeys | None = None
) -> AsyncGenerator[tuple[MainWindow, FakeServices]]:
    """The window before somebody without keys, and the services."""
    with FakeServices() as services:
        desk = Counter(folder, services, keys or MemoryKeys({}))
        async with open_window(app, desk) as window:
            yield window, services


def steps_of(window: MainWindow) -> FirstSteps:
    """The first steps, which are to be seen."""
    assert window.beginning.steps.isVisible()
    return window.beginning.steps


def words_of(part: QWidget) -> str:
    return "\n".join(one.text() for one in part.findChildren(QLabel) if one.isVisible())


def type_key(step: KeyStep, key: str) -> None:
    """As by hand, and Enter."""
    step.field.setFocus()
    QTest.keyClicks(step.field, key)
    QTest.keyClick(step.field, Qt.Key.Key_Return)


# Who is led there


def test_without_keys_and_recordings_the_window_begins_with_the_first_step(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path, MemoryKeys({}))) as window:
            steps = steps_of(window)
            assert steps.step == WELCOME
            assert not window.banner.isVisible()
            assert "Your videos" in words_of(steps.welcome)

    run(qapp, scenario())


@pytest.mark.parametrize(("there", "step"), [("deepgram", OPENROUTER), ("openrouter", DEEPGRAM)])
def test_where_one_key_is_there_the_other_ones_step_comes_first(
    qapp: QApplication, tmp_path: Path, there: str, step: int
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path, MemoryKeys({there: "key"}))) as window:
            assert steps_of(window).step == step
            assert "done" in steps_of(window).head.tabs.accessibleTabName(3 - step)

    run(qapp, scenario())


class InTheEnvironment(MemoryKeys):
    """Keys that variables name."""

    def place(self, service: str) -> KeyPlace:
        return KeyPlace("environment", f"{service.upper()}_API_KEY")


def test_keys_in_the_environment_skip_the_steps(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path, InTheEnvironment())) as window:
            assert window.beginning.empty.isVisible()
            window.menus.first_steps.trigger()
            steps = steps_of(window)
            steps.show_step(DEEPGRAM)
            assert "DEEPGRAM_API_KEY" in words_of(steps.keys["deepgram"])
            assert not steps.keys["deepgram"].field.isVisible()

    run(qapp, scenario())


def test_whoever_has_recordings_sees_them_and_not_the_steps(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            window.controller.take([window.controller.desk.file("Board.mp4")])
            await until(lambda: window.controller.shelf.opened)
            await until(lambda: not window.controller.runs.in_flight)
        async with open_window(qapp, FakeDesk(tmp_path, MemoryKeys({}))) as window:
            assert window.page.isVisible()
            assert window.banner.isVisible()

    run(qapp, scenario())


# What the test of a key tells


async def _no_network(exchange: Exchange) -> None:
    exchange.reset()


@pytest.mark.parametrize(
    ("service", "path", "reply", "told", "tone"),
    [
        ("deepgram", "/v1/auth/token", deepgram.BAD_KEY, "✕ Deepgram refused the key.", "bad"),
        ("deepgram", "/v1/auth/token", _no_network, "nothing is known about the key", "warn"),
        ("deepgram", "/v1/auth/token", deepgram.UNAVAILABLE, "tells nothing about the key", "warn"),
        ("openrouter", "/api/v1/key", openrouter.BAD_KEY, "✕ OpenRouter refused the key.", "bad"),
    ],
)
def test_what_a_test_came_to_is_told_and_only_a_key_that_works_is_kept_by_itself(
    qapp: QApplication,
    tmp_path: Path,
    service: str,
    path: str,
    reply: Reply,
    told: str,
    tone: str,
) -> None:
    async def scenario() -> None:
        keys = MemoryKeys({})
        async with counter(qapp, tmp_path, keys) as (window, services):
            services.routes[path] = reply
            steps = steps_of(window)
            steps.show_step(DEEPGRAM if service == "deepgram" else OPENROUTER)
            step = steps.keys[service]
            type_key(step, "some-key")
            await until(lambda: told in step.verdict.text())
            assert step.verdict.property("tone") == tone
            assert keys.keys == {}
            step.anyway.click()
            await until(lambda: keys.keys == {service: "some-key"})
            await until(lambda: step.settled)
            assert not step.verdict.isVisible()

    run(qapp, scenario())


def test_a_key_that_works_is_kept_and_leads_on(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        keys = MemoryKeys({})
        async with counter(qapp, tmp_path, keys) as (window, _):
            steps = steps_of(window)
            QTest.keyClick(steps.welcome.keys, Qt.Key.Key_Return)
            assert window.focusWidget() is steps.keys["deepgram"].field
            type_key(steps.keys["deepgram"], f" {DEEPGRAM_KEY} ")
            await until(lambda: window.focusWidget() is steps.onward.next)
            assert steps.onward.next.text() == "Continue"
            assert "✓ The key works." in words_of(steps.keys["deepgram"])
            assert "Test Ring" in words_of(steps.keys["deepgram"])
            QTest.keyClick(steps.onward.next, Qt.Key.Key_Return)
            type_key(steps.keys["openrouter"], OPENROUTER_KEY)
            await until(lambda: window.focusWidget() is steps.onward.choose)
            assert "All is ready" in steps.onward.ready.text()
            assert keys.keys == {"deepgram": DEEPGRAM_KEY, "openrouter": OPENROUTER_KEY}
            QTest.keyClick(steps.onward.next, Qt.Key.Key_Return)
            assert window.beginning.empty.isVisible()

    run(qapp, scenario())


def test_a_result_goes_when_the_key_it_belongs_to_is_changed(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with counter(qapp, tmp_path) as (window, _):
            steps = steps_of(window)
            steps.show_step(DEEPGRAM)
            step = steps.keys["deepgram"]
            type_key(step, "wrong")
            await until(lambda: "refused" in step.verdict.text())
            QTest.keyClicks(step.field, "-or-not")
            assert not step.verdict.isVisible()
            assert not step.anyway.isVisible()

    run(qapp, scenario())


def test_a_result_that_comes_after_its_key_was_changed_is_never_shown(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        keys = MemoryKeys({})
        async with counter(qapp, tmp_path, keys) as (window, services):
            here = asyncio.Event()
            loop = asyncio.get_running_loop()

            async def late(exchange: Exchange) -> None:
                loop.call_soon_threadsafe(here.set)
                await exchange.held()
                await exchange.answer(200, {"api_key_id": "…"})

            services.routes["/v1/auth/token"] = late
            steps = steps_of(window)
            steps.show_step(DEEPGRAM)
            step = steps.keys["deepgram"]
            type_key(step, DEEPGRAM_KEY)
            await here.wait()
            QTest.keyClick(step.field, Qt.Key.Key_Backspace)
            assert not step.verdict.isVisible()
            services.released.set()
            await until(lambda: not window.controller.tasks.running("test:deepgram"))
            assert not step.verdict.isVisible()
            assert keys.keys == {}
            services.routes["/v1/auth/token"] = deepgram.BAD_KEY
            QTest.keyClick(step.field, Qt.Key.Key_Return)
            await until(lambda: "refused" in step.verdict.text())

    run(qapp, scenario())


def test_a_result_goes_when_the_kept_key_becomes_another_one(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with counter(qapp, tmp_path, MemoryKeys({"deepgram": DEEPGRAM_KEY})) as (window, _):
            steps = steps_of(window)
            steps.show_step(DEEPGRAM)
            step = steps.keys["deepgram"]
            step.test.click()
            await until(lambda: "works" in step.verdict.text())
            window.controller.keys.put("deepgram", "another")
            await until(lambda: not step.verdict.isVisible())

    run(qapp, scenario())


# Keyrings


def test_a_keyring_that_does_not_open_is_told_and_asked_again(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        keys = MemoryKeys(ONE, closed=True)
        async with counter(qapp, tmp_path, keys) as (window, _):
            steps = steps_of(window)
            steps.show_step(DEEPGRAM)
            step = steps.keys["deepgram"]
            assert "(Test Ring) did not open" in step.place.words
            steps.show_step(OPENROUTER)
            type_key(steps.keys["openrouter"], OPENROUTER_KEY)
            await until(lambda: "for this run only" in steps.keys["openrouter"].place.words)
            keys.closed = False
            steps.keys["openrouter"].place.again.click()
            await until(lambda: not window.controller.keys.missing)
            assert "Kept in the system's keyring" in steps.keys["openrouter"].place.words
            assert "Kept in the system's keyring" in step.place.words

    run(qapp, scenario())


def test_where_there_is_no_keyring_that_is_said_before_a_key_is_given(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path, MemoryKeys({}, ring=False))) as window:
            steps = steps_of(window)
            steps.show_step(DEEPGRAM)
            assert "offers no keyring" in words_of(steps.keys["deepgram"])

    run(qapp, scenario())


# The way out, and files that come meanwhile


def test_escape_leaves_and_the_menu_leads_back(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path, MemoryKeys({}))) as window:
            steps_of(window).show_step(DEEPGRAM)
            QTest.keyClick(steps_of(window).keys["deepgram"].field, Qt.Key.Key_Escape)
            assert window.beginning.empty.isVisible()
            assert window.banner.isVisible()
            window.menus.first_steps.trigger()
            assert steps_of(window).step == WELCOME
            assert not window.banner.isVisible()

    run(qapp, scenario())


def test_a_step_can_be_passed_over_and_what_is_missing_is_said_at_the_end(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with counter(qapp, tmp_path) as (window, _):
            steps = steps_of(window)
            steps.show_step(DEEPGRAM)
            assert steps.onward.next.text() == "Skip this step"
            steps.onward.next.click()
            type_key(steps.keys["openrouter"], OPENROUTER_KEY)
            await until(lambda: "Deepgram is still missing" in steps.onward.ready.text())
            steps.onward.back.click()
            assert steps.step == DEEPGRAM

    run(qapp, scenario())


def test_a_file_dropped_on_the_steps_waits_is_named_with_what_is_missing_and_then_begins(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with counter(qapp, tmp_path) as (window, services):
            steps = steps_of(window)
            window.controller.take([window.controller.desk.file("Board.mp4")])
            assert steps.step == DEEPGRAM
            assert "“Board.mp4”" in steps.head.waiting.text()
            assert "keys for Deepgram and OpenRouter" in steps.head.waiting.text()
            type_key(steps.keys["deepgram"], DEEPGRAM_KEY)
            await until(lambda: "key for OpenRouter" in steps.head.waiting.text())
            assert window.controller.waiting
            steps.onward.next.click()
            type_key(steps.keys["openrouter"], OPENROUTER_KEY)
            await until(window.page.isVisible)
            assert not window.controller.waiting
            await until(lambda: not window.controller.runs.in_flight)
            assert not services.asked

    run(qapp, scenario())


def test_practice_is_one_click_and_shows_the_sample(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path, MemoryKeys({}))
        async with open_window(qapp, desk) as window:
            steps_of(window).welcome.practise.click()
            assert not window.beginning.steps.welcome.practise.isEnabled()
            await until(window.page.isVisible)
            await until(lambda: not window.controller.runs.in_flight)
            assert desk.opened == [True]
            window.standing.show()
            assert window.banner.isVisible()
            window.menus.first_steps.trigger()
            assert steps_of(window).welcome.practise.isEnabled()
            steps_of(window).head.close_link.click()
            assert window.page.isVisible()

    run(qapp, scenario())


def test_the_sample_is_shown_when_it_was_there_already(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path, MemoryKeys({}))) as window:
            steps_of(window).welcome.practise.click()
            await until(window.page.isVisible)
            await until(lambda: not window.controller.runs.in_flight)
            window.menus.first_steps.trigger()
            steps_of(window).welcome.practise.click()
            await until(window.page.isVisible)
            await until(lambda: not window.controller.runs.in_flight)

    run(qapp, scenario())


# Computers that somebody has set up


def test_what_a_study_has_chosen_is_told_and_followed(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        settings = Settings(
            deepgram_url="https://api.eu.deepgram.com", openrouter_url="http://localhost:11434/v1"
        )
        around = Surroundings(study="Harbour study", locked=("deepgram_url",))
        async with open_window(qapp, Studied(tmp_path, settings, around)) as window:
            assert window.controller.keys.missing == ("deepgram",)
            steps = steps_of(window)
            assert steps.step == DEEPGRAM
            words = words_of(steps.keys["deepgram"])
            assert "Its address is api.eu.deepgram.com, chosen by Harbour study." in words
            steps.show_step(OPENROUTER)
            words = words_of(steps.keys["openrouter"])
            assert "Its address is localhost, by your settings." in words
            assert "No key is needed" in words
            steps.show_step(WELCOME)
            words = words_of(steps.welcome)
            assert "goes to localhost" in words
            assert "Harbour study has set up Sextant" in words

    run(qapp, scenario())


# By keyboard, and for screen readers


@pytest.mark.parametrize("step", [WELCOME, DEEPGRAM, OPENROUTER])
def test_tab_goes_through_all_controls_of_a_step_from_above_to_below_and_each_has_a_name(
    qapp: QApplication, tmp_path: Path, step: int
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path, MemoryKeys({}))) as window:
            steps = steps_of(window)
            steps.show_step(step)
            window.activateWindow()
            steps.head.tabs.setFocus()
            way: list[QWidget] = []
            here: QWidget | None = steps.head.tabs
            while here is not None and steps.isAncestorOf(here) and here not in way:
                way.append(here)
                assert here.accessibleName(), here
                QTest.keyClick(here, Qt.Key.Key_Tab)
                here = window.focusWidget()
            wanted = {
                WELCOME: [steps.head.close_link, steps.welcome.keys, steps.welcome.practise],
                DEEPGRAM: _controls(steps, "deepgram"),
                OPENROUTER: _controls(steps, "openrouter"),
            }
            assert way == [steps.head.tabs, *wanted[step]]

    run(qapp, scenario())


def _controls(steps: FirstSteps, service: str) -> list[QWidget]:
    step = steps.keys[service]
    return [steps.head.close_link, step.made_at, step.field, steps.onward.back, steps.onward.next]
