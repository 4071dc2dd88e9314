"""From a project's folder to what the window shows. Blocking; called in threads only."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from sextant.bridge.accounts import StepFacts, spending, step_facts
from sextant.bridge.notice import Notice
from sextant.bridge.sentences import sentence
from sextant.bridge.state import CellState, RecordingState, StepState
from sextant.core.agreement import Moment, moments
from sextant.core.corrections import Corrections
from sextant.core.errors import SextantError
from sextant.core.events import Stage, State
from sextant.core.model import Analysis, Failure, Marks, Recording, Transcript
from sextant.core.ports import Library, RecordingFolder
from sextant.core.settings import Settings
from sextant.core.stages import Cell, Progress, progress_of

if TYPE_CHECKING:
    from sextant.core.evidence import Evidence, Examiner

log = logging.getLogger(__name__)

REPORT = "report.html"


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of one recording that its page shows. Maps are keyed by the answer's id.

    `syntheses`, oldest first, are not among `answers`; `evidence` has theirs too.
    """

    name: str
    recording: Recording
    transcript: Transcript | None
    corrections: Corrections
    audio: Path | None
    audio_bytes: int | None
    answers: Mapping[str, Analysis]
    evidence: Mapping[str, Evidence]
    moments: tuple[Moment, ...]
    facts: Mapping[Stage, StepFacts]
    marks: Marks = Marks()
    syntheses: tuple[Analysis, ...] = ()


def read_states(
    folders: Sequence[RecordingFolder], library: Library, settings: Settings
) -> list[RecordingState]:
    """The rows of several recordings."""
    return [read_state(folder, library, settings) for folder in folders]


def read_outlines(folders: Sequence[RecordingFolder]) -> list[RecordingState]:
    """What ``recording.json`` tells of several recordings, at a small part of the price.

    Those that are damaged are left out.
    """
    outlines: list[RecordingState] = []
    for folder in folders:
        try:
            outlines.append(_outline(folder.name, folder.recording()))
        except SextantError as error:
            log.warning("passed over a recording: %s", error.code)
    return outlines


def read_state(folder: RecordingFolder, library: Library, settings: Settings) -> RecordingState:
    """The row of one recording. A damaged one becomes a row that says so."""
    try:
        return _state(folder, progress_of(folder, library, settings))
    except SextantError as error:
        return _damaged(folder, error)


def _damaged(folder: RecordingFolder, error: SextantError) -> RecordingState:
    return RecordingState(
        name=folder.name,
        title=folder.name,
        created=datetime.fromtimestamp(0, UTC),
        steps={Stage.EXTRACT: StepState(State.FAILED, problem=Notice.of(error))},
    )


def _outline(name: str, recording: Recording) -> RecordingState:
    return RecordingState(
        name=name,
        title=recording.heading,
        created=recording.created,
        duration=recording.duration,
        practice=recording.practice,
        whole=False,
    )


def _state(folder: RecordingFolder, progress: Progress) -> RecordingState:
    recording = folder.recording()
    failures = {failure.analysis or failure.stage: failure for failure in recording.failures}
    return msgspec.structs.replace(
        _outline(folder.name, recording),
        whole=True,
        steps=_steps(folder, progress, failures),
        cells=tuple(_cell_state(cell, failures) for cell in progress.cells),
        spending=spending(folder.ledger()),
    )


def _steps(
    folder: RecordingFolder, progress: Progress, failures: Mapping[str, Failure]
) -> dict[Stage, StepState]:
    done = {
        Stage.EXTRACT: progress.has_audio,
        Stage.TRANSCRIBE: progress.has_transcript,
        Stage.ANALYZE: progress.finished,
        Stage.REPORT: (folder.path / REPORT).is_file(),
    }
    steps: dict[Stage, StepState] = {}
    for stage, is_done in done.items():
        if failure := failures.get(stage):
            steps[stage] = StepState(State.FAILED, problem=Notice.from_failure(failure))
        elif is_done:
            steps[stage] = StepState(State.DONE)
        elif stage is Stage.ANALYZE and any(c.key and c.key.id in failures for c in progress.cells):
            steps[stage] = StepState(State.FAILED)
    return steps


def _cell_state(cell: Cell, failures: Mapping[str, Failure]) -> CellState:
    failure = failures.get(cell.key.id) if cell.key else None
    problem = Notice.from_failure(failure) if failure else None
    return CellState(
        prompt=cell.prompt.name,
        model=cell.model,
        title=sentence(cell.prompt.title),
        summary=sentence(cell.prompt.summary),
        id=cell.key.id if cell.key else "",
        state=State.FAILED if problem and cell.state is State.WAITING else cell.state,
        problem=None if cell.state is State.DONE else problem,
        partial=cell.answer is not None and not cell.answer.complete,
        column=cell.column,
    )


class Reader:
    """Reads whole recordings; what was examined once is kept for the one that is open."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._examiner: Examiner | None = None
        self._evidence: dict[str, tuple[str, Evidence]] = {}

    def read(self, folder: RecordingFolder, grid: Collection[str] = ()) -> Detail:
        """`grid` are the ids of the answers that are shown, in order: only they are compared.

        Raises: StorageProblem.
        """
        transcript = folder.transcript()
        answers = {analysis.key.id: analysis for analysis in folder.analyses()}
        syntheses = tuple(folder.syntheses())
        examined = answers | {analysis.key.id: analysis for analysis in syntheses}
        with self._lock:
            evidence = self._examine(transcript, examined) if transcript else {}
        audio, recording = folder.audio(), folder.recording()
        return Detail(
            name=folder.name,
            recording=recording,
            transcript=transcript,
            corrections=folder.corrections(),
            audio=audio,
            audio_bytes=_size(audio) if audio else None,
            answers=answers,
            evidence=evidence,
            moments=moments({id_: evidence[id_] for id_ in grid or answers if id_ in evidence}),
            facts=step_facts(recording, folder.ledger(), answers.values()),
            marks=folder.marks(),
            syntheses=syntheses,
        )

    def _examine(
        self, transcript: Transcript, answers: Mapping[str, Analysis]
    ) -> dict[str, Evidence]:
        from sextant.core.evidence import Examiner  # in a thread, once a recording is opened

        examiner = self._examiner
        if examiner is None or _text_of(examiner.transcript) != _text_of(transcript):
            examiner = self._examiner = Examiner(transcript)
            self._evidence.clear()
        for id_, answer in answers.items():
            if self._evidence.get(id_, ("", None))[0] != answer.text:
                self._evidence[id_] = (answer.text, examiner.examine(answer.text))
        return {id_: self._evidence[id_][1] for id_ in answers}


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:  # the recording is being renamed or put away at this moment
        return None


def _text_of(transcript: Transcript) -> tuple[str, str]:
    """What makes the words of a transcript these words."""
    return transcript.fingerprint, transcript.edition
