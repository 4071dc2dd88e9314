"""Hands a recording over as a file of a format the person chose."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sextant.bridge.desk import Desk
from sextant.bridge.tasks import Tasks
from sextant.core.ports import Library


class Exports(QObject):
    """`formats` are titles by the file's ending."""

    saved = Signal(str, object)
    """A recording's name, and the Path of what was written."""

    def __init__(self, desk: Desk, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.formats = desk.export_formats()
        self._desk = desk
        self._tasks = tasks
        self._library: Library | None = None

    def use(self, library: Library) -> None:
        """Another project."""
        self._library = library

    def save(self, recording: str, format_name: str, target: Path) -> None:
        """Write `target`; `saved` follows."""
        self._tasks.spawn("export", self._save(recording, format_name, target))

    async def _save(self, recording: str, format_name: str, target: Path) -> None:
        assert self._library is not None
        folder = await asyncio.to_thread(self._library.open, recording)
        await asyncio.to_thread(
            self._desk.write_export, self._library, [folder], target, format_name
        )
        self.saved.emit(recording, target)
