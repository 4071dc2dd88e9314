"""Numbers and states in words, the same everywhere in the window."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QLocale

from sextant.bridge.state import ACTIVE, RecordingState, Spending, StepState
from sextant.core.events import Stage, State
from sextant.core.render import money

STATE_WORDS = {
    State.WAITING: "waiting",
    State.RUNNING: "running",
    State.RETRYING: "trying again",
    State.DONE: "done",
    State.FAILED: "failed",
    State.SKIPPED: "not needed",
}

RUNNING_WORDS = {
    Stage.EXTRACT: "Taking out the audio…",
    Stage.TRANSCRIBE: "Transcribing…",
    Stage.ANALYZE: "Analysing…",
    Stage.REPORT: "Writing the report…",
}

SERVICE_NAMES = {"deepgram": "Deepgram", "openrouter": "OpenRouter"}

PRIVACY = (
    "Leaves this computer: the audio, to Deepgram, and the transcript, to OpenRouter. "
    "Your videos never do."
)


def clock(seconds: float) -> str:
    """``12:31``, and ``1:02:14`` past the hour."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def spending_word(spending: Spending) -> str:
    """``$0.12``, ``about $0.39`` where a part is estimated; empty where nothing was spent."""
    words = money(spending.total) if spending.total else ""
    if spending.estimated:
        words = f"about {words}"
    if spending.unknown:
        unknown = count_word(spending.unknown, "cost unknown", "costs unknown")
        words = f"{words}, {unknown}" if words else unknown
    return words


def seconds_word(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"


def size_word(size: int) -> str:
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def day_word(moment: datetime) -> str:
    """A date as the system writes it."""
    day = QDate(moment.year, moment.month, moment.day)
    return QLocale().toString(day, QLocale.FormatType.ShortFormat)


def count_word(count: int, one: str, many: str) -> str:
    return f"{QLocale().toString(count)} {one if count == 1 else many}"


def language_word(code: str) -> str:
    """``en`` and ``en-GB`` as ``English``; a code that is unknown stays as it is."""
    language = QLocale.codeToLanguage(code.partition("-")[0])
    if language is QLocale.Language.AnyLanguage:
        return code
    return QLocale.languageToString(language)


def step_line(stage: Stage, step: StepState) -> str:
    """What a step does at the moment, with its fraction where that is known."""
    words = step.note or RUNNING_WORDS[stage]
    return words if step.fraction is None else f"{words} {step.fraction * 100:.0f} %"


def recording_line(state: RecordingState) -> str:
    """The second line of a row: how long it is and how far along."""
    done, total = state.count(State.DONE), len(state.cells)
    if state.running:
        for stage in (Stage.EXTRACT, Stage.TRANSCRIBE):
            if state.step(stage).state in ACTIVE:
                return step_line(stage, state.step(stage))
    parts = [clock(state.duration)] if state.duration is not None else []
    if state.problem is not None and not state.running:
        return state.problem.title
    answers = f"{done} of {total}"
    if failed := state.count(State.FAILED):
        answers += f", {failed} failed"
    elif not state.running and not state.finished:
        answers += ", unfinished"
    return " · ".join([*parts, answers])
