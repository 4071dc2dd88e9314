"""Graph: sentences that share words with many others (after R. Mihalcea's TextRank, 2004)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import permutations

from sextant.practice.said import Sentence

DAMPING = 0.85
ROUNDS = 30

MOST_SHARED = 60
"""Sentences that may share a word before it links nothing; it keeps long talks affordable."""


def by_graph(said: Sequence[Sentence]) -> list[float]:
    """The share of time a reader spends at each sentence who follows shared words at random."""
    links = _links(said)
    totals = [sum(near.values()) for near in links]
    weights = [1.0] * len(said)
    for _ in range(ROUNDS):
        weights = [
            1 - DAMPING + DAMPING * sum(weights[j] * link / totals[j] for j, link in near.items())
            for near in links
        ]
    return weights


def _links(said: Sequence[Sentence]) -> list[dict[int, float]]:
    """For each sentence the ones it shares topics with, and how strongly."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, sentence in enumerate(said):
        for topic in sentence.topics:
            holders[topic].append(index)
    lengths = [math.log(1 + len(sentence.words)) for sentence in said]
    links: list[dict[int, float]] = [{} for _ in said]
    for indices in holders.values():
        for i, j in permutations(indices, 2) if len(indices) <= MOST_SHARED else ():
            links[i][j] = links[i].get(j, 0.0) + 1 / (lengths[i] + lengths[j])
    return links
