"""How long a step will still take, told from how fast it went so far."""

from __future__ import annotations

from sextant.core.events import Stage, StageChanged, State

EARLIEST = 2.0
"""Seconds of a step before anything is said about its end: a first guess is a bad one."""

LEAST = 0.02
"""The part that must have been done since then."""


class Pace:
    """Remembers when each step that runs began, and how far it was."""

    def __init__(self) -> None:
        self._began: dict[tuple[str, Stage], tuple[float, float, float]] = {}

    def left(self, event: StageChanged, now: float) -> float | None:
        """Seconds until the step is through; ``None`` while nobody can tell.

        `now` are seconds of a clock that never runs backwards.
        """
        key = (event.recording, event.stage)
        fraction = event.fraction
        if event.state is not State.RUNNING or fraction is None:
            self._began.pop(key, None)
            return None
        began, first, last = self._began.get(key, (now, fraction, fraction))
        if fraction < last:  # the step began anew
            began, first = now, fraction
        self._began[key] = (began, first, fraction)
        seconds, done = now - began, fraction - first
        if seconds < EARLIEST or done < LEAST or fraction >= 1.0:
            return None
        return seconds * (1.0 - fraction) / done
