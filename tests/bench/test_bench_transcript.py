"""Ten hours of talk, 100,000 words: to be seen, scrolled, played and searched at once."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QTextBrowser

from sextant.core.model import Recording, Source, Transcript, Turn, Word
from sextant.storage.resources import resource
from sextant.ui.theme import Theme
from sextant.ui.transcript_view import TranscriptView
from support.figures import Figure, alternating, ratio_figure, timed

WORDS = 100_000
STEPS = 600
A_SIXTIETH = 1 / 60
"""Of a second: what a screen gives one picture."""

RECORDING = Recording(source=Source("a.mp4", 1, "0"), created=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def ten_hours() -> Transcript:
    chance = Random(1)
    letters = "abcdefghijklmnopqrstuvwxyz"
    known = ["".join(chance.choices(letters, k=chance.randint(1, 10))) for _ in range(6000)]
    turns: list[Turn] = []
    second, count = 0.0, 0
    while count < WORDS:
        length = chance.randint(3, 45)
        words = [
            Word(chance.choice(known), second + i * 0.36, second + i * 0.36 + 0.3)
            for i in range(length)
        ]
        turns.append(Turn(chance.randint(0, 3), tuple(words)))
        second, count = words[-1].end + 0.2, count + length
    return Transcript(tuple(turns), second, "f" * 64)


def usual_view(transcript: Transcript) -> QTextBrowser:
    """The same in Qt's own text view: two paragraphs a turn, scrolled to its end and back."""
    browser = QTextBrowser()
    browser.resize(340, 700)
    browser.show()
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.DemiBold)
    plain = QTextCharFormat()
    cursor = QTextCursor(browser.document())
    cursor.beginEditBlock()
    for turn in transcript.turns:
        cursor.insertText(RECORDING.speaker_name(turn.speaker), bold)
        cursor.insertBlock()
        cursor.insertText(turn.text, plain)
        cursor.insertBlock()
    cursor.endEditBlock()
    return browser


def test_first_paint(report, qapp: QApplication, ten_hours: Transcript) -> None:
    theme = Theme(qapp, resource())
    view = TranscriptView(theme)
    view.resize(340, 700)
    view.show()

    def ours() -> None:
        view.show_nothing("")
        view.show_transcript(ten_hours, RECORDING)
        qapp.processEvents()

    def theirs() -> None:
        browser = usual_view(ten_hours)
        qapp.processEvents()
        browser.close()

    report(
        ratio_figure(
            "ten hours of transcript to first paint",
            *alternating(ours, theirs),
            bar=0.5,
            baseline="Qt's own text view",
        )
    )
    view.close()


def test_scrolling_and_finding(report, qapp: QApplication, ten_hours: Transcript) -> None:
    view = TranscriptView(Theme(qapp, resource()))
    view.resize(340, 700)
    view.show()
    view.show_transcript(ten_hours, RECORDING)
    qapp.processEvents()
    bar, port = view.list.verticalScrollBar(), view.list.viewport()

    def step() -> None:
        bar.setValue(bar.value() + 140)
        port.repaint()

    steps = sorted(timed(step) for _ in range(STEPS))
    report(within("a step of scrolling in it, 99 of 100", steps[-STEPS // 100], A_SIXTIETH))

    def jump() -> None:
        view.show_second(ten_hours.duration * next(places))
        view.follow()
        port.repaint()

    places = iter((0.9, 0.1, 0.5, 0.7, 0.3))
    report(within("a jump to any second of it", max(timed(jump) for _ in range(5)), A_SIXTIETH))
    view.search()
    letters = iter(("a", "ab", "abc", "ab", "a"))

    def find() -> None:
        view.find_bar.line.setText(next(letters))
        port.repaint()

    find()
    report(within("a letter more in its search", max(timed(find) for _ in range(4)), 0.05))
    view.close()


def within(what: str, value: float, bar: float) -> Figure:
    limit = f"≤ {bar * 1000:.0f} ms"
    return Figure(what, f"{value * 1000:.1f} ms", "–", "–", limit, value <= bar)
