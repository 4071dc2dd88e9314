"""The first stage: the recording's audio, taken out on this computer."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sextant.core.durably import durably
from sextant.core.errors import SourceGone
from sextant.core.events import Stage, StageChanged, State
from sextant.core.run import Job


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
    if job.seen is None:
        if not recording.source.path:
            raise SourceGone(name=recording.source.name)
        media = await tools.extractor.probe(Path(recording.source.path))
    else:
        # The same file may have been given from another place than the first time.
        recording = msgspec.structs.replace(recording, source=job.seen.source)
        media = job.seen.media
    recording = msgspec.structs.replace(recording, duration=media.duration)
    await durably(folder.save_recording, recording)
    draft = await durably(folder.draft_audio, media.suffix)
    began = tools.clock.monotonic()
    try:
        await tools.extractor.extract(
            Path(recording.source.path),
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


def _tell(job: Job, state: State, fraction: float | None = None) -> None:
    job.run.emit(StageChanged(job.folder.name, Stage.EXTRACT, state, fraction))
