"""Frequency: sentences made of the words that are said most often (after H. P. Luhn, 1958)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sextant.practice.said import Sentence


def by_frequency(said: Sequence[Sentence]) -> list[float]:
    """The sum of how often a sentence's topics occur, evened out for its length."""
    counts = Counter(topic for sentence in said for topic in sentence.topics)
    return [
        sum(counts[topic] for topic in sentence.topics) / len(sentence.words) ** 0.5
        for sentence in said
    ]
