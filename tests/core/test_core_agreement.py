"""Where answers point to the same moment."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sextant.core.agreement import Agreement, Kind, Moment, moments, said
from sextant.core.evidence import Citation, Evidence, Examiner, Quotation, Status
from sextant.core.merging import LONGEST, NEAR
from sextant.core.model import AnalysisKey
from support.spoken import transcript


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


def test_the_times_that_one_answer_gives_stay_apart():
    found = moments({name: cites((10, 10), (14, 14), (18, 18), (22, 22)) for name in "abcdef"})
    assert [(m.start, m.end, len(m.analyses)) for m in found] == [
        (10, 10, 6),
        (14, 14, 6),
        (18, 18, 6),
        (22, 22, 6),
    ]


def test_who_points_between_two_moments_joins_the_nearer_one():
    found = moments({"a": cites((10, 10), (20, 20)), "b": cites((13, 13)), "c": cites((18, 18))})
    assert [(m.start, m.end, m.analyses) for m in found] == [
        (10, 13, ("a", "b")),
        (18, 20, ("a", "c")),
    ]


def test_one_answer_may_mean_the_same_words_by_two_times():
    found = moments({"a": cites((10, 10), (11, 11), (12, 16), (15, 15))})
    assert [(m.start, m.end) for m in found] == [(10, 11), (12, 16)]


def test_near_times_do_not_chain():
    found = moments({f"answer {t}": cites((t, t)) for t in range(0, 200, 5)})
    assert {m.end - m.start for m in found} == {5}
    assert {len(m.analyses) for m in found} == {2}


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


@given(st.dictionaries(st.sampled_from("abcdef"), spans))
def test_all_that_makes_a_moment_lies_near_all_the_rest_of_it(cited):
    for moment in moments({name: cites(*each) for name, each in cited.items()}):
        starts = [mention.start for mention in moment.mentions]
        ends = [mention.end for mention in moment.mentions]
        assert max(starts) - min(ends) <= NEAR
        if moment.end - moment.start > LONGEST:
            assert max(starts) - min(starts) <= NEAR
            assert all(mention.end - mention.start > LONGEST for mention in moment.mentions)


@given(st.dictionaries(st.sampled_from("abcdef"), spans))
def test_moments_are_the_same_whatever_the_order_of_the_claims(cited):
    again = {name: cites(*reversed(each)) for name, each in cited.items()}
    found = moments({name: cites(*each) for name, each in cited.items()})
    assert found == moments(again)


def test_a_topic_meets_only_what_has_about_its_ends():
    found = moments(
        {"a": cites((600, 2700)), "b": cites((604, 2698), (605, 612)), "c": cites((598, 598))}
    )
    assert [(m.start, m.end, m.analyses) for m in found] == [
        (598, 612, ("b", "c")),
        (600, 2700, ("a", "b")),
    ]


def test_a_quotation_and_the_time_given_for_it_are_one_moment():
    spoken = transcript((0, "Well. " * 30 + "We agreed to open the building in May."))
    quoting = Examiner(spoken).examine("They “agreed to open the building in May” [00:00:00].")
    (moment,) = moments({"a": quoting, "b": cites((0, 0))})
    assert moment.start == 0
    assert moment.end > 12
    assert moment.analyses == ("a", "b")


def test_a_moment_knows_the_passages_that_point_to_it():
    spoken = transcript((0, "We agreed to open the building in May."), (60, "And to pay the bank."))
    answer = "- It opens in May [00:00:00].\n- “And to pay the bank” came later (00:01:00)."
    first, second = moments({"a": Examiner(spoken).examine(answer)})
    (mention,) = first.mentions
    assert answer[mention.offset :][: mention.length] == "It opens in May [00:00:00]."
    passages = {answer[m.offset :][: m.length] for m in second.mentions}
    assert passages == {"“And to pay the bank” came later (00:01:00)."}


def test_two_passages_of_an_answer_may_point_to_the_same_second():
    spoken = transcript((0, "We agreed to open the building in May."))
    answer = "Later: in May [00:00:00]. Open [00:00:00]."
    (moment,) = moments({"a": Examiner(spoken).examine(answer)})
    assert [mention.offset for mention in moment.mentions] == [0, 26]


PROMPTS, MODELS = ("brief", "critical"), ("a/x", "b/y", "c/z")
GRID = [AnalysisKey(prompt, "p", model, "t") for prompt in PROMPTS for model in MODELS]
BX, BY, BZ, CX, CY, CZ = (key.id for key in GRID)


def agreeing(*cited: tuple[str, ...]) -> Agreement:
    return Agreement([Moment(i * 60, i * 60 + 9, ids) for i, ids in enumerate(cited)], GRID)


def test_the_ways_in_which_answers_go_together():
    agreement = agreeing(
        (BX, BY, BZ, CX, CY, CZ), (BX, BY, BZ), (BX, CX), (BX, BY, BZ, CX), (CZ,), (BX, CY)
    )
    assert [set(agreement.kinds(moment)) for moment in agreement.moments] == [
        {Kind.ALL},
        {Kind.PROMPT},
        {Kind.MODEL},
        {Kind.PROMPT, Kind.MODEL},
        {Kind.ONE},
        {Kind.SOME},
    ]
    assert agreement.answers == 6
    assert agreement.counts() == {
        Kind.ALL: 1,
        Kind.PROMPT: 2,
        Kind.MODEL: 2,
        Kind.ONE: 1,
        Kind.SOME: 1,
    }


def test_an_answer_alone_agrees_with_nobody():
    alone = Agreement([Moment(0, 1, (BX,))], GRID[:1])
    assert alone.kinds(alone.moments[0]) == {Kind.ONE}


def test_two_answers_to_versions_of_a_prompt_are_one_voice():
    edited = AnalysisKey("brief", "other", "a/x", "t")
    agreement = Agreement([Moment(0, 1, (BX, edited.id))], [*GRID, edited])
    assert agreement.kinds(agreement.moments[0]) == {Kind.ONE}


def test_a_moment_that_is_one_time_is_heard_for_some_seconds_or_until_the_next_begins():
    moments = (Moment(10, 10, (BX,)), Moment(14, 14, (BY,)), Moment(60, 70, (BX,)))
    agreement = Agreement(moments, GRID)
    heard = {second: agreement.at(second) for second in (9.9, 10, 13, 15, 19.5, 25, 69)}
    assert [m and m.start for m in heard.values()] == [None, 10, 10, 14, 14, None, 60]


def test_next_and_previous_pass_over_other_kinds():
    agreement = agreeing((BX,), (BX, BY), (BY,), (CX, CY), (CZ,))
    starts = [agreement.next(-1), agreement.next(0), agreement.next(0, Kind.ONE)]
    assert [m.start for m in starts if m] == [0, 60, 120]
    assert agreement.next(240) is None
    back = agreement.previous(240, Kind.SOME)
    assert back is not None
    assert back.start == 180
    assert agreement.previous(0) is None


def test_the_moment_under_the_pointer_is_the_narrower_one():
    agreement = Agreement([Moment(0, 500, (BX,)), Moment(100, 110, (BY,))], GRID)
    inside, outside = agreement.at(105), agreement.at(200)
    assert (inside and inside.start, outside and outside.start) == (100, 0)
    assert agreement.at(501) is None


def test_the_claim_under_the_pointer_leads_to_its_moment():
    spoken = transcript((0, "We agreed to open the building in May."), (60, "And to pay the bank."))
    answer = "It opens in May [00:00:00]. The bank gets paid [00:01:00]."
    agreement = Agreement(moments({BX: Examiner(spoken).examine(answer)}), GRID)
    first, second = agreement.mentioned_at(BX, 3), agreement.mentioned_at(BX, 40)
    assert (first and first.start, second and second.start) == (0, 60)
    assert agreement.mentioned_at(BY, 3) is None


def test_the_words_of_a_moment_are_some_seconds_of_speech():
    spoken = transcript((0, "one two"), (10, "three four five"), (90, "six"))
    assert said(spoken, Moment(10, 10, (BX,))) == "three four five"
    assert said(spoken, Moment(0, 10.5, (BX,))) == "one two three four"
    assert said(spoken, Moment(500, 500, (BX,))) == ""
