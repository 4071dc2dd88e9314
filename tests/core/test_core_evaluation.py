"""What the labelled answers must show, on the part that nothing was tuned on."""

from __future__ import annotations

import pytest

from sextant.core.evidence import Status
from support.evaluation import EXPECTED, SETS, Score, evaluate, pieces_of, recordings


@pytest.fixture(scope="module", params=SETS)
def score(request) -> Score:
    return evaluate(recordings(), request.param)


def test_an_invented_quotation_is_never_called_found(score):
    assert score.count("invented", Status.FOUND) == 0


def test_neither_is_one_that_was_altered_or_put_in_other_words(score):
    assert score.count("altered", Status.FOUND) == 0
    assert score.count("paraphrased", Status.FOUND) == 0


def test_at_most_one_true_quotation_in_a_hundred_is_called_missing(score):
    assert score.count("true", Status.MISSING) <= score.count("true") / 100


def test_at_most_one_true_quotation_in_fifty_is_not_called_found(score):
    assert score.count("true") - score.count("true", Status.FOUND) <= score.count("true") / 50


def test_what_is_found_is_found_in_the_turn_it_is_from(score):
    assert score.misplaced == []


def test_times_are_told_from_what_is_none(score):
    _, recall, _ = score.quality_of_times
    assert score.wrong_times == 0
    assert recall >= 0.98


def test_the_set_is_as_large_and_as_mixed_as_it_should_be():
    pieces = [
        piece for name in recordings() for which in SETS[:2] for piece in pieces_of(name, which)
    ]
    kinds = [label.kind for piece in pieces for label in piece.quotations]
    assert len(recordings()) >= 6
    assert len(kinds) >= 150
    assert sum(len(piece.times) for piece in pieces) >= 150
    assert set(kinds) == set(EXPECTED)
