"""Move a whole project to another place."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

from sextant.core.errors import PlaceTaken
from sextant.storage.files import PART, disk_errors, flush_folder
from sextant.storage.layout import LOCK_FILE
from sextant.storage.locks import held


def move_project(path: Path, into: Path) -> tuple[Path, bool]:
    """Move the project `path` into the folder `into`.

    Returns where it lies now, and whether the old folder is still there: on
    another disk the project is copied, whole, and its original left to a person.
    Raises: PlaceTaken, RecordingBusy, DiskFull, FolderReadOnly, StorageProblem.
    """
    path = path.resolve()
    target = into.resolve() / path.name
    if target.exists() or target.is_relative_to(path):
        raise PlaceTaken(name=path.name)
    with held(path / LOCK_FILE, path.name):
        pass  # no other program adds a recording at this moment
    with disk_errors():
        try:
            os.rename(path, target)  # noqa: PTH104 - `Path.rename` tells no error number apart
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            _copy(path, target)
            return target, True
        flush_folder(target.parent)
    return target, False


def _copy(path: Path, target: Path) -> None:
    """Copy under another name first, so that what has the final name is whole."""
    draft = target.with_name(f".{target.name}{PART}")
    try:
        shutil.copytree(path, draft, symlinks=True)
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    flush_folder(target.parent)
