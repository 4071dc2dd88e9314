"""One change a person makes to a transcript, and the change that undoes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from sextant.core.corrections import Correction, Corrections

T = TypeVar("T")


class Rename(msgspec.Struct, frozen=True):
    """Call a speaker by name; an empty name goes back to ``Speaker 1``."""

    speaker: int
    name: str


class Merge(msgspec.Struct, frozen=True):
    """A speaker is really another one; ``None`` says that it is one of its own after all."""

    speaker: int
    into: int | None


class Correct(msgspec.Struct, frozen=True):
    """A word, known by its start and what was `heard`, should read `text`.

    The text that was heard takes the correction back.
    """

    start: float
    heard: str
    text: str


Edit = Rename | Merge | Correct


class Edited(msgspec.Struct, frozen=True):
    """All that a person has changed: speakers' names by number, and corrections."""

    names: Mapping[str, str]
    corrections: Corrections


def apply(edit: Edit, before: Edited) -> Edited:
    """`before` with `edit` made. A speaker that is merged into itself stays what it is."""
    match edit:
        case Rename(speaker, name):
            return msgspec.structs.replace(
                before, names=_with(before.names, str(speaker), " ".join(name.split()) or None)
            )
        case Merge(speaker, into):
            corrections = before.corrections
            if into is not None and speaker in corrections.way(into):
                return before
            merged = _with(corrections.merged, str(speaker), into)
            return _corrected(before, msgspec.structs.replace(corrections, merged=merged))
        case Correct(start, heard, text):
            said = " ".join(text.split())
            kept = (w for w in before.corrections.words if (w.start, w.heard) != (start, heard))
            new = () if said in {"", heard} else (Correction(start, heard, said),)
            words = tuple(sorted((*kept, *new)))
            return _corrected(before, msgspec.structs.replace(before.corrections, words=words))


def inverse(edit: Edit, before: Edited) -> Edit:
    """The edit that leads back to `before`."""
    match edit:
        case Rename(speaker):
            return Rename(speaker, before.names.get(str(speaker), ""))
        case Merge(speaker):
            return Merge(speaker, before.corrections.merged.get(str(speaker)))
        case Correct(start, heard):
            known = {(word.start, word.heard): word.text for word in before.corrections.words}
            return Correct(start, heard, known.get((start, heard), heard))


def _with(known: Mapping[str, T], key: str, value: T | None) -> dict[str, T]:
    kept = {name: old for name, old in known.items() if name != key}
    return kept if value is None else {**kept, key: value}


def _corrected(before: Edited, corrections: Corrections) -> Edited:
    return msgspec.structs.replace(before, corrections=corrections)
