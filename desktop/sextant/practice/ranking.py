"""Which sentences matter: three old ways to count, and none of them understands a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from sextant.practice.frequency import by_frequency
from sextant.practice.graph import by_graph
from sextant.practice.lead import by_lead
from sextant.practice.said import Sentence

Weigh = Callable[[Sequence[Sentence]], list[float]]
"""A weight for each sentence; the higher, the sooner it is chosen."""


class Ranking(msgspec.Struct, frozen=True):
    """A way to choose; `prefers` says it in words."""

    weigh: Weigh
    prefers: str


RANKINGS: Mapping[str, Ranking] = {
    "practice/lead": Ranking(by_lead, "those that open a turn"),
    "practice/frequency": Ranking(by_frequency, "those made of the most frequent words"),
    "practice/graph": Ranking(by_graph, "those that share words with many others"),
}
"""By the id of the model that the program asks."""
