"""How far a recording is, computed from what is saved and never stored.

Because nothing here is written down, a crash needs no repair: running again
looks at the files again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from sextant.core.events import State
from sextant.core.model import Analysis, AnalysisKey, Prompt, Recording
from sextant.core.ports import Library, RecordingFolder
from sextant.core.settings import Grid, Settings


class Cell(msgspec.Struct, frozen=True):
    """One field of the grid: a prompt, a model, and the answer if there is one.

    `column` is the model that heads the field's column; `model` is the one asked,
    another one where a person wanted that.

    `key` is ``None`` until there is a transcript to ask about. `state` is
    ``DONE`` for a whole answer, ``FAILED`` for one that was cut short, else
    ``WAITING``; what runs at the moment is an overlay the caller keeps.
    """

    prompt: Prompt
    model: str
    key: AnalysisKey | None
    answer: Analysis | None = None
    column: str = ""

    @property
    def state(self) -> State:
        if self.answer is None:
            return State.WAITING
        return State.DONE if self.answer.complete else State.FAILED


def grid_cells(
    prompts: Sequence[Prompt],
    models: Sequence[str],
    transcript_fingerprint: str | None,
    answers: Iterable[Analysis],
    instead: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Cell, ...]:
    """The grid of a recording, prompt by prompt, each with its models in order.

    `instead` is as in `Recording`; a model that the grid has anyway takes no second place.
    """
    newest = {answer.key: answer for answer in answers}
    cells: list[Cell] = []
    for prompt in prompts:
        others = (instead or {}).get(prompt.name, {})
        for column in models:
            other = others.get(column, column)
            model = column if other in models else other
            if transcript_fingerprint is None:
                cells.append(Cell(prompt, model, None, column=column))
                continue
            key = AnalysisKey(prompt.name, prompt.fingerprint, model, transcript_fingerprint)
            cells.append(Cell(prompt, model, key, newest.get(key), column))
    return tuple(cells)


class Progress(msgspec.Struct, frozen=True):
    """The stages of one recording as its files tell them."""

    has_audio: bool
    has_transcript: bool
    cells: tuple[Cell, ...]

    @property
    def answers_done(self) -> int:
        return sum(cell.state is State.DONE for cell in self.cells)

    @property
    def finished(self) -> bool:
        return self.has_transcript and self.answers_done == len(self.cells)


class Glance(msgspec.Struct, frozen=True):
    """How far a recording is, by the names of its answers' files: none of them is read."""

    has_transcript: bool
    answers: int
    of: int

    @property
    def finished(self) -> bool:
        return self.has_transcript and self.answers == self.of


def glance(
    folder: RecordingFolder, recording: Recording, grid: Grid, prompt: Callable[[str], Prompt]
) -> Glance:
    """What a line of a list tells. `prompt` finds one by name; see `grid_of`.

    Raises: StorageProblem, PromptUnusable.
    """
    fingerprint, answered = folder.transcript_fingerprint(), folder.answered()
    prompts = tuple(map(prompt, grid.prompts))
    cells = grid_cells(prompts, grid.models, fingerprint, (), recording.instead)
    done = sum(cell.key is not None and cell.key.id in answered for cell in cells)
    return Glance(fingerprint is not None, done, len(cells))


def grid_of(recording: Recording, library: Library, settings: Settings) -> Grid:
    """What a recording was asked, else what it would be. Raises: StorageProblem."""
    grid = Grid(recording.prompts, recording.models)
    if grid.prompts and grid.models:
        return grid
    return settings.grid(library.project(), practice=recording.practice)


def progress_of(folder: RecordingFolder, library: Library, settings: Settings) -> Progress:
    """Look at the files of one recording. Raises: StorageProblem, PromptUnusable."""
    recording = folder.recording()
    grid = grid_of(recording, library, settings)
    fingerprint = folder.transcript_fingerprint()
    cells = grid_cells(
        tuple(library.prompt(name) for name in grid.prompts),
        grid.models,
        fingerprint,
        folder.analyses(),
        recording.instead,
    )
    return Progress(folder.audio() is not None, fingerprint is not None, cells)
