"""Where the answers meet and where one stands alone. Skeleton of the shapes."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from sextant.core.evidence import Evidence


class Moment(msgspec.Struct, frozen=True):
    """A stretch of the recording and the ids of the answers that point to it."""

    start: float
    end: float
    analyses: tuple[str, ...]


def moments(evidence: Mapping[str, Evidence]) -> tuple[Moment, ...]:
    """Merge what the answers point to, in order of time. Keys are ids of analyses."""
    raise NotImplementedError
