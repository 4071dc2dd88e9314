from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox, QPushButton, QWidget

from sextant.ui.banner import Banner
from support.desk import FakeDesk, MemoryKeys, PatientExtractor
from support.qt import farewell, run, until
from support.window import open_window


def files_in_hand(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def entering(mime: QMimeData) -> QDragEnterEvent:
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    return QDragEnterEvent(QPoint(9, 9), copy, mime, left, Qt.KeyboardModifier.NoModifier)


def dropping(mime: QMimeData) -> QDropEvent:
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    return QDropEvent(QPointF(9, 9), copy, mime, left, Qt.KeyboardModifier.NoModifier)


def test_dragging_covers_the_whole_window_and_says_what_dropping_does(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            mime = files_in_hand(desk.file("Board.mp4"))
            QApplication.sendEvent(window, entering(mime))
            overlay = window.dropping.overlay
            assert overlay.isVisible()
            assert overlay.geometry() == window.rect()
            assert "“Board.mp4”" in overlay.words
            QApplication.sendEvent(window, QDragLeaveEvent())
            assert not overlay.isVisible()

    run(qapp, scenario())


def test_dropping_starts_the_work(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            mime = files_in_hand(desk.file("Board.mp4"))
            QApplication.sendEvent(window, entering(mime))
            QApplication.sendEvent(window, dropping(mime))
            await until(lambda: [s.title for s in window.controller.shelf.model.states()])
            assert not window.dropping.overlay.isVisible()
            await until(lambda: not window.controller.runs.in_flight)

    run(qapp, scenario())


def test_without_keys_the_overlay_says_that_the_work_will_wait(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path, MemoryKeys({}))
        async with open_window(qapp, desk) as window:
            mime = files_in_hand(desk.file("Board.mp4"))
            QApplication.sendEvent(window, entering(mime))
            assert "starts once the key" in window.dropping.overlay.words

    run(qapp, scenario())


def test_closing_asks_once_while_work_is_in_flight(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.extractor = extractor = PatientExtractor()
        async with open_window(qapp, desk) as window:
            left: list[bool] = []
            window.quit_confirmed.connect(lambda: left.append(True))
            window.controller.take([desk.file("Board.mp4")])
            await until(lambda: extractor.under_way)
            window.close()
            window.close()
            (question,) = window.findChildren(QMessageBox)
            assert left == []
            leave = next(b for b in question.buttons() if b.text() == "Quit")
            leave.click()
            assert left == [True]

    run(qapp, scenario())


def test_closing_an_idle_window_asks_nothing(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            left: list[bool] = []
            window.quit_confirmed.connect(lambda: left.append(True))
            window.close()
            assert left == [True]

    run(qapp, scenario())


@pytest.mark.parametrize("menu", ["file", "edit", "view", "recording", "help"])
def test_every_menu_has_letters_of_its_own_and_no_shortcut_twice(
    qapp: QApplication, tmp_path: Path, menu: str
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            chosen: QMenu = getattr(window.menus, menu)
            actions = [action for action in chosen.actions() if not action.isSeparator()]
            assert actions
            letters = [a.text().split("&")[1][0].lower() for a in actions if "&" in a.text()]
            assert len(letters) == len(set(letters)), letters
            every = [
                a.shortcut().toString()
                for one in window.menus.findChildren(QMenu)
                for a in one.actions()
                if not a.shortcut().isEmpty() and a.parent() is one
            ]
            assert len(every) == len(set(every)), every

    run(qapp, scenario())


class Shown(QObject):
    """Notes every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched)
        return False


def test_a_banner_that_says_something_else_at_once_opens_no_window_for_a_moment(
    qapp: QApplication,
) -> None:
    async def scenario() -> None:
        banner, shown = Banner(), Shown()
        qapp.installEventFilter(shown)
        for words in ("One", "Two", "Three"):
            banner.offer(words, [(words, banner.hide)])
        await until(lambda: len(banner.findChildren(QPushButton)) == 1)
        await until(banner.findChildren(QPushButton)[0].isVisible)
        qapp.removeEventFilter(shown)
        assert shown.windows == [banner]
        banner.hide()
        await farewell(banner)

    run(qapp, scenario())
