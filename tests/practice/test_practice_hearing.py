"""What is made of sounds: phrases, sentences, and who speaks."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.practice.phrases import LONGEST, RATE, Phrase, PhraseCutter
from sextant.practice.punctuation import punctuated
from sextant.practice.recogniser import Heard, Spoken
from sextant.practice.voices import speakers
from support.media import ffmpeg
from support.sample import VIDEO


def heard(text: str) -> list[Heard]:
    """Words of 0.3 s; each ``_`` is a tenth of a second of silence."""
    words: list[Heard] = []
    time = 0.0
    for word in text.split():
        if set(word) == {"_"}:
            time += 0.1 * len(word)
        else:
            words.append(Heard(word, time, time + 0.3))
            time += 0.3
    return words


# Sentences


@pytest.mark.parametrize(
    ("sounds", "read"),
    [
        ("good morning ___ let us begin", "Good morning. Let us begin."),
        ("what is the number ___ i know", "What is the number? I know."),
        ("has anyone asked them", "Has anyone asked them?"),
        ("and who will watch it", "And who will watch it?"),
        ("how many people do we need", "How many people do we need?"),
        ("what we need is time", "What we need is time?"),
        ("when we open ___ we see", "When we open. We see."),
        ("where will it come from", "Where will it come from?"),
        ("is that right", "Is that right?"),
        ("has to come first", "Has to come first."),
        ("in the first week of may", "In the first week of May."),
        ("we may march until march", "We may march until March."),
        ("i'm here on monday", "I'm here on Monday."),
        ("then ready _ and waiting", "Then ready, and waiting."),
        ("yes i called them", "Yes, I called them."),
        ("yes", "Yes."),
        ("we need the ___ doors", "We need the, doors."),
        ("i", "I."),
    ],
)
def test_pauses_and_first_words_make_sentences(sounds: str, read: str) -> None:
    assert " ".join(punctuated(heard(sounds))) == read


@given(
    st.lists(
        st.sampled_from(["i", "the", "may", "what", "is", "yes", "we", "___", "_", "do"]),
        min_size=1,
    )
)
def test_every_word_is_written_once_and_the_last_ends_a_sentence(sounds: list[str]) -> None:
    words = heard(" ".join(sounds))
    written = punctuated(words)
    assert [w.rstrip(".,?").lower() for w in written] == [h.word for h in words]
    assert not written or written[-1][-1] in ".?"


# Voices


def spoken(voice: float, seconds: float = 4.0, noise: float = 0.0) -> Spoken:
    """A phrase of a voice whose mean cepstrum is `voice` twelve times, more or less."""
    shake = random.Random(f"{voice}{seconds}{noise}")
    cepstrum = tuple(voice + shake.uniform(-noise, noise) for _ in range(12))
    return Spoken((Heard("word", 0.0, seconds),), cepstrum)


def test_voices_are_numbered_as_they_appear_and_known_again() -> None:
    said = [spoken(0), spoken(9, noise=2), spoken(0, noise=2), spoken(20), spoken(9, noise=1)]
    assert speakers(said) == [0, 1, 0, 2, 1]


def test_one_voice_is_one_speaker_however_much_it_says() -> None:
    said = [spoken(0, seconds=2 + i, noise=2.5) for i in range(30)]
    assert speakers(said) == [0] * 30


def test_a_short_phrase_founds_no_voice_but_joins_the_nearest() -> None:
    assert speakers([spoken(0), spoken(9), spoken(5.6, seconds=0.4)]) == [0, 1, 1]


def test_where_all_is_short_somebody_spoke_all_the_same() -> None:
    assert speakers([spoken(0, seconds=0.5), spoken(1, seconds=0.2)]) == [0, 0]
    assert speakers([]) == []


# Phrases


def cut(pcm: bytes) -> list[Phrase]:
    cutter = PhraseCutter()
    size = cutter.frame_bytes
    frames = [pcm[i : i + size] for i in range(0, len(pcm), size)]
    if not frames or len(frames[-1]) == size:
        frames.append(b"")
    return [phrase for frame in frames if (phrase := cutter.take(frame))]


@pytest.fixture(scope="module")
def pcm(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The whole sample as samples."""
    path = tmp_path_factory.mktemp("pcm") / "sample.raw"
    ffmpeg("-i", VIDEO, "-ac", "1", "-ar", str(RATE), "-f", "s16le", path)
    return path.read_bytes()


def test_each_turn_of_the_sample_is_a_phrase(pcm: bytes) -> None:
    phrases = cut(pcm)
    assert len(phrases) == 21
    ends = [phrase.start + len(phrase.pcm) / RATE / 2 for phrase in phrases]
    assert all(end <= after.start for end, after in zip(ends, phrases[1:], strict=False))


def test_a_phrase_without_a_pause_is_cut_all_the_same_and_nothing_is_lost(pcm: bytes) -> None:
    (turn, *_) = cut(pcm)
    endless = turn.pcm * 8
    phrases = cut(endless)
    seconds = [len(phrase.pcm) / RATE / 2 for phrase in phrases]
    assert max(seconds) <= LONGEST + 1
    assert sum(seconds) == pytest.approx(len(endless) / RATE / 2, abs=1)
    assert phrases[1].start == pytest.approx(phrases[0].start + seconds[0], abs=0.01)


@pytest.mark.parametrize("samples", [0, 1, 479, 480, 481])
def test_silence_of_any_length_holds_no_phrase(samples: int) -> None:
    assert cut(b"\0\0" * samples) == []


def test_speech_up_to_the_very_last_frame_is_kept(pcm: bytes) -> None:
    (turn, *_) = cut(pcm)
    whole = len(turn.pcm) // 960 * 960
    (phrase,) = cut(turn.pcm[: whole - 9600])
    assert len(phrase.pcm) > whole - 20_000
