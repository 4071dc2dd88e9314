"""Markdown that does no harm even in a viewer that allows everything."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sextant.export.markdown_answer import AnswerMarkdown
from sextant.export.reading import read_answer
from sextant.export.turns import Turns
from support.hostile import HOSTILE, TOO_MUCH, pieces
from support.views import MEETING, answer, exported, view


def viewed(page: str):
    """Every token that a viewer would make of it which allows HTML and any link."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: True
    for token in parser.parse(page):
        yield token
        yield from token.children or ()


def harmless(page: str) -> bool:
    tokens = list(viewed(page))
    links = [str(token.attrGet("href")) for token in tokens if token.type == "link_open"]
    return not {"html_block", "html_inline", "image"} & {token.type for token in tokens} and all(
        re.match("https?://", link) for link in links
    )


def rewritten(text: str) -> str:
    evidence = answer("brief", "m/x", text).evidence
    return "\n".join(AnswerMarkdown(Turns(MEETING)).lines(read_answer(text, evidence)))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_answers_do_no_harm(text):
    page = exported("md", view(answer("brief", "m/x", text))).decode()
    assert harmless(page)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\u202a-\u202e]", page)


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_more_than_a_person_would_write_does_no_harm(text):
    assert harmless(rewritten(text))


@settings(deadline=None)
@given(pieces)
def test_hostile_pieces_do_no_harm_together(text):
    assert harmless(rewritten(text))


@given(st.text(alphabet="ab*_`[](){}<>!#|~&;:/\\-+=1.) \n\t", max_size=60))
def test_any_answer_does_no_harm(text):
    assert harmless(rewritten(text))


@pytest.mark.parametrize(
    "text",
    [
        "# One\n\ntwo *three* **four** `five` ~~six~~ [seven](https://x.example)",
        "- a\n- b\n\n  c\n  1. d\n  2. e\n- f",
        "> quoted\n>\n> > deeper",
        "| a | b |\n|:-:|--:|\n| 1 \\| 2 | *3* |",
        "```\ncode ``` with\n\n    <b>fences</b>\n```",
        "4. four\n5. five",
        "1986\\. A year, \\- a dash, \\# a hash, &amp;lt; and 2 < 3 & 4",
        "line  \nbreak\n\n* * *\n\nend",
    ],
)
def test_an_answer_reads_as_it_was_written(text):
    renderer = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    was, now = renderer.render(text), renderer.render(rewritten(text))
    now = re.sub(r"h([456])>", lambda found: f"h{int(found[1]) - 3}>", now)
    assert now.replace(" (x.example)", "") == was
