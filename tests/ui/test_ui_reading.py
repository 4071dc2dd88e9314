"""Where a reader of one answer finds themselves, and what an empty or running one says."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from sextant.core.evidence import Evidence
from sextant.storage.resources import resource
from sextant.ui.answer_text import AnswerText
from sextant.ui.cell_head import CellHead
from sextant.ui.theme import Theme

LINES = "".join(f"Line {number}\n\n" for number in range(60))


@pytest.fixture
def text(qtbot) -> AnswerText:
    made = AnswerText(Theme(QApplication.instance(), resource()))
    qtbot.addWidget(made)
    made.resize(220, 160)
    made.show()
    return made


def write(text: AnswerText) -> None:
    text.begin()
    text.append(LINES)


def test_whoever_was_carried_along_finds_the_beginning_of_the_whole_answer(
    text: AnswerText,
) -> None:
    write(text)
    bar = text.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    text.lay_out(LINES, Evidence(), ())
    assert bar.value() == 0


def test_whoever_went_somewhere_else_meanwhile_stays_there(text: AnswerText) -> None:
    write(text)
    text.verticalScrollBar().setValue(40)
    text.append("One more.")
    assert text.verticalScrollBar().value() == 40
    text.lay_out(LINES, Evidence(), ())
    assert text.verticalScrollBar().value() == 40


def rows_with_ink(text: AnswerText) -> int:
    """Pixel rows of the viewport that are not all of one colour."""
    image = text.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wide = range(image.width())
    return sum(len({image.pixel(x, y) for x in wide}) > 1 for y in range(image.height()))


def test_why_there_is_no_text_is_said_on_as_many_lines_as_it_needs(text: AnswerText) -> None:
    text.explain_absence("Asked.")
    one_line = rows_with_ink(text)
    text.explain_absence("Asked as soon as there is a transcript, and then at once.")
    assert rows_with_ink(text) > 1.5 * one_line > 0
    assert "transcript" in text.accessibleDescription()
    text.append("It begins.")
    assert rows_with_ink(text) < 1.5 * one_line


def test_a_models_name_gives_way_after_the_words_about_it_do(qtbot) -> None:
    head = CellHead()
    qtbot.addWidget(head)
    head.model.show_line("Claude Sonnet 5.5")
    head.show_progress("writing… 1,250 words", "1,250 words")
    for width, words in ((600, "writing… 1,250 words"), (230, "1,250 words"), (120, "1,250 words")):
        head.resize(width, 36)
        head.show_progress("writing… 1,250 words", "1,250 words")
        assert head.facts.text() == words
