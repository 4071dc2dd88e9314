"""In which order the library shows its recordings, and which of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import msgspec

from sextant.bridge.state import RecordingState
from sextant.core.events import State
from sextant.core.natural import natural_key


class Order(StrEnum):
    """What comes first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    LONGEST = "longest"


class Kind(StrEnum):
    """Which recordings are shown."""

    ALL = "all"
    RUNNING = "running"
    """Being worked on now."""
    UNFINISHED = "unfinished"
    """Something is missing and nobody is at it."""
    FAILED = "failed"
    """Something went wrong."""
    DONE = "done"
    """All answers are there."""
    PRACTICE = "practice"
    """Made on this computer, not by the services."""


class Hit(msgspec.Struct, frozen=True):
    """Where the words searched for stand: `text` around them.

    `start` and `end` are seconds into the recording for something that was said;
    `analysis` is the answer's id for what a model wrote.
    """

    text: str
    start: float | None = None
    analysis: str = ""
    end: float | None = None


_KEYS: Mapping[Order, Callable[[RecordingState], Any]] = {
    Order.NEWEST: lambda state: -state.created.timestamp(),
    Order.OLDEST: lambda state: state.created.timestamp(),
    Order.NAME: lambda state: natural_key(state.title),
    Order.LONGEST: lambda state: -(state.duration or 0.0),
}


def place(state: RecordingState, order: Order) -> tuple[Any, str]:
    """A key to sort by. No two recordings have the same."""
    return (_KEYS[order](state), state.name)


def belongs(state: RecordingState, kind: Kind) -> bool:
    """Whether `state` is of this kind."""
    failed = state.problem is not None or bool(state.count(State.FAILED))
    match kind:
        case Kind.ALL:
            return True
        case Kind.RUNNING:
            return state.running
        case Kind.UNFINISHED:
            return state.whole and not state.running and not state.finished
        case Kind.FAILED:
            return failed and not state.running
        case Kind.DONE:
            return state.finished
        case Kind.PRACTICE:
            return state.practice
