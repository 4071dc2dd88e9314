"""What an export is made of."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto
from pathlib import Path

import msgspec

from sextant.core.agreement import moments
from sextant.core.errors import BadUsage
from sextant.core.view import AnswerView, RecordingView


class Sound(Enum):
    """How a report comes by the sound of the recording."""

    NONE = auto()
    """It has none."""

    BESIDE = auto()
    """The audio file will lie in the same folder, under its own name."""

    EMBEDDED = auto()
    """The audio becomes part of the file."""


class Subject(msgspec.Struct, frozen=True):
    """A recording to be exported; `audio` is the file where it lies, if there is one."""

    view: RecordingView
    audio: Path | None = None
    sound: Sound = Sound.NONE


def chosen(view: RecordingView, wanted: Collection[str]) -> RecordingView:
    """`view` with only the answers that are `wanted`, and only what they agree on.

    An answer goes by its id, its id without the hash, or the name of its prompt. Where
    nothing is `wanted`, all are; what brings them together has the name ``synthesis``.
    Raises: BadUsage when there is none of a name.
    """
    if not wanted:
        return view
    named = {name for answer in view.texts for name in names(answer)}
    if missing := [name for name in wanted if name not in named]:
        there = ", ".join(answer.id for answer in view.texts) or "none"
        raise BadUsage(what=f"“{view.name}” has no answer “{missing[0]}”. It has: {there}.")
    answers = tuple(answer for answer in view.answers if names(answer) & set(wanted))
    syntheses = tuple(one for one in view.syntheses if names(one) & set(wanted))
    evidence = {answer.id: answer.evidence for answer in answers}
    return msgspec.structs.replace(
        view, answers=answers, syntheses=syntheses, moments=moments(evidence)
    )


def names(answer: AnswerView) -> set[str]:
    """What an answer may be called."""
    return {answer.id, answer.id.rpartition(".")[0], answer.analysis.key.prompt}
