from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sextant.core.occurrences import Occurrence, Occurrences
from sextant.core.search import folded
from support.spoken import transcript

SPOKEN = transcript(
    (0, "We move the launch to March. The launch, yes, the launch!"),
    (30, "March is late for a Straße in MÜNCHEN"),
)


def places(query: str) -> list[Occurrence]:
    return list(Occurrences(SPOKEN).of(query))


def test_every_place_is_found_whatever_the_case() -> None:
    assert places("LAUNCH") == [(0, 3, 3), (0, 7, 7), (0, 10, 10)]
    assert places("münchen strasse") == []
    assert places("strasse in münchen") == [(1, 5, 7)]


def test_a_part_of_a_word_is_the_word_and_a_phrase_may_span_words() -> None:
    assert places("arch. the lau") == [(0, 5, 7)]
    assert places("rch") == [(0, 5, 5), (1, 0, 0)]


def test_spaces_do_not_matter_and_nothing_is_nowhere() -> None:
    assert places("  to   march. ") == [(0, 4, 5)]
    assert places("") == places("   ") == []


WORDS = st.lists(st.sampled_from(["a", "ab", "ß", "İx", "ﬁn", "A b"]), min_size=1, max_size=8)


@given(st.lists(WORDS, min_size=1, max_size=3), st.text("abßxin ", max_size=4))
def test_what_is_found_holds_what_was_looked_for(turns: list[list[str]], query: str) -> None:
    spoken = transcript(*((i * 60, " ".join(words)) for i, words in enumerate(turns)))
    wanted = " ".join(folded(query).split())
    for turn, first, last in Occurrences(spoken).of(query):
        words = spoken.turns[turn].words[first : last + 1]
        assert wanted in folded(" ".join(word.text for word in words))
        for fewer in (words[1:], words[:-1]):
            assert wanted not in folded(" ".join(word.text for word in fewer))


@given(st.lists(WORDS, max_size=4), st.text("abßx ", max_size=2))
def test_places_are_the_same_counted_one_by_one_and_turn_by_turn(
    turns: list[list[str]], query: str
) -> None:
    spoken = transcript(*((i * 60, " ".join(words)) for i, words in enumerate(turns)))
    found = Occurrences(spoken).of(query)
    whole = list(found)
    assert [found[number] for number in range(len(found))] == whole
    assert list(found[1:]) == whole[1:]
    for turn in range(len(turns) + 1):
        assert found.from_turn(turn) == sum(place.turn < turn for place in whole)
        assert list(found.in_turn(turn)) == [place for place in whole if place.turn == turn]
