"""A saved recording as reports and other programs see it, evidence included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from sextant.core.agreement import Agreement, Moment, moments
from sextant.core.evidence import Evidence
from sextant.core.model import Analysis, Prompt, Recording, Transcript
from sextant.core.ports import RecordingFolder

if TYPE_CHECKING:
    from sextant.core.evidence import Examiner

BROUGHT_TOGETHER = "Brings answers together, at a person's request. It counts in no agreement."
"""What is said of a synthesis, as the summary of a prompt is said of an answer."""


class AnswerView(msgspec.Struct, frozen=True):
    """One saved answer and what it proves; `title` and `summary` are its prompt's."""

    analysis: Analysis
    title: str
    summary: str
    evidence: Evidence

    @property
    def id(self) -> str:
        return self.analysis.key.id


class RecordingView(msgspec.Struct, frozen=True):
    """Everything of one recording. `answers` go prompt by prompt, in the grid's order.

    `syntheses` are what brought them together, oldest first; they agree with nobody, for
    they say what the answers say, and so are in no moment.
    """

    name: str
    recording: Recording
    transcript: Transcript | None
    answers: tuple[AnswerView, ...]
    moments: tuple[Moment, ...]
    audio: str = ""
    syntheses: tuple[AnswerView, ...] = ()

    @property
    def texts(self) -> tuple[AnswerView, ...]:
        """All that models wrote: what brings the answers together, then the answers."""
        return (*self.syntheses, *self.answers)

    @property
    def agreement(self) -> Agreement:
        """How the answers go together in each moment."""
        return Agreement(self.moments, (answer.analysis.key for answer in self.answers))


def view_of(folder: RecordingFolder, prompts: Mapping[str, Prompt]) -> RecordingView:
    """Read a recording and examine its answers.

    `prompts` are those known by name; an answer of another goes by its name alone.
    Raises: StorageProblem.
    """
    from sextant.core.evidence import Examiner  # a view's shape is needed more often than a view

    recording, transcript = folder.recording(), folder.transcript()
    examiner = Examiner(transcript) if transcript else None
    answers = tuple(
        _answer(analysis, prompts, examiner)
        for analysis in _in_grid_order(folder.analyses(), recording)
    )
    audio = folder.audio()
    return RecordingView(
        name=folder.name,
        recording=recording,
        transcript=transcript,
        answers=answers,
        moments=moments({answer.id: answer.evidence for answer in answers}),
        audio=audio.name if audio else "",
        syntheses=tuple(
            msgspec.structs.replace(_answer(analysis, {}, examiner), summary=BROUGHT_TOGETHER)
            for analysis in folder.syntheses()
        ),
    )


def _answer(
    analysis: Analysis, prompts: Mapping[str, Prompt], examiner: Examiner | None
) -> AnswerView:
    name = analysis.key.prompt
    prompt = prompts.get(name)
    return AnswerView(
        analysis,
        prompt.title if prompt else name.replace("-", " ").capitalize(),
        prompt.summary if prompt else "",
        examiner.examine(analysis.text) if examiner else Evidence(),
    )


def _in_grid_order(answers: Iterable[Analysis], recording: Recording) -> Sequence[Analysis]:
    """As in the grid last asked; those of other prompts and models follow, by age."""
    prompts = {name: place for place, name in enumerate(recording.prompts)}
    models = {model: place for place, model in enumerate(recording.models)}

    def place(answer: Analysis) -> tuple[int, int]:
        key = answer.key
        others = recording.instead.get(key.prompt, {})
        column = next((column for column, other in others.items() if other == key.model), key.model)
        return prompts.get(key.prompt, len(prompts)), models.get(column, len(models))

    return sorted(answers, key=place)
