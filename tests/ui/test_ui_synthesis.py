"""The seventh answer in the window: offered once the six are there, its cost told, then read."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from sextant.core.errors import RateLimited
from sextant.core.evidence import Status
from sextant.storage.library import FolderLibrary
from sextant.ui.answers_bar import Tab
from sextant.ui.main_window import MainWindow
from sextant.ui.model_chooser import ModelChooser
from sextant.ui.synthesis_page import SynthesisPage
from support.board import BRIEF, GPT, TEXTS, meeting
from support.desk import FakeDesk, PatientAnalyst
from support.qt import run, until
from support.window import open_window

TOLD = "All say March [00:12:31]: “The vendor cannot deliver before February” [00:12:31]. "


@asynccontextmanager
async def the_page(
    app: QApplication, tmp_path: Path, missing: set[tuple[str, str]] | None = None
) -> AsyncGenerator[tuple[MainWindow, SynthesisPage, FakeDesk]]:
    """The board meeting with its answers, and the page of what brings them together."""
    texts = {key: text for key, text in TEXTS.items() if key not in (missing or ())}
    meeting(tmp_path / "project", texts, grid=TEXTS)
    desk = FakeDesk(tmp_path)
    desk.analyst = PatientAnalyst(TOLD, "“Nobody said a word of this at all” [00:13:05].")
    async with open_window(app, desk) as window:
        answers = window.page.answers
        answers.show_tab(Tab.SYNTHESIS)
        await until(lambda: any(cell.answer for cell in answers.cells))
        yield window, answers.synthesis, desk


async def question_about(window: MainWindow, page: SynthesisPage, model: str) -> QMessageBox:
    """Press the button, choose a model, and see what it would cost."""
    QTest.mouseClick(page.button, Qt.MouseButton.LeftButton)
    (chooser,) = window.findChildren(ModelChooser)
    await until(lambda: chooser.list.model().rowCount())
    QTest.keyClicks(chooser.search, model)
    QTest.keyClick(chooser.search, Qt.Key.Key_Return)
    await until(lambda: window.findChildren(QMessageBox))
    return window.findChildren(QMessageBox)[-1]


def press(box: QMessageBox, role: QMessageBox.ButtonRole) -> None:
    (button,) = [one for one in box.findChildren(QPushButton) if box.buttonRole(one) is role]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_is_offered_once_no_answer_is_missing(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with the_page(qapp, tmp_path, {(BRIEF, GPT)}) as (window, page, desk):
            assert not page.button.isVisibleTo(page)
            assert "1 is still missing" in page.note.text()
            desk.analyst.gate.set()
            window.controller.resume(["Q3 board meeting"])
            await until(lambda: page.button.isVisibleTo(page) and page.button.isEnabled())
            assert len(page.sources) == 6

    run(qapp, scenario())


def test_a_hidden_answer_is_neither_waited_for_nor_brought_in(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_page(qapp, tmp_path, {(BRIEF, GPT)}) as (window, page, _):
            cell = window.page.answers.cell(BRIEF, GPT)
            assert cell is not None
            cell.actions_.hide.trigger()
            await until(lambda: page.button.isVisibleTo(page))
            assert len(page.sources) == 5

    run(qapp, scenario())


def test_its_cost_is_told_and_without_a_yes_nothing_is_asked(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_page(qapp, tmp_path) as (window, page, desk):
            box = await question_about(window, page, "gpt")
            assert "bring 6 answers together" in box.text()
            assert "$" in box.informativeText()
            assert "no more than" in box.informativeText()
            press(box, QMessageBox.ButtonRole.RejectRole)
            assert not page.cell.isVisibleTo(page)
            assert not window.controller.runs.in_flight
            assert desk.analyst.bodies == []

    run(qapp, scenario())


def test_it_is_written_checked_and_kept_beside_the_six(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with the_page(qapp, tmp_path) as (window, page, desk):
            moments = window.page.answers.agreement.moments
            press(await question_about(window, page, "gpt"), QMessageBox.ButtonRole.AcceptRole)
            await until(lambda: page.cell.text.startswith("All say March"))
            assert not page.button.isEnabled()
            desk.analyst.gate.set()
            await until(lambda: page.cell.answer is not None and page.versions.count() == 1)
            statuses = [one.status for one in page.cell.evidence.quotations]
            assert statuses == [Status.FOUND, Status.MISSING]
            assert "✓" in page.cell.text
            assert "×" in page.cell.text
            assert window.page.answers.agreement.moments == moments
            (folder,) = FolderLibrary.load(tmp_path / "project").recordings()
            (saved,) = folder.syntheses()
            assert len(saved.sources) == 6
            await until(page.button.isEnabled)
            box = await question_about(window, page, "gpt")
            assert "Asking again costs once more" in box.informativeText()
            press(box, QMessageBox.ButtonRole.RejectRole)

    run(qapp, scenario())


def test_one_that_fails_says_why_and_can_be_asked_again(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with the_page(qapp, tmp_path) as (window, page, desk):
            desk.analyst.refused[GPT] = RateLimited(service="OpenRouter", retry_after=600)
            press(await question_about(window, page, "gpt"), QMessageBox.ButtonRole.AcceptRole)
            await until(lambda: page.cell.state and page.cell.state.problem)
            page.stop_asked.emit()
            await until(lambda: not window.controller.runs.in_flight)
            await until(page.button.isEnabled)

    run(qapp, scenario())


def test_whoever_reads_blind_does_not_see_it(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with the_page(qapp, tmp_path) as (window, page, _):
            window.page.answers.bar.blind.trigger()
            assert not page.isVisibleTo(window)
            window.page.answers.bar.blind.trigger()
            window.page.answers.show_tab(Tab.SYNTHESIS)
            assert page.isVisibleTo(window)

    run(qapp, scenario())
