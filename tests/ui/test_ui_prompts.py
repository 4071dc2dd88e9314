"""The prompts page: built-in ones stay, duplicates are edited, what is asked is the project's."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from sextant.ui.main_window import MainWindow
from sextant.ui.settings.prompts_page import PromptsPage
from support.desk import FakeDesk
from support.qt import run, until
from support.window import open_window


@asynccontextmanager
async def prompts_open(
    qapp: QApplication, folder: Path
) -> AsyncGenerator[tuple[MainWindow, PromptsPage]]:
    async with open_window(qapp, FakeDesk(folder)) as window:
        dialog = window.show_settings()
        (page,) = (page for page in dialog.pages if isinstance(page, PromptsPage))
        dialog.show_page(page)
        await until(lambda: page.list.count() == 2)
        yield window, page


def note(page: PromptsPage) -> str:
    return page.editor.note.text()


async def duplicated(page: PromptsPage) -> None:
    page.duplicate.click()
    await until(lambda: page.editor.title.text() == "Brief (copy)")


def test_a_built_in_prompt_is_read_only_and_its_duplicate_is_not(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with prompts_open(qapp, tmp_path) as (window, page):
            assert page.editor.text.isReadOnly()
            assert "Duplicate it" in note(page)
            await duplicated(page)
            assert not page.editor.text.isReadOnly()
            page.editor.text.setPlainText("List the risks.")
            page.editor.save.click()
            file = window.controller.library.path / "prompts" / "brief-2.md"
            await until(lambda: "List the risks." in file.read_text())
            await until(page.earlier.isEnabled)

    run(qapp, scenario())


def test_a_variable_that_stands_for_nothing_is_not_saved(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with prompts_open(qapp, tmp_path) as (_, page):
            await duplicated(page)
            page.editor.text.setPlainText("Ask {{speeker}}.")
            assert not page.editor.save.isEnabled()
            assert "Did you mean {{speakers}}?" in note(page)
            page.editor.text.setPlainText("Ask {{speakers}}.")
            assert page.editor.save.isEnabled()

    run(qapp, scenario())


def test_what_was_written_is_not_lost_by_looking_at_another_prompt(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with prompts_open(qapp, tmp_path) as (window, page):
            await duplicated(page)
            page.editor.text.setPlainText("Half a thought.")
            page.list.setCurrentRow(0)
            file = window.controller.library.path / "prompts" / "brief-2.md"
            await until(lambda: "Half a thought." in file.read_text())

    run(qapp, scenario())


def test_ticked_prompts_are_asked_of_new_recordings_and_one_always_stays(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with prompts_open(qapp, tmp_path) as (window, page):
            library = window.controller.library
            page.list.item(0).setCheckState(Qt.CheckState.Unchecked)
            page.list.item(1).setCheckState(Qt.CheckState.Unchecked)
            assert "At least one" in note(page)
            assert page.list.item(1).checkState() is Qt.CheckState.Checked
            await until(lambda: library.project().prompts == ("critical",))
            window.controller.take([window.controller.desk.file("One.mp4")])
            states = window.controller.shelf.model.states
            await until(lambda: states() and states()[0].finished)
            assert {cell.prompt for cell in states()[0].cells} == {"critical"}

    run(qapp, scenario())


def test_the_preview_shows_the_open_transcript_with_the_facts_in_place(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with prompts_open(qapp, tmp_path) as (window, page):
            window.controller.take([window.controller.desk.file("One.mp4")])
            states = window.controller.shelf.model.states
            await until(lambda: states() and states()[0].finished)
            window.controller.shelf.open(states()[0].name)
            await duplicated(page)
            page.editor.text.setPlainText("Who of {{speakers}}?")
            page.editor.preview.click()
            await until(lambda: "Who of Speaker 1, Speaker 2?" in page.editor.sheet.toPlainText())
            assert "harbour report" in page.editor.sheet.toPlainText()

    run(qapp, scenario())
