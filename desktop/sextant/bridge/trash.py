"""The system's trash, and the way back out of it. Nothing is ever deleted here."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import QFile

from sextant.core.errors import PlaceTaken, TrashUnavailable

INFO = ".trashinfo"
"""Beside each thing in a freedesktop.org trash: where it was (Trash specification 1.0)."""


def put_into_trash(path: Path) -> Path | None:
    """Move a file or folder to the trash. Blocking.

    Returns where it lies in there, ``None`` where the system does not tell.
    Raises: TrashUnavailable.
    """
    file = QFile(str(path))
    if not file.moveToTrash():
        raise TrashUnavailable(file.errorString(), name=path.name)
    place = Path(file.fileName())
    return place if place != path and place.exists() else None


def take_from_trash(place: Path, path: Path) -> None:
    """Put back to `path` what lies at `place`. Blocking. Raises: PlaceTaken, TrashUnavailable."""
    if path.exists():
        raise PlaceTaken(name=path.name)
    try:
        shutil.move(place, path)
        if place.parent.name == "files":
            (place.parent.parent / "info" / f"{place.name}{INFO}").unlink(missing_ok=True)
    except OSError as error:
        raise TrashUnavailable(type(error).__name__, name=path.name) from error
