"""Who spoke when and how long."""

from __future__ import annotations

import pytest

from sextant.core.model import Transcript, Turn, Word
from sextant.core.speaking import speaking
from support.spoken import transcript


def test_each_voice_has_its_share_of_what_was_said():
    first, second = speaking(
        transcript((0, "one two three", 4), (10, "four", 7), (20, "five six", 4))
    )
    assert (first.speaker, first.words, first.turns) == (4, 5, 2)
    assert first.seconds == pytest.approx(2.0)
    assert first.share == pytest.approx(5 / 6)
    assert second.stretches == (pytest.approx((10, 10.4)),)


def test_a_pause_is_not_speech():
    words = (Word("one", 0, 1), Word("two", 2, 3), Word("three", 60, 61))
    (voice,) = speaking(Transcript((Turn(None, words),), 70, "f"))
    assert voice.stretches == ((0, 3), (60, 61))
    assert (voice.speaker, voice.seconds, voice.share) == (None, 4, 1)


def test_words_without_length_share_nothing_by_zero():
    (voice,) = speaking(Transcript((Turn(0, (Word("one", 5, 5),)),), 70, "f"))
    assert (voice.seconds, voice.share) == (0, 0)


def test_silence_has_no_voices():
    assert speaking(transcript(duration=10)) == ()
