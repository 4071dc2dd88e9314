"""Hands a recording over as a file of a format the person chose."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.desk import Desk
from sextant.bridge.notice import Notice
from sextant.bridge.tasks import Tasks
from sextant.core.errors import BadUsage, SextantError
from sextant.core.ports import Library, RecordingFolder


class AllSaved(msgspec.Struct, frozen=True):
    """A project that was exported into `folder`: what was written, and why what was not."""

    folder: Path
    written: tuple[Path, ...]
    failed: tuple[Notice, ...]


class Exports(QObject):
    """`formats` are titles by the file's ending."""

    saved = Signal(str, object)
    """A recording's name, and the Path of what was written."""
    all_saved = Signal(object)
    """The AllSaved that tells what became of a whole project."""

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

    def save_all(self, format_name: str, folder: Path) -> None:
        """Write every recording of the project into `folder`; `all_saved` follows.

        Formats that can hold several recordings make one file, named like the project.
        """
        self._tasks.spawn("export", self._save_all(format_name, folder))

    async def _save_all(self, format_name: str, folder: Path) -> None:
        """What cannot be exported does not stop the others."""
        library = self._library
        assert library is not None
        written: list[Path] = []
        failed: list[Notice] = []
        for folders, target in await asyncio.to_thread(self._plan, library, format_name, folder):
            try:
                await asyncio.to_thread(
                    self._desk.write_export, library, folders, target, format_name
                )
            except SextantError as error:
                failed.append(Notice.of(error))
            else:
                written.append(target)
        self.all_saved.emit(AllSaved(folder, tuple(written), tuple(failed)))

    def _plan(
        self, library: Library, format_name: str, folder: Path
    ) -> Sequence[tuple[Sequence[RecordingFolder], Path]]:
        whole = folder / f"{library.path.name}.{format_name}"
        try:
            return self._desk.export_plan(library, (), format_name, whole)
        except BadUsage:  # it holds one recording a file
            return self._desk.export_plan(library, (), format_name, folder)

    async def _save(self, recording: str, format_name: str, target: Path) -> None:
        assert self._library is not None
        folder = await asyncio.to_thread(self._library.open, recording)
        await asyncio.to_thread(
            self._desk.write_export, self._library, [folder], target, format_name
        )
        self.saved.emit(recording, target)
