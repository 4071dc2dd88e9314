from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton

from sextant.bridge.arrangement import Order
from sextant.bridge.recordings_model import NAME_ROLE
from sextant.core.edits import Rename
from sextant.ui.main_window import MainWindow
from sextant.ui.new_project import NewProjectDialog
from support.desk import FakeDesk
from support.qt import run, until
from support.window import open_window


async def with_recordings(window: MainWindow, desk: FakeDesk, *names: str) -> None:
    window.controller.take([desk.file(name) for name in names])
    states = window.controller.shelf.model.states
    await until(
        lambda: (
            len(states()) == len(names)
            and all(s.finished for s in states())
            and not window.controller.runs.in_flight
        )
    )


def answer(window: MainWindow, text: str) -> None:
    (box,) = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
    next(button for button in box.buttons() if button.text() == text).click()


def shown(window: MainWindow) -> list[str]:
    model = window.library.list.model()
    return [model.index(row, 0).data(NAME_ROLE) for row in range(model.rowCount())]


def test_typing_finds_names_at_once_and_words_a_moment_later(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            await with_recordings(window, desk, "Board.mp4", "Pilot.mp4")
            window.menus.search.trigger()
            QTest.keyClicks(window.library.search, "pilot")
            assert shown(window) == ["Pilot"]
            window.library.search.setText("harbour report")
            assert shown(window) == []
            await until(lambda: set(shown(window)) == {"Board", "Pilot"})
            await until(lambda: "2" in window.library.found_words)
            window.library.search.setText("nobody said this")
            await until(lambda: "Nothing" in window.library.found_words)
            window.library.search.clear()
            assert len(shown(window)) == 2

    run(qapp, scenario())


def test_a_key_that_is_held_down_does_not_undo_what_the_program_chooses(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            await with_recordings(window, desk, "Board.mp4", "Pilot.mp4")
            library = window.library
            for held in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier):
                QTest.keyPress(library.list, Qt.Key.Key_F12, held)
                for name in ("Board", "Board", "Pilot", "Pilot"):
                    library.list.select(name)
                    assert library.names == (name,)
                QTest.keyRelease(library.list, Qt.Key.Key_F12)

    run(qapp, scenario())


def test_the_open_recording_stays_open_while_the_list_changes(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            await with_recordings(window, desk, "Board.mp4", "Pilot.mp4", "Yard.mp4")
            window.library.list.select("Pilot")
            chosen: list[str] = []
            window.library.chosen.connect(chosen.append)
            window.library.search.setText("Board")
            window.library.search.clear()
            next(a for a in order_actions(window) if a.text() == "By name").trigger()
            assert shown(window) == ["Board", "Pilot", "Yard"]
            assert chosen == []
            assert window.library.names == ("Pilot",)
            assert window.controller.settings.appearance.library_order == Order.NAME

    run(qapp, scenario())


def order_actions(window: MainWindow) -> list[QAction]:
    return window.library.arranging.order_menu.actions()


def test_a_recording_is_renamed_in_its_row_by_keyboard(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            await with_recordings(window, desk, "Board.mp4", "Pilot.mp4")
            window.library.list.select("Board")
            await until(window.menus.rename.isEnabled)
            window.menus.rename.trigger()
            editor = window.library.list.findChild(QLineEdit)
            assert editor is not None
            editor.selectAll()
            QTest.keyClicks(editor, "Harbour")
            QTest.keyClick(editor, Qt.Key.Key_Return)
            await until(lambda: set(shown(window)) == {"Harbour", "Pilot"})
            assert window.library.names == ("Harbour",)
            await until(window.menus.undo.isEnabled)
            assert "Harbour" in window.menus.undo.text()
            window.menus.undo.trigger()
            await until(lambda: set(shown(window)) == {"Board", "Pilot"})

    run(qapp, scenario())


def test_the_trash_is_asked_about_once_and_the_page_lets_go(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            await with_recordings(window, desk, "Board.mp4")
            window.library.list.select("Board")
            assert window.page.isVisible()
            await until(window.menus.put_away.isEnabled)
            window.menus.put_away.trigger()
            answer(window, "Move to the trash")
            await until(lambda: shown(window) == [])
            assert not window.page.isVisible()
            assert (tmp_path / "Board.mp4").exists()
            await until(window.menus.undo.isEnabled)
            window.menus.undo.trigger()
            await until(lambda: shown(window) == ["Board"])

    run(qapp, scenario())


def test_asking_again_says_that_it_costs_and_asks_for_every_answer(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            await with_recordings(window, desk, "Board.mp4")
            window.library.list.select("Board")
            paid = len(desk.analyst.paid)
            await until(window.menus.rerun.isEnabled)
            window.menus.rerun.trigger()
            answer(window, "Cancel")
            window.menus.rerun.trigger()
            answer(window, "Ask again")
            await until(lambda: len(desk.analyst.paid) == 2 * paid)
            await until(lambda: not window.controller.runs.in_flight)
            assert desk.transcriber.paid == 1

    run(qapp, scenario())


def test_the_menu_offers_only_what_makes_sense(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            menus = window.menus
            window.deeds.look()
            deeds = (menus.resume, menus.stop, menus.rerun, menus.rename, menus.put_away)
            assert not any(action.isEnabled() for action in deeds)
            await with_recordings(window, desk, "Board.mp4")
            window.library.list.select("Board")
            await until(menus.rename.isEnabled)
            enabled = [action.isEnabled() for action in deeds]
            assert enabled == [False, False, True, True, True]

    run(qapp, scenario())


def test_a_new_project_needs_a_name_that_every_disk_takes(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            window.menus.new_project.trigger()
            dialog = window.findChild(NewProjectDialog)
            assert dialog is not None
            assert not dialog.start.isEnabled()
            for wrong in ("a/b", "what?", ".hidden", "project"):
                dialog.name.setText(wrong)
                assert dialog.problem
                assert not dialog.start.isEnabled()
            dialog.name.setText("Harbour 2026")
            dialog.start.click()
            await until(lambda: "Harbour 2026" in window.windowTitle())
            assert (tmp_path / "Harbour 2026" / "project.json").is_file()
            recent = [action.text() for action in window.menus.recent.actions()]
            assert recent == ["Harbour 2026", "project"]
            window.menus.recent.actions()[1].trigger()
            await until(lambda: "project" in window.windowTitle())

    run(qapp, scenario())


def test_a_folder_becomes_a_project_only_when_that_is_wished_for(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            folder = tmp_path / "holiday"
            folder.mkdir()
            window.projects.open(folder)
            await until(lambda: window.findChildren(QMessageBox))
            assert [*folder.iterdir()] == []
            answer(window, "Start a project here")
            await until(lambda: "holiday" in window.windowTitle())
            assert (folder / "project.json").is_file()

    run(qapp, scenario())


def test_every_button_of_the_library_has_a_name(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            for widget in window.library.findChildren(QPushButton):
                assert widget.accessibleName()

    run(qapp, scenario())


def test_undo_takes_back_what_was_done_last_wherever_that_was(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            await with_recordings(window, desk, "Board.mp4")
            controller, menus = window.controller, window.menus
            window.library.list.select("Board")
            await until(lambda: controller.shelf.opened == "Board")
            controller.editor.make(Rename(0, "Clara"), "Rename Speaker 1")
            await until(lambda: "Speaker 1" in menus.undo.text())
            assert controller.library is not None
            controller.housekeeping.rename(controller.library, "Board", "Harbour")
            await until(lambda: "Harbour" in menus.undo.text())
            menus.undo.trigger()
            await until(lambda: shown(window) == ["Board"])
            assert "Harbour" in menus.redo.text()

    run(qapp, scenario())


def test_the_delete_key_asks_only_over_the_list(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            await with_recordings(window, desk, "Board.mp4")
            window.library.list.select("Board")
            await until(window.menus.put_away.isEnabled)
            window.activateWindow()
            window.library.search.setFocus()
            QTest.keyClick(window.library.search, Qt.Key.Key_Delete)
            assert window.findChildren(QMessageBox) == []
            window.library.list.setFocus()
            QTest.keyClick(window.library.list, Qt.Key.Key_Delete)
            answer(window, "Cancel")

    run(qapp, scenario())


def test_a_place_that_was_found_is_gone_to_as_often_as_it_is_clicked(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            await with_recordings(window, desk, "Board.mp4", "Pilot.mp4")
            rows, player = window.library.list, window.controller.player
            rows.select("Board")
            window.library.search.setText("numbers are")
            model = window.controller.shelf.model
            await until(lambda: model.hit("Pilot") is not None)
            for name in ("Pilot", "Board", "Pilot"):
                click(window, name)
                await until(lambda: player.second == pytest.approx(6 + 4 / 3))
                player.seek(0.0)
            click(window, "Pilot")
            assert player.second == pytest.approx(6 + 4 / 3)
            quoted = window.page.transcript.list.marks.quoted
            assert quoted is not None
            assert [place.word for place in quoted] == [4, 5]

    run(qapp, scenario())


def test_a_place_found_in_an_answer_opens_that_answer(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            await with_recordings(window, desk, "Board.mp4", "Pilot.mp4")
            window.library.list.select("Board")
            window.library.search.setText("sonnet")
            await until(lambda: window.controller.shelf.model.hit("Pilot") is not None)
            click(window, "Pilot")
            arrangement = window.page.answers.arrangement
            await until(lambda: arrangement.alone is not None)
            assert "sonnet" in arrangement.alone[1]

    run(qapp, scenario())


def click(window: MainWindow, name: str) -> None:
    rows = window.library.list
    row = rows.visualRect(rows.model().index(window.controller.shelf.model.row_of(name), 0))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=row.center())


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_the_dots_stand_apart_from_the_words_whichever_way_one_reads(
    qapp: QApplication, tmp_path: Path, direction: Qt.LayoutDirection
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            await with_recordings(window, desk, "ראיון קצר.mp4")
            rows = window.library.list
            rows.setLayoutDirection(direction)
            picture = rows.viewport().grab(rows.visualRect(rows.model().index(0, 0))).toImage()
            good = window._theme.color("good").rgb()
            green = [
                x
                for x in range(picture.width())
                if any(picture.pixel(x, y) == good for y in range(picture.height()))
            ]
            assert green
            backwards = direction is Qt.LayoutDirection.RightToLeft
            half = picture.width() // 2
            assert max(green) < half if backwards else min(green) > half

    run(qapp, scenario())


def test_what_stands_below_is_read_next_when_a_recording_is_put_away(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            await with_recordings(window, desk, "Board.mp4", "Pilot.mp4", "Yard.mp4")
            window.controller.preferences.change_appearance(library_order="name")
            window.library.list.select("Board")
            await until(window.menus.put_away.isEnabled)
            window.menus.put_away.trigger()
            answer(window, "Move to the trash")
            await until(lambda: window.library.names == ("Pilot",))
            await until(window.page.isVisible)

    run(qapp, scenario())
