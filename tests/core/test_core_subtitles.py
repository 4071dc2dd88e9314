"""Subtitles that can be read in the time they stand."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sextant.core.model import Recording, Source, Transcript, Turn, Word
from sextant.core.subtitles import GAP, LEAST, LINE, LINES, LONGEST, SPEED, cues, srt, vtt

RECORDING = Recording(
    source=Source("a.mp4", 1, "0"), created=datetime(2026, 1, 1, tzinfo=UTC), speakers={"0": "A<b>"}
)

words = st.lists(
    st.tuples(st.text(alphabet="abc<&>-.?", min_size=1, max_size=12), st.floats(0.0, 3.0)),
    min_size=1,
    max_size=60,
)


def spoken(given_words, speakers=(0, 1)) -> Transcript:
    now, turns, turn = 0.0, [], []
    for index, (text, pause) in enumerate(given_words):
        turn.append(Word(text, now + pause, now + pause + 0.3))
        now += pause + 0.3
        if index % 17 == 16:
            turns.append(Turn(speakers[len(turns) % 2], tuple(turn)))
            turn = []
    if turn:
        turns.append(Turn(0, tuple(turn)))
    return Transcript(tuple(turns), now, "f" * 64)


@given(words)
def test_no_subtitle_is_too_long_too_short_or_meets_the_next(given_words):
    transcript = spoken(given_words)
    made = cues(transcript, RECORDING)
    for cue in made:
        for lines in (cue.lines, cue.named_lines):
            assert len(lines) <= LINES
            assert all(len(line) <= LINE for line in lines)
        assert cue.end - cue.start + 0.001 >= LEAST
        assert cue.end - cue.start <= LONGEST + 0.001
    assert all(a.end + GAP <= b.start + 0.001 for a, b in pairwise(made))
    said = [word.text for turn in transcript.turns for word in turn.words]
    assert " ".join(" ".join(cue.lines) for cue in made).split() == said


@given(words)
def test_a_subtitle_stays_as_long_as_it_takes_to_read_where_there_is_room(given_words):
    for cue, following in pairwise([*cues(spoken(given_words), RECORDING), None]):
        length = len(" ".join(cue.words))
        hurried = following and following.start - cue.end <= GAP + 0.001
        assert hurried or length / (cue.end - cue.start) <= SPEED + 0.1


def shown(text: str, speed: float = 0.3) -> list[list[str]]:
    words = [Word(word, i * speed, (i + 1) * speed) for i, word in enumerate(text.split())]
    transcript = Transcript((Turn(1, tuple(words)),), len(words) * speed, "f" * 64)
    return [cue.lines for cue in cues(transcript, RECORDING)]


def test_a_long_sentence_is_cut_after_a_clause_and_about_in_the_middle():
    assert shown(
        "The launch moves to March because the vendor is late, and the pilot "
        "has to run for three weeks after that."
    ) == [
        ["The launch moves to March", "because the vendor is late,"],
        ["and the pilot has to run", "for three weeks after that."],
    ]


def test_short_sentences_share_a_subtitle():
    assert shown("Yes. I think so. We will see.") == [["Yes. I think so. We will see."]]


def test_what_would_be_gone_at_once_shares_a_subtitle():
    made = shown("Well. " + "We agreed to spend four hundred thousand dollars on the windows " * 2)
    assert made[0][0].startswith("Well. We agreed")


def test_ten_hours_without_a_full_stop_are_cut_in_linear_time():
    assert len(shown("word " * 100_000)) > 5000


@given(words)
def test_no_words_can_break_the_file(given_words):
    transcript = spoken(given_words)
    count = len(cues(transcript, RECORDING))
    assert (
        len(re.findall(r"^\d\d:\d\d:\d\d\.\d{3} --> ", vtt(transcript, RECORDING), re.MULTILINE))
        == count
    )
    assert len(re.findall(r" --> ", srt(transcript, RECORDING))) == count


def test_names_and_words_are_escaped_for_players():
    text = vtt(spoken([("<i>", 0.0), ("&", 0.0)]), RECORDING)
    assert "<v A&lt;b>&lt;i&gt; &amp;" in text
