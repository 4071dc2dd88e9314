from __future__ import annotations

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


def test_nothing_of_a_recording_runs_on_after_its_run() -> None:
    watch = Stopwatch(lambda: 0.0)
    watch.take_in([StageChanged("Board", Stage.ANALYZE, State.RUNNING)])
    watch.take_in([RecordingFinished("Board", State.WAITING)])
    assert watch.elapsed("Board", Stage.ANALYZE) is None
