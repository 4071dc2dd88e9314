"""How long each step that runs has been running, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from sextant.bridge.state import ACTIVE
from sextant.core.events import Event, RecordingFinished, Stage, StageChanged

AT_LEAST = 2.0
"""Seconds before anything is told of a step: a first guess is a bad one."""

FAR_ENOUGH = 0.05
"""The part of a step after which its speed tells something about its end."""


class Stopwatch:
    """Hears all events as they come; knows nothing of runs in other windows."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: dict[tuple[str, Stage], float] = {}

    def take_in(self, events: Sequence[Event]) -> None:
        """Start and stop what the events tell of."""
        for event in events:
            match event:
                case StageChanged(recording, stage, state) if state in ACTIVE:
                    self._began.setdefault((recording, stage), self._clock())
                case StageChanged(recording, stage):
                    self._began.pop((recording, stage), None)
                case RecordingFinished(recording):
                    for stage in Stage:
                        self._began.pop((recording, stage), None)
                case _:
                    pass

    def elapsed(self, recording: str, stage: Stage) -> float | None:
        """Seconds since the step began; ``None`` while it does not run."""
        began = self._began.get((recording, stage))
        return None if began is None else self._clock() - began

    def left(self, recording: str, stage: Stage, fraction: float | None) -> float | None:
        """Seconds the step will still take; ``None`` where the way so far does not tell it."""
        elapsed = self.elapsed(recording, stage)
        if elapsed is None or elapsed < AT_LEAST:
            return None
        if fraction is None or not FAR_ENOUGH <= fraction < 1:
            return None
        return elapsed / fraction - elapsed
