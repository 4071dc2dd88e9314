"""Whatever a model writes can be examined, and nothing said of it leads out of the answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.core.evidence import Evidence, Examiner, Status
from support.spoken import transcript

MEETING = transcript(
    (0, "Good morning. We agreed to spend four hundred thousand dollars on the windows."),
    (60, "It's not enough, um, we don't have a follow-up plan for the bank."),
    duration=120,
)
EXAMINER = Examiner(MEETING)

LARGE = 40_000
"""Characters: enough for a cost that grows with the square to be felt."""

UNITS = {
    "marks that open": "“",
    "marks that close": "”",
    "straight marks": '"',
    "apostrophes": "' ",
    "German marks": "„»",
    "words in marks": "“a” ",
    "guillemets apart": "« » ",
    "brackets": "[",
    "citations": "[00:00:01] ",
    "bare times": "at 1:31 ",
    "ranges without an end": "from 01:00 to ",
    "colons": "1:",
    "digits": "9",
    "dots": ".",
    "spaces": " ",
    "empty lines": "\n",
    "block quotes": "> we agreed to spend\n\n",
    "one block": "> a: b c d e\n",
    "rows": "| a | “we agreed to spend four” | [00:00:01] |\n",
    "cells": "|",
    "overrides": "\u202e“we agreed to spend” \u2066",
    "parts": "we agreed … ",
    "numbers": "four hundred thousand ",
    "script": "<script>alert('“we agreed to spend”')</script><img src=x onerror=y>",
    "links": "[“we agreed to spend”](javascript:alert(1)) ",
    "invented": "“the mayor has never agreed to anything at all” [00:00:01] ",
    "half a pair": "\ud800",
    "accents": "a\u0301\u0301\u0301",
}


def sound(answer: str, evidence: Evidence) -> bool:
    """Whether all that is said of an answer lies in it, in order, and in its sentence."""
    for claims in (evidence.citations, evidence.quotations):
        place = 0
        for one in claims:
            end = one.offset + one.length
            if not place <= one.offset < end <= len(answer):
                return False
            sentence = one.sentence_offset, one.sentence_offset + one.sentence_length
            if not 0 <= sentence[0] <= one.offset <= end <= sentence[1] <= len(answer):
                return False
            place = end
    return all(
        evidence.citations[index] and quotation.status in Status
        for quotation in evidence.quotations
        for index in quotation.citations
    )


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize("quoted", [False, True])
def test_however_much_of_it_there_is(name, quoted):
    unit = UNITS[name]
    answer = (unit * (LARGE // len(unit) + 1))[:LARGE]
    answer = f"“{answer}” [00:00:01]" if quoted else answer
    assert sound(answer, EXAMINER.examine(answer))


def test_ten_thousand_citations_are_all_read():
    answer = "\n".join(f"- claim {n} [00:00:{n % 60:02}]" for n in range(10_000))
    evidence = EXAMINER.examine(answer)
    assert len(evidence.citations) == 10_000
    assert sound(answer, evidence)


def test_marks_hidden_by_overrides_do_not_hide_a_quotation():
    (quotation,) = EXAMINER.examine(
        "\u202e“We agreed \u2066to spend four hundred thousand”\u202c"
    ).quotations
    assert quotation.status is Status.FOUND


PIECES = st.sampled_from(
    [*UNITS.values(), *"ab “”„«»\"'‘’>-*[]():0123459…\n.|_", "00:01:00", "we "]
)


@given(st.lists(PIECES, max_size=80).map("".join))
def test_any_mixture_of_marks_can_be_examined(answer):
    assert sound(answer, EXAMINER.examine(answer))


@given(st.text(max_size=400))
def test_any_text_can_be_examined(answer):
    assert sound(answer, EXAMINER.examine(answer))


@given(st.text(max_size=200))
def test_any_words_can_be_a_transcript(words):
    if words.split():
        spoken = transcript((0, words))
        answer = f"“{words}” [00:00:00] and “we agreed to spend more”"
        assert sound(answer, Examiner(spoken).examine(answer))
