"""The first stage: the recording's audio, taken out on this computer."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sextant.core.durably import durably
from sextant.core.errors import SourceGone
from sextant.core.events import Stage, StageChanged, State
from sextant.core.model import Media
from sextant.core.run import Job


async def extract(job: Job, media: Media | None) -> Path:
    """The audio file: the one there is, else a new one. `media` saves a second look.

    Raises: InputError, ToolProblem, StorageProblem.
    """
    folder, tools = job.folder, job.run.tools
    audio = await durably(folder.audio)
    if audio is not None:
        _tell(job, State.SKIPPED)
        return audio
    recording = await durably(folder.recording)
    if not recording.source.path:
        raise SourceGone(name=recording.source.name)
    source = Path(recording.source.path)
    _tell(job, State.RUNNING, 0.0)
    if media is None:
        media = await tools.extractor.probe(source)
    draft = await durably(folder.draft_audio, media.suffix)
    try:
        await tools.extractor.extract(
            source,
            draft.path,
            media,
            track=recording.track,
            on_progress=lambda fraction: _tell(job, State.RUNNING, fraction),
        )
        if media.duration is not None and recording.duration != media.duration:
            known = msgspec.structs.replace(recording, duration=media.duration)
            await durably(folder.save_recording, known)
        audio = await durably(draft.commit)
    finally:
        await durably(draft.discard)
    _tell(job, State.DONE, 1.0)
    return audio


def _tell(job: Job, state: State, fraction: float | None = None) -> None:
    job.run.emit(StageChanged(job.folder.name, Stage.EXTRACT, state, fraction))
