from __future__ import annotations

import pytest

from sextant.bridge.stopwatch import Stopwatch
from sextant.core.events import RecordingFinished, Stage, StageChanged, State


def test_a_step_is_timed_from_when_it_begins_to_run_until_it_ends() -> None:
    now = [100.0]
    watch = Stopwatch(lambda: now[0])
    watch.take_in([StageChanged("Board", Stage.TRANSCRIBE, State.RUNNING, 0.0)])
    now[0] += 5
    watch.take_in([StageChanged("Board", Stage.TRANSCRIBE, State.RETRYING)])
    now[0] += 2
    assert watch.elapsed("Board", Stage.TRANSCRIBE) == 7
    assert watch.elapsed("Board", Stage.ANALYZE) is None
    assert watch.elapsed("Other", Stage.TRANSCRIBE) is None
    watch.take_in([StageChanged("Board", Stage.TRANSCRIBE, State.DONE)])
    assert watch.elapsed("Board", Stage.TRANSCRIBE) is None


@pytest.mark.parametrize(
    ("elapsed", "fraction", "left"),
    [
        (10.0, 0.25, 30.0),
        (1.0, 0.25, None),  # too early to say
        (60.0, 0.01, None),
        (60.0, None, None),
        (60.0, 1.0, None),
    ],
)
def test_the_time_left_is_told_once_the_pace_so_far_tells_it(
    elapsed: float, fraction: float | None, left: float | None
) -> None:
    now = [100.0]
    watch = Stopwatch(lambda: now[0])
    watch.take_in([StageChanged("Board", Stage.TRANSCRIBE, State.RUNNING, 0.0)])
    now[0] += elapsed
    assert watch.left("Board", Stage.TRANSCRIBE, fraction) == left
    assert watch.left("Board", Stage.EXTRACT, fraction) is None


def test_nothing_of_a_recording_runs_on_after_its_run() -> None:
    watch = Stopwatch(lambda: 0.0)
    watch.take_in([StageChanged("Board", Stage.ANALYZE, State.RUNNING)])
    watch.take_in([RecordingFinished("Board", State.WAITING)])
    assert watch.elapsed("Board", Stage.ANALYZE) is None
