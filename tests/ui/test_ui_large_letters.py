"""What must stay whole where letters are large and room is short."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from sextant.bridge.state import CellState, RecordingState
from sextant.storage.resources import resource
from sextant.ui.board import NARROW, Board
from sextant.ui.cells import Cells
from sextant.ui.small import ElidedLabel
from sextant.ui.theme import Theme
from sextant.ui.turn_layout import Metrics
from sextant.ui.turn_painter import Head


@pytest.mark.parametrize("name", ["Anna", "Dr. Wilhelmina von Württemberg-Hohenzollern"])
@pytest.mark.parametrize("mirrored", [False, True])
def test_the_time_of_a_turn_is_whole_however_long_the_name(
    qapp: QApplication, name: str, mirrored: bool
) -> None:
    metrics = Metrics(QGuiApplication.font())
    area = QRect(0, 0, 180, 60)
    head = Head(area, metrics, name, "1:02:14", mirrored=mirrored)
    assert area.left() <= head.time_area.left() < head.time_area.right() <= area.right() + 1
    assert not head.time_area.intersects(head.name_area)


@pytest.mark.parametrize(("word", "above"), [("said", False), ("unausgesprochen" * 3, True)])
def test_a_prompt_stands_above_its_answers_where_a_word_of_it_has_no_room_beside_them(
    qtbot, word: str, above: bool
) -> None:
    board = Board()
    qtbot.addWidget(board)
    cells = Cells(Theme(QApplication.instance(), resource()), board)
    cell = CellState("brief", "m", title="Brief", summary=f"What was {word}")
    now = datetime.now(UTC)
    cells.show_state(RecordingState(name="a", title="a", created=now, cells=(cell,)))
    board.show_grid([[cell.place]], cells, ())
    board.resize(NARROW + 100, 400)
    board.show()
    lines = board.findChildren(ElidedLabel)
    said = [line for line in lines if word in line.text()]
    assert [line.isVisible() for line in said] == [above]
