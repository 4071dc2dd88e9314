from __future__ import annotations

import pytest

from sextant.bridge.pace import Pace
from sextant.core.events import Stage, StageChanged, State


def step(fraction: float | None, state: State = State.RUNNING) -> StageChanged:
    return StageChanged("Board", Stage.TRANSCRIBE, state, fraction)


def test_the_time_left_follows_from_the_pace_so_far() -> None:
    pace = Pace()
    assert pace.left(step(0.0), 100.0) is None
    assert pace.left(step(0.1), 101.0) is None  # too early to say
    assert pace.left(step(0.25), 110.0) == pytest.approx(30.0)
    assert pace.left(step(0.5), 130.0) == pytest.approx(30.0)


def test_nothing_is_said_where_nothing_is_known() -> None:
    pace = Pace()
    assert pace.left(step(None), 0.0) is None
    pace.left(step(0.0), 0.0)
    assert pace.left(step(0.001), 60.0) is None
    assert pace.left(step(1.0), 90.0) is None
    assert pace.left(step(0.5, State.DONE), 90.0) is None


def test_a_step_that_begins_anew_is_timed_anew() -> None:
    pace = Pace()
    pace.left(step(0.0), 0.0)
    pace.left(step(0.9), 90.0)
    assert pace.left(step(0.1), 100.0) is None
    assert pace.left(step(0.55), 150.0) == pytest.approx(50.0)
