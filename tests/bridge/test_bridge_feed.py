from __future__ import annotations

from PySide6.QtWidgets import QApplication

from sextant.bridge.feed import Feed
from sextant.core.events import AnswerChanged, AnswerText, Event, State


def text(words: str, answer: str = "a") -> AnswerText:
    return AnswerText("Board", answer, words)


def changed(state: State, answer: str = "a") -> AnswerChanged:
    return AnswerChanged("Board", answer, "brief", "x/model", state)


def test_texts_of_an_answer_arrive_joined_and_in_one_batch(qapp: QApplication) -> None:
    feed = Feed()
    batches: list[list[Event]] = []
    feed.arrived.connect(batches.append)
    for piece in ("one ", "two ", "three"):
        feed.emit_event(text(piece))
        feed.emit_event(text(piece.upper(), "b"))
    assert batches == []
    feed.flush()
    assert batches == [[text("one two three"), text("ONE TWO THREE", "b")]]


def test_text_stays_on_its_side_of_a_change(qapp: QApplication) -> None:
    feed = Feed()
    batches: list[list[Event]] = []
    feed.arrived.connect(batches.append)
    events = [changed(State.RUNNING), text("half"), changed(State.RETRYING), text("whole")]
    for event in events:
        feed.emit_event(event)
    feed.flush()
    assert batches == [events]


def test_it_flushes_by_itself_and_only_when_there_is_something(qapp: QApplication, qtbot) -> None:
    feed = Feed()
    with qtbot.waitSignal(feed.arrived) as heard:
        feed.emit_event(text("hello"))
    assert heard.args == [[text("hello")]]
    with qtbot.assertNotEmitted(feed.arrived):
        feed.flush()
