from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QSplitter

from sextant.ui.placement import Placement
from support.desk import FakeDesk
from support.qt import run
from support.window import open_window


def window() -> tuple[QMainWindow, QSplitter]:
    shown = QMainWindow()
    shown.resize(640, 480)
    parts = QSplitter(Qt.Orientation.Horizontal)
    parts.setObjectName("parts")
    parts.addWidget(QLabel("left"))
    parts.addWidget(QLabel("right"))
    shown.setCentralWidget(parts)
    return shown, parts


def test_the_window_comes_back_as_it_was_left(qapp: QApplication, tmp_path: Path) -> None:
    memory = tmp_path / "state" / "window.ini"
    left, parts = window()
    left.show()
    left.resize(500, 400)
    parts.setSizes([120, 379])
    Placement(left, memory).save()
    back, others = window()
    placement = Placement(back, memory)
    placement.restore()
    placement.restore_shares()
    back.show()
    assert back.size() == QSize(500, 400)
    assert others.sizes() == parts.sizes()
    left.close()
    back.close()


def test_a_window_left_full_screen_comes_back_with_its_frame(
    qapp: QApplication, tmp_path: Path
) -> None:
    memory = tmp_path / "window.ini"
    left, _ = window()
    left.showFullScreen()
    Placement(left, memory).save()
    back, _ = window()
    placement = Placement(back, memory)
    placement.restore()
    placement.restore_shares()
    assert not back.isFullScreen()
    left.close()


def test_a_damaged_memory_is_as_good_as_none(qapp: QApplication, tmp_path: Path) -> None:
    memory = tmp_path / "window.ini"
    memory.write_bytes(b"[window]\ngeometry=@ByteArray(nonsense)\n[shares\n\xff\x00=;")
    shown, _ = window()
    Placement(shown, memory).restore()
    assert shown.size() == QSize(640, 480)


def test_each_fixed_divider_of_the_window_has_a_name_to_be_remembered_by(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as shown:
            names = {splitter.objectName() for splitter in shown.findChildren(QSplitter)}
            assert names >= {"libraryAndPage", "transcriptAndAnswers"}

    run(qapp, scenario())
