from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from sextant.bridge.transcript_model import Place, TranscriptModel
from sextant.core.model import Recording, Source
from support.spoken import transcript

SPOKEN = transcript((0, "Good morning all of you"), (60, "It is not enough", 1), duration=90)
RECORDING = Recording(
    source=Source("a.mp4", 1, "0"), created=datetime(2026, 1, 1, tzinfo=UTC), speakers={"0": "Anna"}
)


def filled() -> TranscriptModel:
    model = TranscriptModel()
    model.show(SPOKEN, RECORDING)
    return model


def test_it_is_a_list_as_qt_wants_one(qapp: QApplication) -> None:
    model = TranscriptModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(SPOKEN, RECORDING)
    model.show(None, None)
    assert tester.model() is model


def test_a_screen_reader_hears_who_when_and_what(qapp: QApplication) -> None:
    model = filled()
    said = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Anna, 00:00: Good morning all of you"


def test_a_second_is_in_the_word_that_is_spoken_then_else_in_the_last_one(
    qapp: QApplication,
) -> None:
    model = filled()
    assert model.place_of(0.0) == Place(0, 0)
    assert model.place_of(0.9) == Place(0, 2)
    assert model.place_of(30.0) == Place(0, 4)
    assert model.place_of(60.0) == Place(1, 0)
    assert model.place_of(1e6) == Place(1, 3)
    model.show(None, None)
    assert model.place_of(1.0) is None


def test_what_is_copied_tells_who_said_it_and_when(qapp: QApplication) -> None:
    model = filled()
    assert model.text(Place(0, 3), Place(1, 1)) == "Anna [00:01]: of you\nSpeaker 2 [01:00]: It is"
