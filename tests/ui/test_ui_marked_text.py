from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from sextant.core.evidence import Citation, Evidence, Examiner, Quotation
from sextant.storage.deepgram_answer import read_answer
from sextant.ui.closed_browser import ClosedDocument
from sextant.ui.markdown import render
from sextant.ui.marked_text import Claim, mark
from sextant.ui.passages import MARKS, Span
from support.board import BRIEF_GPT, TEXTS, raw_transcript

EXAMINER = Examiner(read_answer(raw_transcript(), "transcript.deepgram.json"))
SIGNS = "".join(MARKS.values())


def laid_out(text: str, claims: tuple[Claim, ...] = ()) -> tuple[str, list[tuple[Span, str]], str]:
    """What is to be read, each passage with its words, and the HTML that Qt makes of it."""
    document = ClosedDocument(None)
    evidence = EXAMINER.examine(text)
    spans = render(document, text, evidence, lambda _: QColor("black"), claims)
    units = document.toRawText().encode("utf-16-le")
    shown = [(span, units[2 * span.first : 2 * span.last].decode("utf-16-le")) for span in spans]
    return document.toPlainText(), shown, document.toHtml()


def words_of(shown: list[tuple[Span, str]], kind: type) -> list[str]:
    return [words for span, words in shown if isinstance(span.passage, kind)]


@pytest.mark.parametrize("text", TEXTS.values(), ids=[f"{p}-{m[1:7]}" for p, m in TEXTS])
def test_every_passage_is_found_again_in_the_document(qapp: QApplication, text: str) -> None:
    evidence = EXAMINER.examine(text)
    _, shown, _ = laid_out(text)
    quoted = [quotation.text for quotation in evidence.quotations]
    assert [words.strip("“”") for words in words_of(shown, Quotation)] == quoted
    assert len(words_of(shown, Citation)) == len(evidence.citations)


def test_the_outcome_stands_behind_the_time_that_is_given(qapp: QApplication) -> None:
    read, _, _ = laid_out(BRIEF_GPT)
    assert "under nine percent” 31:08\u202f✓." in read
    assert "“everyone agreed on the price” 46:11\u202f×" in read


def test_a_quotation_without_a_time_has_its_outcome_behind_it(qapp: QApplication) -> None:
    read, _, html = laid_out("They said “we move the launch to March” and meant it.")
    assert read == "They said “we move the launch to March”\u202f✓ and meant it."
    assert "sextant:751.0#0" in html  # the sign leads to where it was said


@pytest.mark.parametrize(
    ("markdown", "read"),
    [
        ("> “we move the launch to March” [12:31]", "“we move the launch to March” 12:31\u202f✓"),
        ("*“we move the launch to March”*", "“we move the launch to March”\u202f✓"),
        ("__“we move the launch to March”__.", "“we move the launch to March”\u202f✓."),
        ("**“we move the launch to March.”**", "“we move the launch to March.”\u202f✓"),
        ("😀 “we move the launch to March” 😀", "😀 “we move the launch to March”\u202f✓ 😀"),
        ("[12:31](http://example.com)", "12:31(http://example.com)"),
        ("See `[12:31]` there", "See 12:31 there"),
        ("at [12:31–12:58], [99:00:00]", "at 12:31–12:58, 99:00:00"),
    ],
)
def test_markdown_around_a_passage_stays_what_it_is(
    qapp: QApplication, markdown: str, read: str
) -> None:
    assert laid_out(markdown)[0] == read


@pytest.mark.parametrize("emphasis", ["**", "__", "*", "_", "~~"])
def test_emphasis_over_a_whole_claim_survives_the_signs(qapp: QApplication, emphasis: str) -> None:
    text = f"{emphasis}It moved to March [12:31].{emphasis}"
    read, shown, _ = laid_out(text, (Claim(0, len(text)),))
    assert read == "It moved to March 12:31."
    assert words_of(shown, Claim) == ["It moved to March 12:31."]


@pytest.mark.parametrize("before", ["- ", "1. ", "> ", "## ", "- [ ] ", "| "])
def test_a_claim_that_begins_a_line_leaves_the_line_what_it_is(
    qapp: QApplication, before: str
) -> None:
    text = f"{before}It moved to March [12:31]"
    with_claim, _, marked = laid_out(text, (Claim(0, len(text)),))
    without, _, plain = laid_out(text)
    assert with_claim == without
    assert [tag for tag in ("<ul", "<ol", "<h2", "<table") if tag in marked] == [
        tag for tag in ("<ul", "<ol", "<h2", "<table") if tag in plain
    ]


def test_a_row_of_a_table_is_a_claim_from_its_first_cell_to_its_last(qapp: QApplication) -> None:
    row = "| Clara | to March | [12:31] |"
    text = f"| who | what | when |\n|---|---|---|\n{row}"
    _, shown, html = laid_out(text, (Claim(text.index(row), len(row)),))
    assert "<table" in html
    (claim,) = words_of(shown, Claim)
    assert claim.startswith("Clara")
    assert claim.endswith("12:31")


def test_code_stays_code_and_wraps(qapp: QApplication) -> None:
    text = "Before.\n\n```\nx = 1 [12:31]\n```\n\n> after [12:31]"
    claims = tuple(
        Claim(c.sentence_offset, c.sentence_length) for c in EXAMINER.examine(text).citations
    )
    read, _, html = laid_out(text, claims)
    assert read == "Before.\nx = 1 12:31\nafter 12:31"
    assert "<pre" not in html or "white-space" not in html.split("<pre", 1)[1][:40]


def test_a_monstrous_table_is_text(qapp: QApplication) -> None:
    table = "|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|[12:31]" * 500 + "|"
    _, shown, html = laid_out(table)
    assert "<table" not in html
    assert words_of(shown, Citation) == ["12:31"] * 500


def test_a_picture_is_not_loaded_and_says_where_it_lies(qapp: QApplication) -> None:
    read, _, html = laid_out("![x](http://example.com/a.png)")
    assert read == "[http://example.com/a.png]"
    assert "<img" not in html


def test_html_is_text(qapp: QApplication) -> None:
    assert "<b>hi</b><script>" in laid_out("<b>hi</b><script>alert(1)</script>")[0]


def test_text_cannot_be_turned_around_nor_bring_signs_of_its_own(qapp: QApplication) -> None:
    read, shown, _ = laid_out("\U000f0000a\U00100000 \u202eevil\u202c [12:31]")
    assert read == "\ufffda\ufffd \ufffdevil\ufffd 12:31"
    assert words_of(shown, Citation) == ["12:31"]


PIECES = st.sampled_from(
    [
        *("[12:31]", "“we move the launch to March”", "“everyone agreed on the price”", "😀", "é"),
        *("\n", "\n\n", "- ", "> ", "| ", "**", "_", "`", "```\n", "[", "](", ")", "# ", " ", "a"),
        *("<b>", "\u202e", "\U000f0001", "\U00100001", "שלום", "![", '"', "„", "\\", "1. ", "~~"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_a_model_writes_no_sign_is_left_and_passages_keep_their_words(
    qapp: QApplication, text: str
) -> None:
    evidence = EXAMINER.examine(text)
    claims = tuple(
        Claim(c.sentence_offset, c.sentence_length)
        for c in (*evidence.citations, *evidence.quotations)
    )
    document = ClosedDocument(None)
    spans = render(document, text, evidence, lambda _: QColor("black"), claims)
    raw = document.toRawText()
    assert not any(ord(character) >= 0xF0000 for character in raw)
    units = raw.encode("utf-16-le")
    for span in spans:
        words = units[2 * span.first : 2 * span.last].decode("utf-16-le")
        if isinstance(span.passage, Citation):
            assert words.strip(SIGNS) == "12:31"


@given(st.text(max_size=60))
def test_signs_change_nothing_but_themselves(text: str) -> None:
    assert mark(text, Evidence()).text.count("\ufffd") >= text.count("\ufffd")
    assert len(mark(text, Evidence()).text) == len(text)
