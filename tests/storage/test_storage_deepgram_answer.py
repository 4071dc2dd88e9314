"""Deepgram's answers: rich, sparse, empty, of several channels, and damaged."""

from __future__ import annotations

import contextlib
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.core.errors import DamagedFile
from sextant.storage.deepgram_answer import read_answer


def word(text, start, end=None, **more):
    return {"word": text, "start": start, "end": start + 0.5 if end is None else end, **more}


def answer(*channels, **metadata):
    found = [{"alternatives": [{"words": list(words)}]} for words in channels]
    return json.dumps(
        {"metadata": {"duration": 9.5, **metadata}, "results": {"channels": found}}
    ).encode()


def spoken(transcript):
    return [(turn.speaker, turn.text) for turn in transcript.turns]


def test_a_rich_answer():
    """Turns follow the speakers; what is known of the answer is kept."""
    raw = answer(
        [
            word("yes", 0.1, punctuated_word="Yes.", speaker=0, confidence=0.9),
            word("30 euros", 0.7, punctuated_word="30 euros.", speaker=0, extra={"a": 1}),
            word("no", 1.5, punctuated_word="No.", speaker=1),
        ],
        request_id="r-1",
        model_info={"uuid": {"name": "general-nova-3", "arch": "nova-3", "version": "x"}},
        tags=["practice"],
        unknown=[1, 2],
    )
    transcript = read_answer(raw)
    assert spoken(transcript) == [(0, "Yes. 30 euros."), (1, "No.")]
    assert (transcript.turns[0].start, transcript.turns[0].end) == (0.1, 1.2)
    assert (transcript.duration, transcript.request_id) == (9.5, "r-1")
    assert (transcript.model, transcript.practice) == ("general-nova-3", True)
    assert transcript.fingerprint == hashlib.sha256(raw).hexdigest()
    assert transcript.turns[0].words[0].confidence == 0.9


def test_a_sparse_answer():
    """Bare words without speakers or punctuation are a transcript all the same."""
    transcript = read_answer(answer([word("yes", 0.1), word("no", 0.7)]))
    assert spoken(transcript) == [(None, "yes no")]
    assert not transcript.practice


@pytest.mark.parametrize(
    "results",
    [
        {"channels": []},
        {"channels": [{"alternatives": []}]},
        {"channels": [{"alternatives": [{"transcript": "", "confidence": 0.0, "words": []}]}]},
        {"channels": [{"alternatives": [{"words": None}]}]},
        {"channels": [{}]},
    ],
)
def test_no_speech(results):
    """An answer without words is a transcript without turns, not an error."""
    transcript = read_answer(json.dumps({"metadata": {}, "results": results}).encode())
    assert transcript.turns == ()
    assert transcript.duration == 0.0


def test_channels_are_interleaved_by_phrase():
    """Each channel is a speaker; one who talks over another stays readable."""
    left = [word("how", 0.0), word("are", 0.6), word("you", 1.2), word("good", 6.0)]
    right = [word("fine", 2.5), word("thanks", 3.1), word("mm", 0.7)]
    assert spoken(read_answer(answer(left, sorted(right, key=lambda w: w["start"])))) == [
        (0, "how are you"),
        (1, "mm fine thanks"),
        (0, "good"),
    ]


def test_channels_with_a_diarizer():
    """Speaker 0 of one channel is not speaker 0 of the other."""
    left = [word("a", 0.0, speaker=0), word("b", 2.0, speaker=1)]
    right = [word("c", 4.0, speaker=0)]
    assert spoken(read_answer(answer(left, right))) == [(0, "a"), (1, "b"), (2, "c")]


def test_a_monologue_has_times_to_cite():
    """A long pause begins a turn; after a minute the end of a sentence does."""
    words = [word(f"w{n}." if n % 10 == 9 else f"w{n}", float(n)) for n in range(100)]
    turns = read_answer(answer(words)).turns
    assert [turn.start for turn in turns] == [0.0, 70.0]
    paused = read_answer(answer([word("a", 0.0), word("b", 9.0), word("c", 9.6)])).turns
    assert [turn.text for turn in paused] == ["a", "b c"]


def test_languages():
    """Those of the channel and of the alternative, each once."""
    channel = {
        "detected_language": "de",
        "alternatives": [{"words": [word("ja", 0)], "languages": ["de", "en"]}],
    }
    raw = json.dumps({"results": {"channels": [channel]}}).encode()
    assert read_answer(raw).languages == ("de", "en")


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"null", b"{}", b'{"results":{}}', b"<html>", b"\xff\xfe", b"[" * 99_999],
)
def test_damaged(raw):
    """What is no answer of Deepgram's says so in our words."""
    with pytest.raises(DamagedFile):
        read_answer(raw)


def test_cut_at_any_byte():
    """An answer that broke off is damaged, wherever it broke."""
    raw = answer([word("yes", 0.1)])
    for size in range(len(raw)):
        with pytest.raises(DamagedFile):
            read_answer(raw[:size])


NUMBERS = st.floats(0, 1e5)
WORDS = st.fixed_dictionaries(
    {"start": NUMBERS},
    optional={
        "end": NUMBERS | st.none(),
        "word": st.text(max_size=6),
        "punctuated_word": st.text(max_size=6) | st.none(),
        "speaker": st.integers(0, 4) | st.none(),
        "confidence": st.floats(0, 1) | st.none(),
        "speaker_confidence": st.floats(0, 1),
    },
)


@given(st.lists(st.lists(WORDS, max_size=12), max_size=3))
def test_no_word_is_lost(channels):
    """Whatever the words are like, each with a text is in exactly one turn."""
    transcript = read_answer(answer(*channels))
    texts = [w.get("punctuated_word") or w.get("word", "") for words in channels for w in words]
    assert transcript.word_count == sum(bool(text) for text in texts)
    assert all(turn.words for turn in transcript.turns)
    assert all(w.end >= w.start for turn in transcript.turns for w in turn.words)
    assert all(w.speaker == turn.speaker for turn in transcript.turns for w in turn.words)


@given(st.binary(max_size=60))
def test_any_bytes(raw):
    """Bytes are an answer or damaged, nothing else."""
    with contextlib.suppress(DamagedFile):
        read_answer(raw)
