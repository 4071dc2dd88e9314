"""The first stage: the recording's audio, taken out on this computer."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sextant.core.durably import durably
from sextant.core.errors import SourceGone, SourceReplaced
from sextant.core.events import Stage, StageChanged, State
from sextant.core.model import Source
from sextant.core.run import Job
from sextant.core.tools import Tools


async def extract(job: Job) -> Path:
    """The audio file: the one there is, else a new one.

    Raises: InputError, ToolProblem, StorageProblem.
    """
    folder, tools = job.folder, job.run.tools
    audio = await durably(folder.audio)
    if audio is not None:
        _tell(job, State.SKIPPED)
        return audio
    _tell(job, State.RUNNING, 0.0)
    recording = await durably(folder.recording)
    # The same file may have been given from another place than the first time.
    source = job.seen.source if job.seen else recording.source
    await durably(_check, source, tools)
    media = job.seen.media if job.seen else await tools.extractor.probe(Path(source.path))
    recording = msgspec.structs.replace(recording, source=source, duration=media.duration)
    await durably(folder.save_recording, recording)
    draft = await durably(folder.draft_audio, media.suffix)
    began = tools.clock.monotonic()
    try:
        await tools.extractor.extract(
            Path(source.path),
            draft.path,
            media,
            track=recording.track,
            on_progress=lambda fraction: _tell(job, State.RUNNING, fraction),
        )
        audio = await durably(draft.commit)
    finally:
        await durably(draft.discard)
    seconds = round(tools.clock.monotonic() - began, 3)
    await durably(
        folder.save_recording, msgspec.structs.replace(recording, extraction_seconds=seconds)
    )
    _tell(job, State.DONE, 1.0)
    return audio


def _check(source: Source, tools: Tools) -> None:
    """See that the file added is the one there now: days may have passed, or another's turn.

    What a stranger's project names as its source is not taken, either, unless its maker
    knew the file. Raises: InputError.
    """
    if not source.path:
        raise SourceGone(name=source.name)
    if tools.identify(Path(source.path)).fingerprint != source.fingerprint:
        raise SourceReplaced(name=source.name)


def _tell(job: Job, state: State, fraction: float | None = None) -> None:
    job.run.emit(StageChanged(job.folder.name, Stage.EXTRACT, state, fraction))
