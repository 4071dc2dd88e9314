"""Lead: what comes first matters most, as in a newspaper; each turn's opening before its rest."""

from __future__ import annotations

from collections.abc import Sequence

from sextant.practice.said import Sentence


def by_lead(said: Sequence[Sentence]) -> list[float]:
    """Weights that fall with the place within the turn, then with the place in the talk."""
    weights: list[float] = []
    place = 0
    for index, sentence in enumerate(said):
        place = place + 1 if index and said[index - 1].turn == sentence.turn else 0
        weights.append(len(sentence.topics) / (1 + place) + 1 / (1 + index))
    return weights
