"""What a run tells on a terminal: a moving bar a recording, and lines above for what has ended."""

from __future__ import annotations

from pathlib import Path

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from sextant.cli.output import Lines
from sextant.cli.progress import VERBS, PlainTeller
from sextant.core.batch import Summary
from sextant.core.events import AnswerChanged, Event, RecordingFinished, Stage, StageChanged, State
from sextant.core.one_line import one_line

NAME_WIDTH = 40

SENDING = "sending the audio"

ENDED = (State.DONE, State.FAILED, State.SKIPPED)


class _Bar(msgspec.Struct):
    """One recording's: the task that draws it, what it says, and how each answer is."""

    task: TaskID
    doing: str
    answers: dict[str, State]


class BarTeller(PlainTeller):
    """A moving bar a recording, and the same lines above them."""

    def __init__(self, lines: Lines) -> None:
        super().__init__(lines)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[share]:>5}"),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._bars: dict[str, _Bar] = {}
        self._progress.start()

    def __call__(self, event: Event) -> None:
        match event:
            case StageChanged(state=State.RUNNING):
                self._show(event.recording, *_doing(event))
            case AnswerChanged() if event.recording in self._bars:
                answers = self._bars[event.recording].answers
                answers[event.analysis] = event.state
                ended = sum(state in ENDED for state in answers.values())
                self._show(event.recording, VERBS[Stage.ANALYZE], ended / len(answers))
            case RecordingFinished() if event.recording in self._bars:
                self._progress.remove_task(self._bars.pop(event.recording).task)
            case _:
                pass
        super().__call__(event)

    def _show(self, recording: str, doing: str, fraction: float | None) -> None:
        words = f"{escape(one_line(recording)[:NAME_WIDTH])} · {doing}"
        total, share = (None, "") if fraction is None else (1.0, f"{fraction:.0%}")
        bar = self._bars.get(recording)
        if bar is None:
            bar = _Bar(self._progress.add_task(words, total=total, share=share), doing, {})
            self._bars[recording] = bar
        elif bar.doing != doing:  # each step has a clock of its own
            bar.doing = doing
            self._progress.reset(bar.task, total=total, description=words)
        self._progress.update(bar.task, total=total, completed=fraction or 0.0, share=share)

    def say(self, words: str) -> None:
        self._progress.console.print(words, markup=False, highlight=False, soft_wrap=True)

    def close(self, summary: Summary, project: Path) -> None:
        self._progress.stop()
        super().close(summary, project)


def _doing(event: StageChanged) -> tuple[str, float | None]:
    """What a stage is at, and how far; once the audio is sent, nobody can tell how far."""
    if event.stage is Stage.TRANSCRIBE and event.fraction is not None and event.fraction < 1:
        return SENDING, event.fraction
    if event.stage in {Stage.TRANSCRIBE, Stage.REPORT}:
        return VERBS[event.stage], None
    return VERBS[event.stage], event.fraction or 0.0
