"""Subtitles that can be read in the time they stand."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sextant.core.model import Recording, Source, Transcript, Turn, Word
from sextant.core.subtitles import LINE, LINES, cues, srt, vtt

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
def test_no_subtitle_is_too_long_or_meets_the_next(given_words):
    transcript = spoken(given_words)
    made = cues(transcript, RECORDING)
    for cue in made:
        for lines in (cue.lines, cue.named_lines):
            assert len(lines) <= LINES
            assert all(len(line) <= LINE for line in lines)
        assert cue.start < cue.end
    assert all(a.end <= max(b.start, a.start + 0.001) for a, b in pairwise(made))
    said = [word.text for turn in transcript.turns for word in turn.words]
    assert " ".join(" ".join(cue.lines) for cue in made).split() == said


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
