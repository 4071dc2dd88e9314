"""What is pasted and dropped: keys with more than a key in them, addresses that are no files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from support.desk import FakeDesk, MemoryKeys
from support.qt import run, until
from support.window import open_window

KEY = "sk-or-v1-0123456789abcdef"
LEFT, COPY = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
PLAIN = Qt.KeyboardModifier.NoModifier


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        (f"  {KEY}\r\n", KEY),
        (f"\ufeff{KEY[:9]}\u200b{KEY[9:]}\u2060\u00ad", KEY),
        (f"\u202e{KEY}\u202c", KEY),
        (f"My key is {KEY}, please keep it.", None),
        (f"{KEY}\n{KEY}", None),
        (f"{KEY[:9]}\x00{KEY[9:]}", None),
        (f"{KEY[:9]}\x1b[31m{KEY[9:]}", None),
        ("schlüssel", None),
        ("x" * 5_000_000, None),
        ("\u200b\n\t ", ""),
    ],
    ids=lambda value: ascii(value)[:40] if value is not None else "no key",
)
def test_a_pasted_key_is_tidied_or_said_to_be_none(
    qapp: QApplication, tmp_path: Path, pasted: str, kept: str | None
) -> None:
    """Nothing is kept or asked about that is not a key; what is typed stays to be mended."""

    async def scenario() -> None:
        desk = FakeDesk(tmp_path, MemoryKeys({}))
        async with open_window(qapp, desk) as window:
            window.menus.keys.trigger()
            section = window.settings.keys.sections["openrouter"]
            QGuiApplication.clipboard().setText(pasted)
            section.field.paste()
            assert section.save.isEnabled() is bool(kept)
            assert section.test.isEnabled() is bool(kept)
            assert ("is no key" in section.verdict.text()) is (kept is None)
            section.field.returnPressed.emit()
            if kept:
                await until(lambda: desk.keys.keys == {"openrouter": kept})
            assert bool(section.field.text()) is not bool(kept)
        assert desk.keys.keys == ({"openrouter": kept} if kept else {})

    run(qapp, scenario())


def drop(window, mime: QMimeData) -> bool:
    entering = QDragEnterEvent(QPoint(9, 9), COPY, mime, LEFT, PLAIN)
    entering.ignore()
    QApplication.sendEvent(window, entering)
    dropping = QDropEvent(QPointF(9, 9), COPY, mime, LEFT, PLAIN)
    dropping.ignore()
    QApplication.sendEvent(window, dropping)
    assert entering.isAccepted() == dropping.isAccepted()
    return dropping.isAccepted()


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/meeting.mp4",
        "https://user:secret@127.0.0.1:9/meeting.mp4",
        "smb://server/share/meeting.mp4",
        "sftp://server/meeting.mp4",
        "data:video/mp4;base64,AAAA",
        "javascript:alert(1)",
        "meeting.mp4",
        "",
    ],
)
def test_what_is_no_local_file_is_not_taken(
    qapp: QApplication, tmp_path: Path, address: str
) -> None:
    """The window does not even say that it would be; and nothing is fetched."""

    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            mime = QMimeData()
            mime.setUrls([QUrl(address)])
            mime.setText(address)
            assert not drop(window, mime)
            assert window.controller.shelf.model.rowCount() == 0
            assert window.message_bar.notices == ()

    run(qapp, scenario())


@pytest.mark.parametrize(
    "address",
    [
        "file:///nowhere/%00.mp4",
        "file:///nowhere/caf%E9.mp4",
        "file://server/share/meeting.mp4",
        "file:///" + "x" * 70_000,
        "file:///nowhere/%1B%5B2J%0A.mp4",
    ],
    ids=lambda address: address[:40],
)
def test_a_file_that_cannot_be_there_is_said_to_in_one_line(
    qapp: QApplication, tmp_path: Path, address: str
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            mime = QMimeData()
            mime.setUrls([QUrl(address)])
            assert drop(window, mime)
            await until(lambda: window.message_bar.notices)
            (notice,) = window.message_bar.notices
            assert notice.title.isprintable()
            assert len(notice.title) < 400

    run(qapp, scenario())


@pytest.mark.skipif(os.name != "posix", reason="pipes with a name are POSIX's")
def test_ten_thousand_at_once_are_told_of_in_a_few_lines(
    qapp: QApplication, tmp_path: Path
) -> None:
    """Whatever was among them that can be used is used."""

    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        good = desk.file("Weekly.mp4")
        os.mkfifo(tmp_path / "pipe.mp4")
        gone = [QUrl.fromLocalFile(f"/nowhere/{number}.mp4") for number in range(10_000)]
        async with open_window(qapp, desk) as window:
            mime = QMimeData()
            mime.setUrls([*gone, QUrl.fromLocalFile(str(good)), QUrl("http://127.0.0.1:9/")])
            assert drop(window, mime)
            model = window.controller.shelf.model
            await until(lambda: model.rowCount() == 1)
            await until(lambda: not window.controller.runs.busy("Weekly"))
            assert len(window.message_bar.notices) == 21
            assert "9,980 more" in window.message_bar.notices[-1].title

    run(qapp, scenario())
