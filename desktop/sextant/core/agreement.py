"""Where the answers meet and where one stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from sextant.core.evidence import Evidence

NEAR = 8.0
"""Seconds between two spans that still speak of the same moment."""

LONGEST = 30.0
"""Seconds: past this a moment is a topic, and everything would agree with everything."""


class Moment(msgspec.Struct, frozen=True):
    """A stretch of the recording and the ids of the answers that point to it."""

    start: float
    end: float
    analyses: tuple[str, ...]


def moments(evidence: Mapping[str, Evidence]) -> tuple[Moment, ...]:
    """Merge what the answers point to, in order of time. Keys are ids of analyses.

    Each citation within the recording and each quotation that was found is a span.
    Ids are in the order of `evidence`.
    """
    spans = sorted(
        (start, end, order)
        for order, one in enumerate(evidence.values())
        for start, end in _spans(one)
    )
    ids = tuple(evidence)
    merged: list[Moment] = []
    start = end = 0.0
    orders: set[int] = set()
    for begin, finish, order in spans:
        joins = begin <= end + NEAR and max(end, finish) - start <= LONGEST
        if orders and not joins:
            merged.append(Moment(start, end, tuple(ids[i] for i in sorted(orders))))
            orders = set()
        if not orders:
            start, end = begin, finish
        end = max(end, finish)
        orders.add(order)
    if orders:
        merged.append(Moment(start, end, tuple(ids[i] for i in sorted(orders))))
    return tuple(merged)


def _spans(evidence: Evidence) -> Iterator[tuple[float, float]]:
    for citation in evidence.citations:
        if not citation.beyond:
            yield citation.start, citation.end
    for quotation in evidence.quotations:
        if quotation.start is not None and quotation.end is not None:
            yield quotation.start, quotation.end
