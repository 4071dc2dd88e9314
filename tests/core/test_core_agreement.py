"""Where answers point to the same moment."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sextant.core.agreement import LONGEST, moments
from sextant.core.evidence import Citation, Evidence, Quotation, Status


def cites(*spans: tuple[float, float], beyond: bool = False) -> Evidence:
    return Evidence(tuple(Citation("", s, e, 0, 1, beyond) for s, e in spans))


def quotes(start: float | None, end: float | None, status: Status) -> Evidence:
    return Evidence((), (Quotation("", status, start, end, 0, 1),))


def test_times_close_to_each_other_are_one_moment():
    found = moments({"a": cites((10, 10), (100, 100)), "b": cites((14, 20))})
    assert [(m.start, m.end, m.analyses) for m in found] == [
        (10, 20, ("a", "b")),
        (100, 100, ("a",)),
    ]


def test_a_quotation_counts_where_it_was_said():
    found = moments({"a": cites((10, 10)), "b": quotes(12, 15, Status.ELSEWHERE)})
    assert [(m.start, m.end, m.analyses) for m in found] == [(10, 15, ("a", "b"))]


def test_what_is_not_in_the_recording_is_no_moment():
    assert moments({"a": cites((900, 900), beyond=True)}) == ()
    assert moments({"a": quotes(None, None, Status.MISSING)}) == ()


def test_a_chain_of_near_times_does_not_become_one_topic():
    found = moments({"a": cites(*((t, t) for t in range(0, 200, 5)))})
    assert len(found) > 5
    assert all(moment.end - moment.start <= LONGEST for moment in found)


spans = st.lists(
    st.tuples(st.floats(0, 500), st.floats(0, 60)).map(lambda p: (p[0], p[0] + p[1])), max_size=12
)


@given(st.dictionaries(st.sampled_from("abcdef"), spans))
def test_every_span_lies_in_a_moment_that_names_its_answer(cited):
    found = moments({name: cites(*each) for name, each in cited.items()})
    for name, each in cited.items():
        for start, end in each:
            assert any(m.start <= start and end <= m.end and name in m.analyses for m in found)
    assert list(found) == sorted(found, key=lambda m: m.start)
