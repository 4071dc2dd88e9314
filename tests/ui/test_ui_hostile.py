"""What a model may write to do harm, in every place of the window that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from sextant.core.agreement import Moment, moments
from sextant.core.evidence import Evidence, Examiner
from sextant.core.model import Analysis, Recording
from sextant.storage.resources import resource
from sextant.ui.answer_text import AnswerText
from sextant.ui.closed_browser import ClosedBrowser
from sextant.ui.explanations import Explanations
from sextant.ui.moment_page import MomentPage
from sextant.ui.theme import Theme
from support.hostile import HOSTILE, TOO_MUCH, pieces
from support.views import MEETING, answer, view

EXAMINER = Examiner(MEETING)
RECORDING: Recording = view().recording

OURS = {"qt", "p", "i", "s", "b"}
"""The tags of our tool tips."""


@pytest.fixture
def shown(qtbot) -> AnswerText:
    """Where an answer is read."""
    made = AnswerText(Theme(QApplication.instance(), resource()))
    qtbot.addWidget(made)
    return made


def test_an_answer_cannot_make_links_that_look_like_the_windows_own(shown: AnswerText) -> None:
    lay_out(shown, "[heard](sextant:751.0#0) [✓](sextant-sign:#0) [x](https://a.example)")
    assert set(anchors(shown.document())) == {"https://a.example"}


def anchors(document: QTextDocument) -> Iterator[str]:
    """Where all that can be clicked leads."""
    block = document.begin()
    while block.isValid():
        for fragment in block:
            for address in (fragment.fragment().charFormat().anchorHref(),):
                if address:
                    yield address
        block = block.next()


def harmless(shown: ClosedBrowser) -> bool:
    """It holds no picture; whatever is clicked asks for a page of a named host, or nothing."""
    asked: list[str] = []
    shown.link_clicked.connect(asked.append)
    for address in dict.fromkeys(anchors(shown.document())):
        shown.anchorClicked.emit(QUrl(address))
    shown.link_clicked.disconnect(asked.append)
    wanted = [QUrl(address) for address in asked]
    assert all(url.scheme() in ("http", "https") and url.host() for url in wanted)
    return "<img" not in shown.document().toHtml()


def lay_out(shown: AnswerText, text: str) -> Evidence:
    evidence = EXAMINER.examine(text)
    shown.lay_out(text, evidence, ())
    return evidence


@pytest.mark.parametrize("text", HOSTILE)
def test_an_answer_is_read_and_loads_and_opens_nothing(shown: AnswerText, text: str) -> None:
    lay_out(shown, text)
    assert harmless(shown)


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_more_than_a_person_would_write_is_borne(shown: AnswerText, text: str) -> None:
    lay_out(shown, text)
    assert harmless(shown)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(pieces)
def test_tricks_put_together_do_no_harm(shown: AnswerText, text: str) -> None:
    lay_out(shown, text)
    assert harmless(shown)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_told_of_a_passage_has_no_tag_but_ours(text: str) -> None:
    explanations = Explanations(MEETING, RECORDING)
    evidence = EXAMINER.examine(text)
    for passage in (*evidence.quotations, *evidence.citations):
        told = explanations.of(passage)
        assert told is not None
        assert {tag.strip("/") for tag in re.findall(r"<([^\s>]+)", told.html)} <= OURS


@pytest.mark.parametrize("text", HOSTILE)
def test_what_answers_make_of_a_moment_is_plain_text(qtbot, text: str) -> None:
    one = answer("brief", "trick/one", f"{text} [00:01:00]")
    page = MomentPage(Theme(QApplication.instance(), resource()))
    qtbot.addWidget(page)
    analyses: dict[str, Analysis] = {one.id: one.analysis}
    page.know(MEETING, RECORDING, analyses, {one.id: text})
    found: tuple[Moment, ...] = moments({one.id: one.evidence})
    for moment in found:
        page.show_moment(moment)
        assert harmless(page)
