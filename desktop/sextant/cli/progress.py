"""What a run tells while it runs: progress bars, plain lines, or JSON Lines."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Protocol

from sextant.cli.output import Lines, described, told
from sextant.cli.wording import costs, counted, resumable
from sextant.core.batch import Summary
from sextant.core.errors import SextantError
from sextant.core.events import (
    AnswerChanged,
    Event,
    RecordingFinished,
    RecordingOpened,
    SourceRejected,
    Stage,
    StageChanged,
    State,
)
from sextant.core.one_line import one_line

VERBS = {
    Stage.EXTRACT: "taking the audio out",
    Stage.TRANSCRIBE: "transcribing",
    Stage.ANALYZE: "asking the models",
    Stage.REPORT: "writing the report",
}
SIGNS = {State.DONE: "✓", State.FAILED: "✗", State.SKIPPED: "–", State.RETRYING: "↻"}


class Teller(Protocol):
    """Hears the events of a run and its end."""

    def __call__(self, event: Event) -> None: ...

    def close(self, summary: Summary, project: Path) -> None: ...


def teller(lines: Lines) -> Teller:
    """The fitting one: for a program, a terminal, or a pipe."""
    if lines.as_json:
        return JsonTeller(lines)
    if not sys.stderr.isatty():
        return PlainTeller(lines)
    from sextant.cli.bars import BarTeller

    return BarTeller(lines)


class JsonTeller:
    """One JSON object an event. The text of answers is left to the files."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._last: dict[str, int] = {}

    def __call__(self, event: Event) -> None:
        match event:
            case StageChanged():
                if self._worth_telling(event):
                    self._lines.event(
                        "stage",
                        recording=event.recording,
                        stage=event.stage,
                        state=event.state,
                        fraction=event.fraction,
                        cost_usd=event.cost_usd,
                        message=event.message,
                        error=described(event.error),
                    )
            case AnswerChanged():
                self._lines.event(
                    "analysis",
                    recording=event.recording,
                    stage=Stage.ANALYZE,
                    analysis=event.analysis,
                    state=event.state,
                    cost_usd=event.cost_usd,
                    message=event.message,
                    error=described(event.error),
                )
            case RecordingOpened():
                self._lines.event("recording", recording=event.recording, source=event.source)
            case RecordingFinished():
                self._lines.event(
                    "finished",
                    recording=event.recording,
                    state=event.state,
                    message=" ".join(map(str, event.errors[:1])),
                    errors=[described(error) for error in event.errors] or None,
                )
            case SourceRejected():
                self._lines.event(
                    "rejected",
                    source=event.source,
                    state=State.FAILED,
                    message=str(event.error),
                    error=described(event.error),
                )
            case _:
                pass

    def _worth_telling(self, event: StageChanged) -> bool:
        """Whole per cents only."""
        if event.state is not State.RUNNING or event.fraction is None:
            return True
        place = f"{event.recording}\n{event.stage}"
        percent = int(event.fraction * 100)
        news = self._last.get(place) != percent
        self._last[place] = percent
        return news

    def close(self, summary: Summary, project: Path) -> None:
        self._lines.event(
            "summary",
            recordings=summary.recordings,
            done=summary.done,
            failed=summary.failed,
            cost_usd=summary.cost_usd,
            transcription_estimate_usd=summary.transcription,
            unknown_costs=summary.unknown_costs,
            project=str(project),
        )


class PlainTeller:
    """A line for each thing that ended."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._told: list[SextantError] = []

    def __call__(self, event: Event) -> None:
        match event:
            case RecordingOpened():
                self.say(f"▸ {one_line(event.recording)}")
            case StageChanged() if event.state in SIGNS:
                self._tell(event.state, event.recording, VERBS[event.stage], event.error)
            case AnswerChanged() if event.state in SIGNS:
                what = f"{event.prompt} · {event.model}"
                self._tell(event.state, event.recording, what, event.error)
            case SourceRejected():
                self._tell(State.FAILED, Path(event.source).name, "", event.error)
            case RecordingFinished():
                for error in event.errors:
                    if not any(error is told for told in self._told):
                        self._tell(State.FAILED, event.recording, "", error)
            case _:
                pass

    def _tell(self, state: State, recording: str, what: str, error: SextantError | None) -> None:
        if state is State.SKIPPED:
            what = f"{what}: there already"
        words = ": ".join(filter(None, (one_line(recording), what)))
        self.say(f"  {SIGNS[state]} {words}")
        if error is not None:
            self._told.append(error)
            for sentence in told(error):
                self.say(f"      {one_line(sentence)}")

    def say(self, words: str) -> None:
        self._lines.note(words)

    def close(self, summary: Summary, project: Path) -> None:
        if not summary.recordings:
            self.say("There was nothing to do: everything is finished.")
            return
        self.say(f"{counted(summary)}. {costs(summary)}")
        self.say(f"Saved in {project}")
        if resumable(summary):
            self.say(f"To finish the rest: sextant resume --project {shlex.quote(str(project))}")
