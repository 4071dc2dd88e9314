from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sextant.core.corrections import Correction, Corrections, corrected
from sextant.core.edits import Correct, Edit, Edited, Merge, Rename, apply, inverse
from sextant.core.model import AnalysisKey
from support.spoken import transcript

SPOKEN = transcript(
    (0, "We met the vender yesterday", 0), (10, "The vender is late", 1), (20, "Yes", 2)
)


def corrections(*words: Correction, **merged: int) -> Corrections:
    return Corrections(
        transcript_fingerprint=SPOKEN.fingerprint,
        words=words,
        merged={number.removeprefix("s"): into for number, into in merged.items()},
    )


VENDOR = Correction(10.4, "vender", "vendor")


def test_a_corrected_word_is_read_as_it_should_be_and_tells_what_was_heard() -> None:
    read = corrected(SPOKEN, corrections(VENDOR))
    assert [turn.text for turn in read.turns] == [
        "We met the vender yesterday",
        "The vendor is late",
        "Yes",
    ]
    assert [word.heard for word in read.turns[1].words] == [None, "vender", None, None]


def test_a_correction_never_makes_an_answer_another_one() -> None:
    """The key of an answer, by which it is known to be paid for, stays the same."""
    read = corrected(SPOKEN, corrections(VENDOR, s2=0))
    keys = {AnalysisKey("brief", "p", "m", t.fingerprint) for t in (SPOKEN, read)}
    assert len(keys) == 1


def test_speakers_who_are_one_person_are_one_along_a_chain() -> None:
    read = corrected(SPOKEN, corrections(s2=1, s1=0))
    assert read.speakers == (0,)


def test_a_circle_of_speakers_ends() -> None:
    """Nobody can make one here, but anybody can write one into the file."""
    assert corrected(SPOKEN, corrections(s0=1, s1=0)).speakers


def test_corrections_of_another_transcript_do_nothing() -> None:
    other = Corrections(transcript_fingerprint="e" * 64, words=(VENDOR,))
    assert corrected(SPOKEN, other) is SPOKEN


def test_each_state_of_a_transcript_is_an_edition_and_the_untouched_one_has_none() -> None:
    editions = {
        corrected(SPOKEN, made).edition
        for made in (
            corrections(),
            corrections(VENDOR),
            corrections(s1=0),
            corrections(VENDOR, s1=0),
        )
    }
    assert len(editions) == 4
    assert corrected(SPOKEN, corrections()).edition == ""


NUMBERS = st.integers(0, 3)
STARTS = st.sampled_from([0.4, 10.4])
TEXTS = st.sampled_from(["vender", "vendor", "Vendor Ltd.", "", "  "])
EDITS = st.one_of(
    st.builds(Rename, NUMBERS, st.sampled_from(["", "Anna", " Bo  B. "])),
    st.builds(Merge, NUMBERS, st.one_of(st.none(), NUMBERS)),
    st.builds(Correct, STARTS, st.just("vender"), TEXTS),
)


@given(st.lists(EDITS, max_size=12))
def test_undoing_every_edit_leads_back_to_the_beginning(edits: list[Edit]) -> None:
    beginning = state = Edited({"0": "Clara"}, corrections(VENDOR))
    undo: list[Edit] = []
    for edit in edits:
        undo.append(inverse(edit, state))
        state = apply(edit, state)
    for edit in reversed(undo):
        state = apply(edit, state)
    assert state == beginning


@example([Merge(0, 1), Merge(0, 0)])
@example([Merge(0, 1), Merge(2, 0), Merge(0, 2)])
@given(st.lists(EDITS, max_size=12))
def test_no_edit_makes_a_circle_of_speakers(edits: list[Edit]) -> None:
    state = Edited({}, corrections())
    for edit in edits:
        state = apply(edit, state)
    for number in range(4):
        assert str(state.corrections.speaker(number)) not in state.corrections.merged


@pytest.mark.parametrize("text", ["vender", "", "   "])
def test_correcting_a_word_to_what_was_heard_or_to_nothing_takes_it_back(text: str) -> None:
    before = Edited({}, corrections(VENDOR))
    assert apply(Correct(10.4, "vender", text), before).corrections.words == ()
