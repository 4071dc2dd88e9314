"""Which sentences matter: three old ways to count, and none of them understands a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sextant.practice.frequency import by_frequency
from sextant.practice.graph import by_graph
from sextant.practice.lead import by_lead
from sextant.practice.said import Sentence

Ranking = Callable[[Sequence[Sentence]], list[float]]
"""A weight for each sentence; the higher, the sooner it is chosen."""

RANKINGS: Mapping[str, Ranking] = {
    "practice/lead": by_lead,
    "practice/frequency": by_frequency,
    "practice/graph": by_graph,
}
"""By the id of the model that the program asks."""
