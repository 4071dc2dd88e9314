"""Stars and hidden answers: what a reader thinks, kept beside the recording."""

from __future__ import annotations

import msgspec

from sextant.core.ports import RecordingFolder


def change_marks(
    folder: RecordingFolder, answer: str, *, starred: bool | None, hidden: bool | None
) -> None:
    """Star or hide `answer` (its id), or take that back; ``None`` leaves it as it is.

    Blocking. Raises: StorageProblem.
    """
    before = folder.marks()
    after = msgspec.structs.replace(
        before,
        starred=_with(before.starred, answer, wanted=starred),
        hidden=_with(before.hidden, answer, wanted=hidden),
    )
    if after != before:
        folder.save_marks(after)


def _with(ids: tuple[str, ...], id_: str, *, wanted: bool | None) -> tuple[str, ...]:
    if wanted is None or wanted == (id_ in ids):
        return ids
    return (*ids, id_) if wanted else tuple(one for one in ids if one != id_)
