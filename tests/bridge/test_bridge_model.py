from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from sextant.bridge.recordings_model import NAME_ROLE, STATE_ROLE, RecordingsModel
from sextant.bridge.state import RecordingState


def row(name: str, *, running: bool = False) -> RecordingState:
    created = datetime(2026, 1, 1, tzinfo=UTC)
    return RecordingState(name=name, title=f"{name}.mp4", created=created, running=running)


def fatal_model() -> RecordingsModel:
    model = RecordingsModel()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(model, mode, model)
    return model


def test_rows_are_added_replaced_and_reset_as_qt_demands(qapp: QApplication) -> None:
    model = fatal_model()
    model.extend([row("a"), row("b")])
    model.put(row("c"))
    model.extend([row("b", running=True), row("d")])
    assert [state.name for state in model.states()] == ["a", "b", "c", "d"]
    state = model.state("b")
    assert state is not None
    assert state.running
    model.reset([row("z")])
    assert model.rowCount() == 1
    assert model.state("a") is None


def test_a_row_tells_its_name_title_and_state(qapp: QApplication) -> None:
    model = fatal_model()
    model.put(row("a"))
    index = model.index(0)
    assert index.data(NAME_ROLE) == "a"
    assert index.data(STATE_ROLE) == row("a")
    assert index.data(Qt.ItemDataRole.DisplayRole) == "a.mp4"


def test_only_a_real_change_is_announced(qapp: QApplication, qtbot) -> None:
    model = fatal_model()
    model.put(row("a"))
    with qtbot.assertNotEmitted(model.dataChanged):
        model.put(row("a"))
    with qtbot.waitSignal(model.dataChanged):
        model.put(msgspec.structs.replace(row("a"), duration=3.0))
