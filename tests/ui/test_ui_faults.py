"""One calm dialog for faults of our own: what is safe, and details that are seen before copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from sextant.bridge.notice import Notice
from sextant.core.errors import DiskFull
from support.desk import FakeDesk
from support.qt import run, until
from support.window import open_window


def test_one_dialog_tells_of_all_faults_and_copies_what_it_shows(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            window.tell(Notice.of(ValueError("what the minister said")))
            window.tell(Notice.of(KeyError("Ms Smith")))
            dialog = window.fault_dialog
            assert dialog is not None
            shown = dialog.details.toPlainText()
            assert "ValueError" in shown
            assert "KeyError" in shown
            assert not [name for name in ("minister", "Smith") if name in shown]
            dialog.copy.click()
            assert QGuiApplication.clipboard().text() == shown
            assert not window.message_bar.notices
            dialog.go_on.click()
            await until(lambda: window.fault_dialog is None)
            window.tell(Notice.of(DiskFull()))
            window.tell(Notice.of_crash("Segmentation fault"))
            assert window.fault_dialog is None
            crash = window.message_bar.notices[-1]
            assert len(window.message_bar.notices) == 2
            assert "Segmentation fault" in crash.detail

    run(qapp, scenario())


@pytest.mark.logs_warnings
def test_a_defect_in_a_task_opens_it_and_the_window_works_on(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def failing() -> None:
        raise ValueError("what the minister said")

    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            controller = window.controller
            controller.tasks.spawn("broken", failing())
            await until(lambda: window.fault_dialog)
            controller.take([desk.file("Board.mp4")])
            await until(lambda: [s for s in controller.shelf.model.states() if s.finished])
            await until(lambda: not controller.runs.in_flight)
            window.fault_dialog.accept()

    run(qapp, scenario())
