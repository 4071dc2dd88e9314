"""Facts the pipeline emits. The terminal prints them, the bridge hands them to the window."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum

import msgspec

from sextant.core.errors import SextantError


class Stage(StrEnum):
    """The steps of a recording, in order."""

    EXTRACT = "extract"
    TRANSCRIBE = "transcribe"
    ANALYZE = "analyze"
    REPORT = "report"


class State(StrEnum):
    """How far a stage or an answer is."""

    WAITING = "waiting"
    """Its turn has not come, or a limit holds it back."""
    RUNNING = "running"
    """Being worked on now."""
    RETRYING = "retrying"
    """A passing fault; another try follows by itself."""
    DONE = "done"
    """Saved, whole."""
    FAILED = "failed"
    """Ended without a whole result; a person decides."""
    SKIPPED = "skipped"
    """Not needed: saved by an earlier run, or ruled out."""


class StageChanged(msgspec.Struct, frozen=True):
    """A stage of a recording began, went on, or ended. `fraction` is 0 to 1."""

    recording: str
    stage: Stage
    state: State
    fraction: float | None = None
    message: str = ""
    cost_usd: Decimal | None = None
    error: SextantError | None = None


class AnswerChanged(msgspec.Struct, frozen=True):
    """One of the answers changed its state. `analysis` is the id of its key."""

    recording: str
    analysis: str
    prompt: str
    model: str
    state: State
    message: str = ""
    retry_in: float | None = None
    cost_usd: Decimal | None = None
    error: SextantError | None = None


class AnswerText(msgspec.Struct, frozen=True):
    """More text of a running answer, to be appended."""

    recording: str
    analysis: str
    text: str


class RecordingOpened(msgspec.Struct, frozen=True):
    """A recording has its folder; `known` when an earlier run had made it."""

    recording: str
    source: str
    known: bool = False


class RecordingFinished(msgspec.Struct, frozen=True):
    """The pipeline is through with a recording. `errors` is empty when all is done."""

    recording: str
    state: State
    errors: tuple[SextantError, ...] = ()
    cost_usd: Decimal | None = None


class SourceRejected(msgspec.Struct, frozen=True):
    """A file given by a person that could not become a recording."""

    source: str
    error: SextantError


Event = (
    StageChanged | AnswerChanged | AnswerText | RecordingOpened | RecordingFinished | SourceRejected
)
Emit = Callable[[Event], None]
