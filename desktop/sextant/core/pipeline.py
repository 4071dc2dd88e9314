"""Take one recording as far as it can go. What is saved is skipped; running again resumes.

::

    extract → transcribe → six answers → report
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from sextant.core.answer import CUT_OFF
from sextant.core.bookkeeping import close_open_accounts, last_outcomes
from sextant.core.durably import durably
from sextant.core.errors import NoSpeech, SextantError
from sextant.core.events import RecordingFinished, Stage, StageChanged, State
from sextant.core.extraction import extract
from sextant.core.fanout import Asked, FanOut
from sextant.core.messages import SharedMessages
from sextant.core.model import Failure, Prompt
from sextant.core.run import Job
from sextant.core.settings import Grid
from sextant.core.stages import grid_cells
from sextant.core.transcription import transcribe
from sextant.core.verdicts import is_open, verdict_on

log = logging.getLogger(__name__)

Errors = dict[str, SextantError]
"""By stage, or by id of the answer."""


async def take_through(job: Job) -> tuple[SextantError, ...]:
    """Run all that is unfinished of one recording. Returns what went wrong; raises nothing else.

    Cancelled, it leaves the audio whole or absent, every answer that began readable,
    no process and no lock.
    """
    errors: Errors = {}
    try:
        with job.folder.lock():
            await _stages(job, errors)
            await _remember(job, errors)
    except asyncio.CancelledError:
        job.run.emit(RecordingFinished(job.folder.name, State.WAITING))
        raise
    except SextantError as error:
        errors.setdefault("", error)
    except Exception as error:
        log.exception("a defect stopped a recording")
        errors.setdefault("", SextantError(type(error).__name__))
    found = tuple(errors.values())
    state = State.FAILED if found else State.DONE
    job.run.emit(RecordingFinished(job.folder.name, state, found))
    return found


async def _stages(job: Job, errors: Errors) -> None:
    tools = job.run.tools
    grid = await _grid(job)
    prompts = await durably(_prompts, job, grid)
    await close_open_accounts(job.folder, tools)
    if not await _transcribe(job, errors):
        return
    errors.update(await _analyze(job, prompts, grid.models))
    await _report(job, prompts, errors)


async def _transcribe(job: Job, errors: Errors) -> bool:
    """See that there is a transcript with words in it. Once it is there, no audio is needed."""
    stage = Stage.EXTRACT
    try:
        transcript = await durably(job.folder.transcript)
        if transcript is None or (job.wish.again and not transcript.turns):
            await job.run.once.check_keys(transcribing=True)
            audio = await extract(job)
            stage = Stage.TRANSCRIBE
            transcript = await transcribe(job, audio)
        else:
            _tell(job, Stage.EXTRACT, State.SKIPPED)
            _tell(job, Stage.TRANSCRIBE, State.SKIPPED)
        stage = Stage.TRANSCRIBE
        if not transcript.turns:
            raise NoSpeech(detail=transcript.request_id)
    except SextantError as error:
        errors[stage] = error
        _tell(job, stage, State.FAILED, error=error)
        return False
    return True


async def _grid(job: Job) -> Grid:
    """What to ask; remembered beside the recording, so that resuming asks the same."""
    recording = await durably(job.folder.recording)
    before = Grid(recording.prompts, recording.models)
    if job.grid is not None and job.grid != before:
        known = msgspec.structs.replace(recording, prompts=job.grid.prompts, models=job.grid.models)
        await durably(job.folder.save_recording, known)
        return job.grid
    if before.prompts and before.models:
        return before
    project = await durably(job.run.tools.library.project)
    return job.run.settings.grid(project, practice=job.run.tools.practice)


def _prompts(job: Job, grid: Grid) -> tuple[Prompt, ...]:
    return tuple(job.run.tools.library.prompt(name) for name in grid.prompts)


async def _questions(
    job: Job, prompts: Sequence[Prompt], models: Sequence[str], errors: Errors
) -> tuple[FanOut, list[Asked]]:
    """What is to be asked, and who asks it, with the transcript serialised once.

    Answers that ended with a verdict are not asked for again; they join `errors`.
    """
    transcript = await durably(job.folder.transcript)
    assert transcript is not None
    answers = await durably(job.folder.analyses)
    recording = await durably(job.folder.recording)
    cells = grid_cells(prompts, models, transcript.fingerprint, answers, recording.instead)
    outcomes = last_outcomes(await durably(job.folder.ledger))
    asked: list[Asked] = []
    roomy: set[str] = set()
    for cell in cells:
        assert cell.key is not None
        verdict = verdict_on(cell, outcomes.get(cell.key.id, ""))
        if is_open(cell, job.wish, verdict):
            asked.append((cell.key, cell.prompt))
            if verdict is not None and verdict.detail == CUT_OFF:
                roomy.add(cell.key.id)
        elif verdict is not None:
            errors[cell.key.id] = verdict
    shared = SharedMessages.of(transcript, recording, prompts)
    return FanOut(job, shared, transcript.fingerprint, prompts, roomy), asked


async def _analyze(job: Job, prompts: Sequence[Prompt], models: Sequence[str]) -> Errors:
    errors: Errors = {}
    try:
        fan_out, asked = await _questions(job, prompts, models, errors)
        if not asked:
            _tell(job, Stage.ANALYZE, State.SKIPPED)
            return errors
        _tell(job, Stage.ANALYZE, State.RUNNING)
        await job.run.once.check_keys(transcribing=False)
        models_offered = await job.run.once.models()
    except SextantError as error:
        _tell(job, Stage.ANALYZE, State.FAILED, error=error)
        return {**errors, Stage.ANALYZE: error}
    job.run.asking[job.folder.name] = fan_out
    try:
        await fan_out.run(asked, models_offered)
    finally:
        del job.run.asking[job.folder.name]
    errors = {id_: error for id_, error in errors.items() if id_ not in job.asked}
    errors.update(fan_out.errors)
    if errors:
        _tell(job, Stage.ANALYZE, State.FAILED, error=next(iter(errors.values())))
    else:
        _tell(job, Stage.ANALYZE, State.DONE)
    return errors


async def _report(job: Job, prompts: Sequence[Prompt], errors: Errors) -> None:
    """Write what people read. Computed anew each time: it costs nothing and is never stale."""
    by_name: Mapping[str, Prompt] = {prompt.name: prompt for prompt in prompts}
    try:
        await durably(job.run.tools.report, job.folder, by_name)
    except SextantError as error:
        errors[Stage.REPORT] = error
        _tell(job, Stage.REPORT, State.FAILED, error=error)
    else:
        _tell(job, Stage.REPORT, State.DONE)


async def _remember(job: Job, errors: Errors) -> None:
    """Keep the last error of each stage beside the recording, and forget those overcome."""
    now = job.run.tools.clock.now()
    recording = await durably(job.folder.recording)
    only = job.wish.only
    looked_at = {"", *(only or ()), *job.asked}
    kept = [f for f in recording.failures if only is not None and f.analysis not in looked_at]
    failures = (*kept, *(_failure(name, error, now) for name, error in errors.items()))
    if failures or recording.failures:
        known = msgspec.structs.replace(recording, failures=failures)
        await durably(job.folder.save_recording, known)


def _failure(name: str, error: SextantError, now: datetime) -> Failure:
    title, safe, remedy = error.words()
    stage, analysis = (name, "") if name in set(Stage) else (Stage.ANALYZE, name)
    return Failure(stage, error.code, title, safe, remedy, now, analysis)


def _tell(job: Job, stage: Stage, state: State, *, error: SextantError | None = None) -> None:
    message = str(error) if error else ""
    job.run.emit(StageChanged(job.folder.name, stage, state, message=message, error=error))
