from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from sextant.bridge.transcript_model import Place
from sextant.core.corrections import Correction, Corrections, corrected
from sextant.core.model import Recording, Source
from sextant.storage.resources import resource
from sextant.ui.theme import Theme
from sextant.ui.transcript_view import TranscriptView
from sextant.ui.turn_layout import Heights, Metrics, TurnLayout
from support.desk import FakeDesk
from support.meeting import SAID, saved_meeting, spoken
from support.qt import run, until
from support.spoken import transcript
from support.window import open_window

RECORDING = Recording(source=Source("a.mp4", 1, "0"), created=datetime(2026, 1, 1, tzinfo=UTC))

HOUR = transcript(*((start, text, speaker) for speaker, text, start in spoken(60)))

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp, resource())
    yield theme
    theme.deleteLater()


@pytest.fixture
def view(qtbot, theme: Theme) -> TranscriptView:
    """An hour's transcript, in view."""
    view = TranscriptView(theme)
    qtbot.addWidget(view)
    view.resize(340, 600)
    view.show()
    view.show_transcript(HOUR, RECORDING)
    view.list.setFocus()
    view.grab()
    return view


def middle(view: TranscriptView, turn: int, word: int) -> QPoint:
    return view.list.word_area(Place(turn, word)).center()


def click(view: TranscriptView, point: QPoint, *keys: Qt.KeyboardModifier) -> None:
    QTest.mouseClick(
        view.list.viewport(), LEFT, *(keys or (Qt.KeyboardModifier.NoModifier,)), point
    )


def press(view: TranscriptView, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(view.list, key, *modifiers)


def played(view: TranscriptView) -> list[float]:
    seconds: list[float] = []
    view.time_clicked.connect(seconds.append)
    return seconds


def in_view(view: TranscriptView, place: Place) -> bool:
    return view.list.viewport().rect().contains(view.list.word_area(place))


# ── Mouse ──


def test_a_click_on_a_word_plays_it(view: TranscriptView) -> None:
    seconds = played(view)
    click(view, middle(view, 1, 4))
    assert seconds == [HOUR.turns[1].words[4].start]


def test_a_click_on_the_time_plays_the_turn_and_one_beside_the_words_nothing(
    view: TranscriptView,
) -> None:
    seconds = played(view)
    click(view, view.list.head(1).time_area.center().toPoint())
    click(view, QPoint(view.list.width() - 20, view.list.head(1).time_area.center().toPoint().y()))
    assert seconds == [HOUR.turns[1].start]


def test_a_click_on_a_name_asks_about_the_speaker(view: TranscriptView) -> None:
    asked: list[int] = []
    view.list.speaker_chosen.connect(asked.append)
    click(view, view.list.head(1).name_area.center().toPoint())
    assert asked == [1]


def test_dragging_selects_words_and_copying_tells_who_said_them(view: TranscriptView) -> None:
    seconds, viewport = played(view), view.list.viewport()
    QTest.mousePress(viewport, LEFT, pos=middle(view, 0, 9))
    QTest.mouseMove(viewport, middle(view, 1, 0))
    QTest.mouseMove(viewport, middle(view, 1, 2))
    QTest.mouseRelease(viewport, LEFT, pos=middle(view, 1, 2))
    view.list.copy()
    copied = QGuiApplication.clipboard().text()
    assert copied == "Speaker 1 [00:00:04]: than in January.\nSpeaker 2 [00:00:05]: We move the"
    assert seconds == []


def test_a_corrected_word_tells_what_was_heard(view: TranscriptView) -> None:
    word = HOUR.turns[0].words[2]
    corrections = Corrections(
        transcript_fingerprint=HOUR.fingerprint,
        words=(Correction(word.start, word.text, "day."),),
    )
    view.show_transcript(corrected(HOUR, corrections), RECORDING)
    assert view.list.marks.of(0, view.model.turns[0].words).corrected == [2]


# ── Keyboard ──


def test_arrow_keys_walk_through_turns_and_words_and_enter_plays(view: TranscriptView) -> None:
    seconds = played(view)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Down)
    for _ in range(3):
        press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Left)
    press(view, Qt.Key.Key_Return)
    assert seconds == [HOUR.turns[2].words[2].start]


def test_walking_goes_on_past_the_ends_of_turns_and_stops_at_those_of_the_recording(
    view: TranscriptView,
) -> None:
    press(view, Qt.Key.Key_Home)
    press(view, Qt.Key.Key_Left)
    assert view.list.marks.cursor == Place(0, 0)
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_Left)
    assert view.list.marks.cursor == Place(0, len(HOUR.turns[0].words) - 1)
    press(view, Qt.Key.Key_End)
    press(view, Qt.Key.Key_Down)
    cursor = view.list.marks.cursor
    assert cursor == Place(len(HOUR.turns) - 1, 0)
    assert in_view(view, cursor)


def test_shift_and_arrows_select(view: TranscriptView) -> None:
    press(view, Qt.Key.Key_Home)
    press(view, Qt.Key.Key_Right, SHIFT)
    press(view, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(view.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Speaker 1 [00:00:00]: Then the date."


def test_a_screen_reader_finds_a_list_with_a_row_for_each_turn(view: TranscriptView) -> None:
    found = QAccessible.queryAccessibleInterface(view.list)
    assert found.role() is QAccessible.Role.List
    assert found.text(QAccessible.Text.Name) == "Transcript"
    assert found.childCount() == len(HOUR.turns)
    row = found.child(1)
    assert row.text(QAccessible.Text.Name) == f"Speaker 2, 00:00:05: {SAID[1]}"


# ── Following ──


def test_it_follows_what_is_heard(view: TranscriptView) -> None:
    for second in (5.0, 600.0, 1800.0, 1801.0, 3500.0):
        view.show_second(second)
        place = view.model.place_of(second)
        assert view.list.marks.heard == place
        assert place is not None
        assert in_view(view, place)


def test_a_word_that_is_in_view_moves_nothing(view: TranscriptView) -> None:
    view.show_second(600.0)
    before = view.list.verticalOffset()
    view.show_second(604.0)
    assert view.list.verticalOffset() == before


def test_who_scrolls_away_is_left_alone_and_offered_a_way_back(view: TranscriptView) -> None:
    view.show_second(600.0)
    QTest.keyClick(view.list, Qt.Key.Key_PageDown)
    QTest.keyClick(view.list, Qt.Key.Key_PageDown)
    before = view.list.verticalOffset()
    view.show_second(620.0)
    assert view.list.verticalOffset() == before
    (back,) = (b for b in view.list.findChildren(QPushButton) if b.isVisible())
    back.click()
    assert in_view(view, view.model.place_of(620.0) or Place(0, 0))
    assert not back.isVisible()


# ── Find ──


def typed(view: TranscriptView, text: str) -> str:
    view.search()
    QTest.keyClicks(view.find_bar.line, text)
    return view.find_bar.line.accessibleDescription()


def test_what_is_typed_is_counted_and_its_first_place_shown(view: TranscriptView) -> None:
    count = sum("threshold" in turn.text for turn in HOUR.turns)
    assert typed(view, "threshold") == f"1 of {count}"
    chosen = view.list.marks.chosen
    assert chosen is not None
    assert in_view(view, Place(chosen.turn, chosen.first))


def test_on_and_back_go_round(view: TranscriptView) -> None:
    count = sum("threshold" in turn.text for turn in HOUR.turns)
    typed(view, "threshold")
    line = view.find_bar.line
    QTest.keyClick(line, Qt.Key.Key_Return, SHIFT)
    assert line.accessibleDescription() == f"{count} of {count}"
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.accessibleDescription() == f"1 of {count}"
    QTest.keyClick(line, Qt.Key.Key_F3)
    assert line.accessibleDescription() == f"2 of {count}"


def test_what_is_not_there_says_so_and_escape_ends_the_search(view: TranscriptView) -> None:
    assert typed(view, "zebra") == "Not found"
    QTest.keyClick(view.find_bar.line, Qt.Key.Key_Escape)
    assert not view.find_bar.isVisible()
    assert view.list.marks.chosen is None


def test_another_name_for_a_speaker_keeps_the_place(view: TranscriptView) -> None:
    view.show_second(1800.0)
    before = view.list.turn_at(0)
    named = Recording(source=RECORDING.source, created=RECORDING.created, speakers={"0": "Anna"})
    view.show_transcript(HOUR, named)
    assert view.list.turn_at(0) == before


# ── Layout ──


SCRIPTS = ("we move the launch", "und die Donaudampfschifffahrtsgesellschaft", "会议 推迟 到 三月")
SCRIPTS += ("נעביר את ההשקה למרץ", "سننقل الإطلاق إلى مارس", "x" * 200)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SCRIPTS), min_size=1, max_size=12), st.integers(60, 900))
def test_every_word_is_found_where_it_is_drawn(
    qapp: QApplication, parts: list[str], room: int
) -> None:
    turn = transcript((0, " ".join(parts))).turns[0]
    layout = TurnLayout(turn, Metrics(QFont()), room)
    for number in range(len(turn.words)):
        boxes = layout.rects(number, number)
        assert boxes
        assert layout.word_at(boxes[0].center()) == number


def test_what_is_at_the_top_stays_there_when_guesses_are_put_right(qtbot, theme: Theme) -> None:
    """Long words break where no guess can know."""
    rows = [(i * 20.0, f"{'x' * 300} row {i}") for i in range(300)]
    view = TranscriptView(theme)
    qtbot.addWidget(view)
    view.resize(300, 500)
    view.show()
    view.show_transcript(transcript(*rows), RECORDING)
    view.list.reveal(Place(150, 0))
    view.grab()
    top = view.list.turn_at(0)
    into = view.list.area(top).top()
    view.grab()
    assert (view.list.turn_at(0), view.list.area(top).top()) == (top, into)
    assert in_view(view, Place(150, 1))


def test_heights_add_up_whatever_is_put_right_first() -> None:
    heights = Heights()
    metrics = Metrics(QFont())
    heights.guess(HOUR.turns[:50], metrics, 300)
    for row in (49, 0, 25):
        assert heights.settle(row, 1000) != 0
        assert heights.settle(row, 1000) == 0
    tops = heights.tops
    assert tops[1] - tops[0] == tops[26] - tops[25] == tops[50] - tops[49] == 1000
    assert [heights.row_at(tops[row]) for row in range(50)] == list(range(50))


# ── In the window ──


def test_the_key_that_finds_is_the_transcripts_within_it_and_the_librarys_elsewhere(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        saved_meeting(tmp_path / "project", audio=False)
        async with open_window(qapp, desk) as window:
            window.activateWindow()
            transcript_view = window.page.transcript
            await until(transcript_view.model.rowCount)
            control = Qt.KeyboardModifier.ControlModifier
            transcript_view.list.setFocus()
            QTest.keyClick(transcript_view.list, Qt.Key.Key_F, control)
            assert transcript_view.find_bar.line.hasFocus()
            window.page.header.strip.setFocus()
            QTest.keyClick(window.page.header.strip, Qt.Key.Key_F, control)
            assert not transcript_view.find_bar.line.hasFocus()

    run(qapp, scenario())


def test_a_time_in_an_answer_plays_it_and_marks_the_quotation_it_is_given_for(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        folder = saved_meeting(tmp_path / "project")
        async with open_window(qapp, desk) as window:
            page = window.page
            await until(lambda: window.controller.player.ready)
            page.answers.time_clicked.emit(12.0)
            await until(lambda: desk.playback.played)
            assert desk.playback.played[-1] == (folder.audio(), 12.0, 1.0)
            quoted = page.transcript.list.marks.quoted
            assert quoted is not None
            assert "vendor cannot deliver before February" in page.transcript.model.text(*quoted)

    run(qapp, scenario())
