"""Rename recordings and move them to the trash, with a way back."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from sextant.bridge.editing import Editor
from sextant.bridge.history import History
from sextant.bridge.runs import Runs
from sextant.bridge.shelf import Shelf
from sextant.bridge.tasks import Tasks
from sextant.bridge.trash import put_into_trash, take_from_trash
from sextant.core.errors import RecordingBusy
from sextant.core.ports import Library, RecordingFolder


class Housekeeping(QObject):
    """Keeps the shelf in order; what is being worked on is left alone."""

    def __init__(
        self,
        tasks: Tasks,
        runs: Runs,
        shelf: Shelf,
        history: History,
        editor: Editor,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._runs = runs
        self._shelf = shelf
        self._history = history
        self._editor = editor

    def rename(self, library: Library, name: str, title: str) -> None:
        """Give a recording another title, and its folder the name that goes with it."""
        self._tasks.spawn("rename", self._rename(library, name, title))

    def put_away(self, library: Library, names: Sequence[str]) -> None:
        """Move recordings to the system's trash."""
        self._tasks.spawn("trash", self._put_away(library, tuple(names)))

    async def _rename(self, library: Library, name: str, title: str) -> None:
        before, folder = await self._give_title(library, name, title)
        now = folder.name
        shown = title or (await asyncio.to_thread(folder.recording)).heading

        async def back() -> None:
            nonlocal now
            now = (await self._give_title(library, now, before))[1].name

        async def again() -> None:
            nonlocal now
            now = (await self._give_title(library, now, title))[1].name

        self._history.done(
            self.tr("Rename to “{title}”").format(title=shown), undo=back, redo=again
        )

    async def _give_title(
        self, library: Library, name: str, title: str
    ) -> tuple[str, RecordingFolder]:
        """Returns the title before, and the folder."""
        await self._make_ready(name)
        old = await asyncio.to_thread(library.open, name)
        before = (await asyncio.to_thread(old.recording)).title
        folder = await asyncio.to_thread(library.rename, name, title)
        await self._shelf.replace(name, folder)
        return before, folder

    async def _put_away(self, library: Library, names: tuple[str, ...]) -> None:
        places: list[tuple[Path, Path]] = []
        lost = 0
        try:
            for name in names:
                path = library.path / name
                place = await self._drop(library, name)
                lost += place is None
                if place is not None:
                    places.append((place, path))
        finally:
            if places and not lost:
                self._remember(library, places)

    async def _drop(self, library: Library, name: str) -> Path | None:
        await self._make_ready(name)
        folder = await asyncio.to_thread(library.open, name)
        place = await asyncio.to_thread(_into_trash, folder)
        self._shelf.forget(name)
        return place

    def _remember(self, library: Library, places: list[tuple[Path, Path]]) -> None:
        async def back() -> None:
            for place, path in places:
                await asyncio.to_thread(take_from_trash, place, path)
                await self._shelf.add(await asyncio.to_thread(library.open, path.name))

        async def again() -> None:
            for number, (old, path) in enumerate(places):
                places[number] = (await self._drop(library, path.name) or old, path)

        first = places[0][1].name
        text = (
            self.tr("Move “{name}” to the trash").format(name=first)
            if len(places) == 1
            else self.tr("Move %n recording(s) to the trash", "", len(places))
        )
        self._history.done(text, undo=back, redo=again)

    async def _make_ready(self, name: str) -> None:
        """Files that are being made of an edit would be torn from under it."""
        await self._editor.finish(name)
        if self._runs.busy(name):
            raise RecordingBusy(name=name)


def _into_trash(folder: RecordingFolder) -> Path | None:
    with folder.lock():
        pass  # nobody else works on it at this moment
    return put_into_trash(folder.path)
