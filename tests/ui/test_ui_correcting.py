from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from sextant.bridge.transcript_model import Place
from sextant.storage.recording import FolderRecording
from sextant.ui.main_window import MainWindow
from sextant.ui.recording_page import RecordingPage
from sextant.ui.word_editor import WordEditor
from support.desk import FakeDesk
from support.meeting import saved_meeting
from support.qt import run, until
from support.window import open_window

CONTROL = Qt.KeyboardModifier.ControlModifier


class Meeting:
    """A window with a saved meeting of half a minute on its page."""

    def __init__(self, window: MainWindow, folder: FolderRecording, desk: FakeDesk) -> None:
        self.window = window
        self.folder = folder
        self.desk = desk

    @property
    def page(self) -> RecordingPage:
        return self.window.page

    @property
    def editor(self) -> WordEditor:
        (editor,) = self.page.transcript.list.viewport().findChildren(WordEditor)
        return editor

    def row(self, turn: int) -> str:
        model = self.page.transcript.model
        return model.data(model.index(turn))


@asynccontextmanager
async def meeting(app: QApplication, tmp_path: Path) -> AsyncGenerator[Meeting]:
    desk = FakeDesk(tmp_path)
    folder = saved_meeting(tmp_path / "project", minutes=0.4)
    async with open_window(app, desk) as window:
        window.activateWindow()
        await until(window.page.transcript.model.rowCount)
        await until(lambda: window.controller.player.ready)
        window.page.transcript.list.setFocus()
        yield Meeting(window, folder, desk)


def button(parent, name: str) -> QPushButton:
    return next(
        b for b in parent.findChildren(QPushButton) if name in {b.text(), b.accessibleName()}
    )


def choose(menu: QMenu, *path: str) -> None:
    """Trigger what is found along the titles of menus."""
    *outer, last = path
    for title in outer:
        menu = next(a.menu() for a in menu.actions() if a.text() == title)
    next(action for action in menu.actions() if action.text() == last).trigger()


def test_a_name_given_in_the_dialog_stands_at_every_turn(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with meeting(qapp, tmp_path) as at:
            at.page.correcting.speakers.trigger()
            dialog = at.page.correcting.dialog
            assert dialog is not None
            dialog.name_field(1).setText("  Bo   Berg ")
            button(dialog, "Save").click()
            await until(lambda: at.row(1).startswith("Bo Berg, "))
            assert at.folder.recording().speakers == {"1": "Bo Berg"}

    run(qapp, scenario())


def test_a_click_on_a_name_opens_the_dialog_at_that_name(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with meeting(qapp, tmp_path) as at:
            turns = at.page.transcript.list
            spot = turns.head(4).name_area.center().toPoint()
            QTest.mouseClick(turns.viewport(), Qt.MouseButton.LeftButton, pos=spot)
            dialog = at.page.correcting.dialog
            assert dialog is not None
            assert dialog.focusWidget() is dialog.name_field(2)
            dialog.reject()

    run(qapp, scenario())


def test_speakers_are_merged_and_told_apart_again(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with meeting(qapp, tmp_path) as at:
            at.page.correcting.show_speakers()
            dialog = at.page.correcting.dialog
            assert dialog is not None
            same = dialog.same_field(2)
            same.setCurrentIndex(same.findData(0))
            assert not dialog.name_field(2).isEnabled()
            dialog.accept()
            await until(lambda: at.row(4).startswith("Speaker 1"))
            await until(lambda: at.page.correcting.dialog is None)
            at.page.correcting.show_speakers()
            again = at.page.correcting.dialog
            assert again is not None
            assert again.numbers == [0, 1, 2]
            again.same_field(2).setCurrentIndex(0)
            again.accept()
            await until(lambda: at.row(4).startswith("Speaker 3"))

    run(qapp, scenario())


def test_a_dialog_that_changes_nothing_writes_nothing(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with meeting(qapp, tmp_path) as at:
            before = (at.folder.path / "recording.json").stat().st_mtime_ns
            at.page.correcting.show_speakers()
            assert at.page.correcting.dialog is not None
            at.page.correcting.dialog.accept()
            await at.window.controller.editor.settle()
            assert (at.folder.path / "recording.json").stat().st_mtime_ns == before
            assert not at.page.correcting.undo.isEnabled()

    run(qapp, scenario())


def test_a_voice_can_be_listened_to_before_it_is_named(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with meeting(qapp, tmp_path) as at:
            at.page.correcting.show_speakers(1)
            dialog = at.page.correcting.dialog
            assert dialog is not None
            button(dialog, "Listen to Speaker 2").click()
            await until(lambda: at.desk.playback.played)
            assert at.desk.playback.played[0][1] == at.page.transcript.model.turns[1].start
            dialog.reject()

    run(qapp, scenario())


def test_a_word_is_corrected_by_keyboard_alone_and_undone(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with meeting(qapp, tmp_path) as at:
            turns = at.page.transcript.list
            QTest.keyClick(turns, Qt.Key.Key_Home)
            QTest.keyClick(turns, Qt.Key.Key_Down)
            QTest.keyClick(turns, Qt.Key.Key_Right)
            QTest.keyClick(turns, Qt.Key.Key_F2)
            editor = at.editor
            assert editor.accessibleName() == "Correct “move”"
            assert editor.selectedText() == "move"
            QTest.keyClicks(editor, "moved")
            QTest.keyClick(editor, Qt.Key.Key_Return)
            await until(lambda: "We moved the launch" in at.row(1))
            assert turns.hasFocus()
            assert turns.marks.cursor == Place(1, 1)
            assert at.page.correcting.undo.text() == "&Undo: Correct “move”"
            QTest.keyClick(turns, Qt.Key.Key_Z, CONTROL)
            await until(lambda: "We move the launch" in at.row(1))
            QTest.keyClick(turns, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
            await until(lambda: "We moved the launch" in at.row(1))

    run(qapp, scenario())


def test_escape_leaves_a_word_as_it_is(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with meeting(qapp, tmp_path) as at:
            at.page.correcting.correct(Place(1, 1))
            QTest.keyClicks(at.editor, "moved")
            QTest.keyClick(at.editor, Qt.Key.Key_Escape)
            await at.window.controller.editor.settle()
            assert not (at.folder.path / "corrections.json").exists()

    run(qapp, scenario())


def test_the_menu_of_a_word_corrects_merges_and_takes_back(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with meeting(qapp, tmp_path) as at:
            correcting, place = at.page.correcting, Place(4, 0)
            choose(correcting.menu_for(place), "Speaker 3 is the same person as", "Speaker 1")
            await until(lambda: at.row(4).startswith("Speaker 1"))
            choose(correcting.menu_for(place), "Correct “I”…")
            at.editor.setText("We")
            QTest.keyClick(at.editor, Qt.Key.Key_Return)
            await until(lambda: ": We can ask two others" in at.row(4))
            choose(correcting.menu_for(place), "Back to “I”, as it was heard")
            await until(lambda: ": I can ask two others" in at.row(4))

    run(qapp, scenario())
