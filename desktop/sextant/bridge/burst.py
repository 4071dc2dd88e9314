"""Work from the first run that begins until none is left: how far it is, how it ended."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.feed import Feed
from sextant.bridge.runs import Runs
from sextant.bridge.shelf import Shelf
from sextant.bridge.state import ACTIVE, RecordingState
from sextant.core.events import Event, RecordingFinished, SourceRejected, Stage, State

WEIGHTS = {Stage.EXTRACT: 0.1, Stage.TRANSCRIBE: 0.4, Stage.ANALYZE: 0.5}
"""The part each stage usually has of the whole time; a sign on an icon need not be finer."""


class Outcome(msgspec.Struct, frozen=True):
    """What came of a burst: names of recordings, and how many `seconds` it took.

    A file that became no recording is in `failed` under its own name; what a person
    stopped is in neither.
    """

    done: tuple[str, ...]
    failed: tuple[str, ...]
    seconds: float


class Burst(QObject):
    """Hears of all work of this window."""

    began = Signal()
    moved = Signal(float, int)
    """The part that is done (0 to 1), and how many recordings are in flight."""
    ended = Signal(object)
    """An Outcome."""

    def __init__(
        self,
        runs: Runs,
        shelf: Shelf,
        feed: Feed,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._runs = runs
        self._clock = clock
        self._began: float | None = None
        self._most = 0
        self._parts: dict[str, float] = {}
        self._results: dict[str, bool] = {}
        feed.arrived.connect(self._take_in)
        runs.changed.connect(self._runs_changed)
        shelf.state_changed.connect(self._state_changed)

    def _runs_changed(self) -> None:
        in_flight = self._runs.in_flight
        if in_flight and self._began is None:
            self._began = self._clock()
            self._most = 0
            self._parts.clear()
            self._results.clear()
            self.began.emit()
        self._most = max(self._most, in_flight, len(self._parts))
        if in_flight:
            self._tell()
        elif self._began is not None:
            self._end(self._began)

    def _end(self, began: float) -> None:
        self._began = None
        done = tuple(name for name, well in self._results.items() if well)
        failed = tuple(name for name, well in self._results.items() if not well)
        self.ended.emit(Outcome(done, failed, self._clock() - began))

    def _state_changed(self, state: RecordingState) -> None:
        if self._began is not None and self._runs.busy(state.name):
            self._parts[state.name] = _part(state)
            self._tell()

    def _tell(self) -> None:
        done = sum(
            1.0 if name in self._results else part for name, part in self._parts.items()
        ) + sum(name not in self._parts for name in self._results)
        whole = max(self._most, len(self._parts), 1)
        self.moved.emit(min(done / whole, 1.0), self._runs.in_flight)

    def _take_in(self, events: Sequence[Event]) -> None:
        for event in events:
            match event:
                case RecordingFinished(recording, State.DONE):
                    self._results[recording] = True
                case RecordingFinished(recording, _, errors) if errors:
                    self._results[recording] = False
                case SourceRejected(source):
                    self._results[source] = False
                case _:
                    pass


def _part(state: RecordingState) -> float:
    """How much of a recording is done, 0 to 1."""
    done = 0.0
    for stage, weight in WEIGHTS.items():
        step = state.step(stage)
        if stage is Stage.ANALYZE and state.cells:
            done += weight * state.count(State.DONE) / len(state.cells)
        elif step.state in {State.DONE, State.SKIPPED}:
            done += weight
        elif step.state in ACTIVE:
            done += weight * (step.fraction or 0.0)
    return done
