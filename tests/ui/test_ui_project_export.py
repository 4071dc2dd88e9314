"""One action of the window hands a whole project over."""

from __future__ import annotations

import csv
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from sextant.ui.main_window import MainWindow
from support.board import TEXTS, meeting
from support.desk import FakeDesk
from support.meeting import saved_meeting
from support.qt import run, until
from support.window import open_window


def action(window: MainWindow, ending: str) -> QAction:
    menu = window.menus.export_project
    menu.aboutToShow.emit()
    (found,) = [one for one in menu.actions() if one.data() == ending]
    return found


async def exported(window: MainWindow, ending: str, folder: Path) -> QMessageBox:
    """Choose a format and a folder; what the window says when it is done."""
    action(window, ending).trigger()
    dialog = window.findChildren(QFileDialog)[-1]
    dialog.fileSelected.emit(str(folder))
    dialog.reject()
    await until(lambda: window.findChildren(QMessageBox))
    (told,) = window.findChildren(QMessageBox)
    return told


def test_every_recording_becomes_a_file_and_what_is_written_is_told(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        meeting(tmp_path / "project", TEXTS, grid=TEXTS)
        saved_meeting(tmp_path / "project", name="Second.mp4", audio=False)
        target = tmp_path / "handed over"
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            await until(lambda: window.controller.shelf.model.rowCount() == 2)
            told = await exported(window, "md", target)
            assert told.text().startswith("2 file")
            assert str(target) in told.informativeText()
            assert sorted(path.name for path in target.iterdir()) == [
                "Q3 board meeting.md",
                "Second.md",
            ]

    run(qapp, scenario())


def test_a_format_that_can_hold_them_all_makes_one_file(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        meeting(tmp_path / "project", TEXTS, grid=TEXTS)
        saved_meeting(tmp_path / "project", name="Second.mp4", audio=False)
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            await until(lambda: window.controller.shelf.model.rowCount() == 2)
            await exported(window, "csv", tmp_path)
            with (tmp_path / "project.csv").open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
            assert {row["recording"] for row in rows} == {"Q3 board meeting", "Second"}

    run(qapp, scenario())


def test_an_empty_project_has_nothing_to_export(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            assert not action(window, "html").isEnabled()

    run(qapp, scenario())
