"""Who spoke which phrase: voices that sound alike are taken for one person.

Phrases are merged, the two most alike first, until what is left differs too much. On
the sample, phrases of one voice lie 3 to 15 apart, those of two voices 23 to 39.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from sextant.practice.recogniser import Spoken

ALIKE = 18.0
"""Distance of mean cepstra below which two voices are one."""

ENOUGH = 1.5
"""Seconds below which a phrase is too short to found a voice; it joins the nearest."""

MOST = 120
"""Phrases that found voices; the others join them. Merging takes the square of this."""


class _Voice:
    """The weighted mean of phrases, and which ones they are."""

    def __init__(self, mean: tuple[float, ...], weight: float) -> None:
        self.mean = mean
        self.weight = weight

    def distance(self, other: _Voice) -> float:
        return math.dist(self.mean, other.mean)

    def joined(self, other: _Voice) -> _Voice:
        weight = self.weight + other.weight
        mean = tuple(
            (a * self.weight + b * other.weight) / weight
            for a, b in zip(self.mean, other.mean, strict=True)
        )
        return _Voice(mean, weight)


def speakers(phrases: Sequence[Spoken]) -> list[int]:
    """The number of the speaker of each phrase, counted by first appearance."""
    founders = sorted(phrases, key=lambda p: p.seconds, reverse=True)[:MOST]
    voices = _merged(
        [_Voice(p.voice, p.seconds) for p in founders if p.seconds >= ENOUGH]
        or [_Voice(p.voice, p.seconds + 1) for p in founders[:1]]
    )
    numbers: dict[int, int] = {}
    found: list[int] = []
    for phrase in phrases:
        own = _Voice(phrase.voice, 0.0)
        nearest = min(range(len(voices)), key=lambda index: voices[index].distance(own))
        found.append(numbers.setdefault(nearest, len(numbers)))
    return found


def _merged(voices: list[_Voice]) -> list[_Voice]:
    while len(voices) > 1:
        near, i, j = min(
            (voices[i].distance(voices[j]), i, j) for i in range(len(voices)) for j in range(i)
        )
        if near > ALIKE:
            break
        voices[j] = voices[j].joined(voices[i])
        del voices[i]
    return voices
