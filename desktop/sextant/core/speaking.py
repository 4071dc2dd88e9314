"""Who spoke when and how long."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from sextant.core.model import Transcript, Word

PAUSE = 2.0
"""Seconds of silence that are no longer part of what somebody says."""


class Speaking(msgspec.Struct, frozen=True):
    """One voice of a recording.

    `stretches` are (start, end) in seconds, in order; `seconds` is their sum and
    `share` its part of all that was said, 0 to 1. `speaker` is ``None`` where the
    recogniser told nobody apart.
    """

    speaker: int | None
    seconds: float
    share: float
    words: int
    turns: int
    stretches: tuple[tuple[float, float], ...]


def speaking(transcript: Transcript) -> tuple[Speaking, ...]:
    """The voices of a recording, in order of appearance. Times when two speak count for both."""
    stretches: dict[int | None, list[tuple[float, float]]] = {}
    words: dict[int | None, int] = {}
    turns: dict[int | None, int] = {}
    for turn in transcript.turns:
        stretches.setdefault(turn.speaker, []).extend(_stretches(turn.words))
        words[turn.speaker] = words.get(turn.speaker, 0) + len(turn.words)
        turns[turn.speaker] = turns.get(turn.speaker, 0) + 1
    seconds = {who: sum(end - start for start, end in each) for who, each in stretches.items()}
    total = sum(seconds.values())
    return tuple(
        Speaking(
            who,
            seconds[who],
            seconds[who] / total if total else 0.0,
            words[who],
            turns[who],
            tuple(stretches[who]),
        )
        for who in stretches
    )


def _stretches(words: tuple[Word, ...]) -> Iterator[tuple[float, float]]:
    """What is said without a pause."""
    start, end = words[0].start, words[0].end
    for word in words[1:]:
        if word.start - end > PAUSE:
            yield start, end
            start = word.start
        end = max(end, word.end)
    yield start, end
