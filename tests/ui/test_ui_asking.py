"""One answer stopped, asked again, or given by another model, by what a person clicks."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sextant.core.errors import RateLimited
from sextant.core.events import State
from sextant.ui.answer_cell import AnswerCell
from sextant.ui.main_window import MainWindow
from sextant.ui.model_chooser import ModelChooser
from support.board import BRIEF, CLAUDE, CRITICAL, GEMINI, GPT, TEXTS, meeting
from support.desk import FakeDesk, PatientAnalyst
from support.qt import run, until
from support.scripted import priced
from support.window import open_window

OTHER = "mistralai/mistral-large"


@asynccontextmanager
async def a_window_with(
    app: QApplication, tmp_path: Path, missing: set[tuple[str, str]]
) -> AsyncGenerator[tuple[MainWindow, FakeDesk]]:
    """The board meeting, some of whose answers are still to be asked for."""
    texts = {key: text for key, text in TEXTS.items() if key not in missing}
    folder = meeting(tmp_path / "project", texts, grid=TEXTS)
    assert len(folder.analyses()) == len(texts)
    desk = FakeDesk(tmp_path)
    desk.analyst = PatientAnalyst("First ", "and last.")
    desk.analyst.catalogue = [*desk.analyst.catalogue, priced(OTHER)]
    async with open_window(app, desk) as window:
        await until(lambda: any(one.answer for one in window.page.answers.cells))
        yield window, desk


def cell(window: MainWindow, prompt: str, model: str) -> AnswerCell:
    found = window.page.answers.cell(prompt, model)
    assert found is not None
    return found


def state(one: AnswerCell) -> State:
    assert one.state is not None
    return one.state.state


def test_one_answer_is_stopped_and_the_other_goes_on(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        missing = {(BRIEF, GPT), (BRIEF, GEMINI)}
        async with a_window_with(qapp, tmp_path, missing) as (window, desk):
            window.controller.resume(["Q3 board meeting"])
            one, other = cell(window, BRIEF, GPT), cell(window, BRIEF, GEMINI)
            await until(lambda: one.text == other.text == "First ")
            one.actions_.stop.trigger()
            await until(lambda: state(one) is State.FAILED)
            assert state(other) is State.RUNNING
            desk.analyst.gate.set()
            await until(lambda: state(other) is State.DONE)
            await until(lambda: one.head.facts.text() == "cut short")  # once the files are read
            assert one.text.startswith("First")
            await until(lambda: other.text == "First and last.")

    run(qapp, scenario())


def test_a_failed_answer_is_asked_again_while_another_is_being_written(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        missing = {(BRIEF, GPT), (BRIEF, GEMINI)}
        async with a_window_with(qapp, tmp_path, missing) as (window, desk):
            desk.analyst.refused[GPT] = RateLimited(service="OpenRouter", retry_after=600)
            window.controller.resume(["Q3 board meeting"])
            one, other = cell(window, BRIEF, GPT), cell(window, BRIEF, GEMINI)
            await until(lambda: state(one) is State.FAILED and other.text == "First ")
            desk.analyst.refused.clear()
            one.actions_.again.trigger()
            await until(lambda: one.text == "First ")
            assert state(other) is State.RUNNING
            desk.analyst.gate.set()
            await until(lambda: state(one) is state(other) is State.DONE)

    run(qapp, scenario())


def test_another_model_is_chosen_from_the_live_list_with_its_price(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with a_window_with(qapp, tmp_path, set()) as (window, desk):
            one = cell(window, CRITICAL, GPT)
            one.actions_.other.trigger()
            (chooser,) = window.findChildren(ModelChooser)
            await until(chooser.list.model().rowCount)
            assert chooser.list.model().rowCount() == 1  # the grid's three answer already
            assert "$0." in chooser.list.model().index(0, 2).data()
            QTest.keyClicks(chooser.search, "mistral")
            assert chooser.choice == OTHER
            desk.analyst.gate.set()
            QTest.keyClick(chooser.search, Qt.Key.Key_Return)
            one = cell(window, CRITICAL, GPT)
            await until(lambda: one.answer and one.answer.key.model == OTHER)
            assert one.text == "First and last."
            assert len(window.page.answers.cells.ids) == 6

    run(qapp, scenario())


def test_the_first_model_comes_back_at_no_cost(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with a_window_with(qapp, tmp_path, set()) as (window, desk):
            desk.analyst.gate.set()
            answers, pane = window.controller.answers, window.page.answers
            one = cell(window, CRITICAL, GPT)
            assert one.state is not None
            answers.use_model("Q3 board meeting", one.state.id, OTHER)
            await until(lambda: one.answer and one.answer.key.model == OTHER)
            asked = len(desk.analyst.began)
            answers.use_model("Q3 board meeting", one.state.id, GPT)
            await until(lambda: one.answer and one.answer.key.model == GPT)
            assert len(desk.analyst.began) == asked
            assert pane.cell(CRITICAL, GPT) is one

    run(qapp, scenario())


def test_a_question_for_a_busy_recording_is_asked_once_when_it_is_free(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        missing = {(BRIEF, GPT)}
        async with a_window_with(qapp, tmp_path, missing) as (window, desk):
            controller = window.controller
            desk.analyst.gate.set()
            one = cell(window, BRIEF, GPT)
            assert one.state is not None
            controller.resume(["Q3 board meeting"])
            await until(lambda: controller.runs.busy("Q3 board meeting"))
            controller.answers.ask("Q3 board meeting", one.state.id)
            await until(lambda: state(one) is State.DONE)
            await until(lambda: not controller.runs.in_flight)
            assert len(desk.analyst.began) <= 2
            assert state(cell(window, BRIEF, CLAUDE)) is State.DONE

    run(qapp, scenario())
