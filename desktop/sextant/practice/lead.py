"""Lead: what opens a turn matters most, as in a newspaper."""

from __future__ import annotations

from collections.abc import Sequence

from sextant.practice.said import Sentence


def by_lead(said: Sequence[Sentence]) -> list[float]:
    """How much a sentence is about, less with each sentence before it in its turn."""
    weights: list[float] = []
    place = 0
    for index, sentence in enumerate(said):
        place = place + 1 if index and said[index - 1].turn == sentence.turn else 0
        weights.append(len(sentence.topics) / (1 + place))
    return weights
