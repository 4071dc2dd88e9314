"""Transcripts for tests, written as they are spoken: one line a turn."""

from __future__ import annotations

from sextant.core.model import Transcript, Turn, Word

WORD_SECONDS = 0.4


def transcript(*turns: tuple[float, str] | tuple[float, str, int], duration: float | None = None):
    """`turns` are (start in seconds, words[, speaker]); every word lasts 0.4 s."""
    made = tuple(_turn(index, *turn) for index, turn in enumerate(turns))
    end = made[-1].end if made else 0.0
    return Transcript(made, duration if duration is not None else end + 1, "f" * 64, ("en",))


def _turn(index: int, start: float, text: str, speaker: int | None = None) -> Turn:
    words = tuple(
        Word(word, start + i * WORD_SECONDS, start + (i + 1) * WORD_SECONDS)
        for i, word in enumerate(text.split())
    )
    return Turn(index % 2 if speaker is None else speaker, words)
