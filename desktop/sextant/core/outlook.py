"""What files would take and cost, seen before anything is sent; what is saved costs nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import msgspec

from sextant.core.bookkeeping import last_outcomes
from sextant.core.cost import Estimate, estimate, estimate_rest, tight_models
from sextant.core.durably import durably
from sextant.core.errors import SextantError
from sextant.core.media import Media
from sextant.core.model import ModelInfo
from sextant.core.ports import RecordingFolder
from sextant.core.run import Run, Wish
from sextant.core.settings import Grid, Settings
from sextant.core.stages import Cell, grid_cells
from sextant.core.tools import Tools
from sextant.core.verdicts import is_open, verdict_on


class Rest(msgspec.Struct, frozen=True):
    """What is left to do of a recording that is here already.

    `words` are those of its transcript, ``None`` where it has none yet. `models` has one
    entry for each answer that is still to be asked for.
    """

    words: int | None
    models: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing would be sent."""
        return self.words is not None and not self.models


class Outlook(msgspec.Struct, frozen=True):
    """What a file would cost, seen before anything is sent. `media` or `error` is there.

    `rest` is what is left to do where the recording is here already. `tight` are models
    that it may be too long for.
    """

    source: Path
    media: Media | None = None
    estimate: Estimate | None = None
    tight: tuple[str, ...] = ()
    error: SextantError | None = None
    rest: Rest | None = None

    @property
    def sends_audio(self) -> bool:
        return self.error is None and (self.rest is None or self.rest.words is None)

    @property
    def sends_nothing(self) -> bool:
        return self.error is not None or (self.rest is not None and self.rest.nothing)


async def look_ahead(run: Run, grid: Grid, files: Sequence[Path]) -> list[Outlook]:
    """Probe `files` and estimate what is not saved yet, sending nothing of a person's.

    Raises: ServiceProblem, StorageProblem. The price list is asked for only where
    something is left to be paid for.
    """
    found = [await _looked_into(run.tools, file) for file in files]
    rests = await _rests(run.tools, grid, found)
    found = [msgspec.structs.replace(one, rest=rests.get(one.source)) for one in found]
    if all(one.sends_nothing for one in found):
        return [_reckoned(one, run.settings, grid, {}) for one in found]
    models = await run.once.models()
    return [_reckoned(one, run.settings, grid, models) for one in found]


async def _looked_into(tools: Tools, file: Path) -> Outlook:
    try:
        return Outlook(file, await tools.extractor.probe(file))
    except SextantError as error:
        return Outlook(file, error=error)


async def _rests(tools: Tools, grid: Grid, found: Sequence[Outlook]) -> dict[Path, Rest]:
    """Of those that the project knows. What cannot be read is taken to be missing."""
    prints: dict[Path, str] = {}
    for one in found:
        if one.error is None:
            try:
                prints[one.source] = (await durably(tools.identify, one.source)).fingerprint
            except SextantError:
                continue  # the run says what is the matter
    here = await durably(_here, tools, set(prints.values()))
    rests: dict[Path, Rest] = {}
    for source, fingerprint in prints.items():
        if fingerprint in here:
            try:
                rests[source] = await durably(_rest, tools, here[fingerprint], grid)
            except SextantError:
                continue
    return rests


def _here(tools: Tools, fingerprints: Collection[str]) -> dict[str, RecordingFolder]:
    """By fingerprint, those of these files whose recordings are here already."""
    return {
        known.source.fingerprint: folder
        for folder, known in (tools.library.described() if fingerprints else ())
        if known.source.fingerprint in fingerprints and known.practice == tools.practice
    }


def _rest(tools: Tools, folder: RecordingFolder, grid: Grid) -> Rest:
    """As the run will find it. Raises: StorageProblem, PromptUnusable."""
    transcript = folder.transcript()
    prompts = tuple(tools.library.prompt(name) for name in grid.prompts)
    fingerprint = transcript.fingerprint if transcript else None
    instead = folder.recording().instead
    cells = grid_cells(prompts, grid.models, fingerprint, folder.analyses(), instead)
    if transcript is None:
        return Rest(None, tuple(cell.model for cell in cells))
    if not transcript.turns:
        return Rest(0, ())  # there is nothing to ask about
    outcomes = last_outcomes(folder.ledger())
    asked = (cell.model for cell in cells if _to_ask(cell, outcomes))
    return Rest(transcript.word_count, tuple(asked))


def _to_ask(cell: Cell, outcomes: Mapping[str, str]) -> bool:
    assert cell.key is not None
    return is_open(cell, Wish(), verdict_on(cell, outcomes.get(cell.key.id, "")))


def _reckoned(
    outlook: Outlook, settings: Settings, grid: Grid, models: Mapping[str, ModelInfo]
) -> Outlook:
    rest, seconds = outlook.rest, outlook.media.duration if outlook.media else None
    if rest is not None and rest.words is not None:
        cost = estimate_rest(rest.words, rest.models, models)
    elif seconds is None:
        return outlook
    else:
        cost = estimate(seconds, settings.transcription, grid, models)
    if rest is not None:
        grid = Grid(grid.prompts, tuple(dict.fromkeys(rest.models)))
    tight = tight_models(seconds, settings.analysis, grid, models) if seconds else ()
    return msgspec.structs.replace(outlook, estimate=cost, tight=tight)
