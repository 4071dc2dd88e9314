"""Where in a report a second of the recording is."""

from __future__ import annotations

from bisect import bisect_right

from sextant.core.model import Transcript


class Turns:
    """The turns of a transcript by time. False when there are none."""

    def __init__(self, transcript: Transcript | None) -> None:
        self._starts = [turn.start for turn in transcript.turns] if transcript else []
        self.duration = transcript.duration if transcript else 0.0

    def __bool__(self) -> bool:
        return bool(self._starts)

    @property
    def hours(self) -> bool:
        """Whether times are written with hours."""
        return self.duration >= 3600

    def anchor(self, seconds: float) -> str:
        """The id of the turn that is spoken at `seconds`."""
        return f"t{max(bisect_right(self._starts, seconds + 0.999) - 1, 0)}"
