"""Which of the stretches that answers point to are one moment: a passage one can listen to.

The nearest go together first, and a group stays as narrow as its nearness allows, so that
neighbours never chain: each member is near every other one, not only near the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

NEAR = 8.0
"""Seconds between what two answers point to that may still be the same exchange."""

SAME = 2.0
"""Seconds between two times that one answer gives for the same words."""

LONGEST = 30.0
"""Seconds: past this a stretch is a topic, and everything would agree with everything."""


class Stretch(NamedTuple):
    """Seconds, and the number of the answer that points to them."""

    start: float
    end: float
    answer: int


def merged(stretches: Sequence[Stretch]) -> list[list[int]]:
    """Groups of `stretches`, by their places, in order of time.

    Whoever gives two times means two passages: so an answer's own stretches become one
    only where they overlap or are no more than `SAME` apart. Those of several answers
    do up to `NEAR`. Those longer than `LONGEST` meet only what has about the same ends.
    The groups do not depend on the order given. Takes n log n steps for n short stretches.
    """
    order = sorted(range(len(stretches)), key=stretches.__getitem__)
    short = [i for i in order if stretches[i].end - stretches[i].start <= LONGEST]
    long = [i for i in order if stretches[i].end - stretches[i].start > LONGEST]
    return [*_Merger(stretches, short).groups(), *_topics(stretches, long)]


class _Group:
    """Stretches that all lie near each other."""

    def __init__(self, stretch: Stretch, place: int) -> None:
        self.start = self.last_start = stretch.start
        self.end = self.first_end = stretch.end
        self.answers = {stretch.answer}
        self.places = [place]

    def gap(self, other: _Group) -> float:
        """Seconds between the two members of both that are farthest apart, 0 if all meet."""
        last, first = max(self.last_start, other.last_start), min(self.first_end, other.first_end)
        return max(last - first, 0.0)

    def length(self, other: _Group) -> float:
        return max(self.end, other.end) - min(self.start, other.start)

    def take(self, other: _Group) -> None:
        self.start, self.end = min(self.start, other.start), max(self.end, other.end)
        self.last_start = max(self.last_start, other.last_start)
        self.first_end = min(self.first_end, other.first_end)
        self.answers |= other.answers
        self.places += other.places


class _Merger:
    """Neighbouring groups become one, the nearest first, as long as any may."""

    def __init__(self, stretches: Sequence[Stretch], places: Sequence[int]) -> None:
        self._groups: list[_Group | None] = [_Group(stretches[i], i) for i in places]
        self._left = [number - 1 for number in range(len(places))]
        self._right = [number + 1 for number in range(len(places))]

    def groups(self) -> list[list[int]]:
        """See `merged`."""
        pairs = [pair for number in range(len(self._groups)) if (pair := self._pair(number))]
        heapify(pairs)
        while pairs:
            pair = heappop(pairs)
            number = pair[-1]
            if self._pair(number) != pair:
                continue  # One of the two has changed or gone since.
            self._join(number)
            for near in (self._left[number], number):
                if near >= 0 and (again := self._pair(near)):
                    heappush(pairs, again)
        return [group.places for group in self._groups if group is not None]

    def _pair(self, number: int) -> tuple[float, float, float, int] | None:
        """How near a group and the next one are; ``None`` where they are not to be one."""
        following = self._right[number]
        if following >= len(self._groups):
            return None
        group, other = self._groups[number], self._groups[following]
        if group is None or other is None:
            return None
        gap, length = group.gap(other), group.length(other)
        own = not group.answers.isdisjoint(other.answers)
        if length > LONGEST or gap > (SAME if own else NEAR):
            return None
        return gap, length, group.start, number

    def _join(self, number: int) -> None:
        gone = self._right[number]
        group, other = self._groups[number], self._groups[gone]
        assert group is not None
        assert other is not None
        group.take(other)
        self._groups[gone] = None
        following = self._right[number] = self._right[gone]
        if following < len(self._groups):
            self._left[following] = number


def _topics(stretches: Sequence[Stretch], places: Sequence[int]) -> list[list[int]]:
    """Groups of long stretches with about the same ends."""
    groups: list[list[int]] = []
    for place in places:
        stretch = stretches[place]
        for group in reversed(groups):
            first = stretches[group[0]]
            if stretch.start - first.start > NEAR:
                groups.append([place])
                break
            if abs(stretch.end - first.end) <= NEAR:
                group.append(place)
                break
        else:
            groups.append([place])
    return groups
