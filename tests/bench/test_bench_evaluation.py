"""How well quotations and times are judged, on labelled answers (tests/eval)."""

from __future__ import annotations

import pytest

from sextant.core.evidence import Status
from support.evaluation import SETS, evaluate, recordings
from support.figures import Figure

WORDS = {
    "tuned": "by hand, looked at while tuning",
    "held": "by hand, held out from tuning",
    "made": "made by rule",
}


@pytest.mark.parametrize("which", SETS)
def test_what_became_of_the_labelled_answers(report, which):
    score = evaluate(recordings(), which)
    about = WORDS[which]
    for status in (Status.FOUND, Status.CLOSE, Status.ELSEWHERE):
        precision, recall, of = score.quality(status)
        report(told(f"quotations {status}, {about}", precision, recall, of))
    report(told(f"times, {about}", *score.quality_of_times))
    for kind, status, most in (
        ("invented", Status.FOUND, 0.0),
        ("altered", Status.FOUND, 0.0),
        ("true", Status.MISSING, 0.01),
    ):
        there, called = score.count(kind), score.count(kind, status)
        what = f"{kind} ones called {status}, {about}"
        value = f"{called} of {there}"
        report(Figure(what, value, "–", "–", f"≤ {most:.0%}", called <= most * there))


def told(what: str, precision: float, recall: float, of: int) -> Figure:
    value = f"precision {precision:.3f}, recall {recall:.3f}"
    return Figure(what, value, f"{of} labelled", "–", "–", None)
