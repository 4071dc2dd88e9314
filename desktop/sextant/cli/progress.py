"""What a run tells while it runs: progress bars, plain lines, or JSON Lines."""

from __future__ import annotations

import shlex
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn

from sextant.cli.output import Lines, described, told
from sextant.core.batch import Summary
from sextant.core.errors import InputError, SextantError
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
    console = Console(stderr=True)
    return BarTeller(lines, console) if console.is_terminal else PlainTeller(lines)


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
        if _resumable(summary):
            self.say(f"To finish the rest: sextant resume --project {shlex.quote(str(project))}")


class BarTeller(PlainTeller):
    """A moving bar a stage, and the same lines above them."""

    def __init__(self, lines: Lines, console: Console) -> None:
        super().__init__(lines)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.percentage:>3.0f} %"),
            console=console,
            transient=True,
        )
        self._bars: dict[str, TaskID] = {}
        self._progress.start()

    def __call__(self, event: Event) -> None:
        match event:
            case StageChanged(state=State.RUNNING):
                self._bar(event.recording, VERBS[event.stage], event.fraction)
            case RecordingFinished() if event.recording in self._bars:
                self._progress.remove_task(self._bars.pop(event.recording))
            case _:
                pass
        super().__call__(event)

    def _bar(self, recording: str, verb: str, fraction: float | None) -> None:
        words = f"{escape(one_line(recording)[:40])} · {verb}"
        if recording not in self._bars:
            self._bars[recording] = self._progress.add_task(words, total=1.0)
        total = None if fraction is None else 1.0
        self._progress.update(
            self._bars[recording], description=words, total=total, completed=fraction or 0.0
        )

    def say(self, words: str) -> None:
        self._progress.console.print(words, markup=False, highlight=False)

    def close(self, summary: Summary, project: Path) -> None:
        self._progress.stop()
        super().close(summary, project)


def counted(summary: Summary) -> str:
    """How many recordings there were, and what became of them."""
    recordings = "1 recording" if summary.recordings == 1 else f"{summary.recordings} recordings"
    words = f"{recordings}: {summary.done} done, {summary.failed} failed"
    interrupted = summary.recordings - summary.done - summary.failed
    return f"{words}, {interrupted} interrupted" if interrupted else words


def _resumable(summary: Summary) -> bool:
    """Whether something is left that is not a matter of the files that were given."""
    given = sum(isinstance(error, InputError) for error in summary.errors)
    return summary.recordings - summary.done > given


def one_line(text: str) -> str:
    """Names may hold line breaks and control characters; a terminal must not obey them."""
    return "".join(c if c.isprintable() else "�" for c in text)


def costs(summary: Summary) -> str:
    """What the run cost, as far as it is known."""
    parts: list[str] = []
    if summary.cost_usd or not summary.transcription.high:
        parts.append(f"Analyses: {usd(summary.cost_usd)}.")
    if summary.transcription.high:
        low, high = summary.transcription.low, summary.transcription.high
        parts.append(f"Transcription: about {usd(low)} to {usd(high)}.")
    if summary.unknown_costs:
        parts.append(f"Of unknown cost: {summary.unknown_costs}.")
    return " ".join(parts)


def usd(amount: Decimal) -> str:
    return f"${amount:.2f}" if amount >= 1 or not amount else f"${amount:.4f}"
