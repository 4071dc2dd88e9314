"""Names and corrections as a person makes them: written down at once, and undone at will."""

from __future__ import annotations

import asyncio
from collections import defaultdict

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.desk import Desk
from sextant.bridge.loading import REPORT
from sextant.bridge.runs import Runs
from sextant.bridge.shelf import Shelf
from sextant.bridge.tasks import Tasks
from sextant.core.edits import Edit
from sextant.core.ports import Library, RecordingFolder


class _Step(msgspec.Struct, frozen=True):
    """What was done, in words for a person, and the edit that leads back (or forth again)."""

    words: str
    edit: Edit


class _History:
    """The steps of one recording, the newest last."""

    def __init__(self) -> None:
        self.done: list[_Step] = []
        self.undone: list[_Step] = []


class Editor(QObject):
    """Edits the recording that is open. One edit is written after another, in their order.

    Afterwards the files made from the transcript are made anew: at once, or when the
    run that works on the recording has ended.
    """

    changed = Signal()
    """Something else can be undone or done again."""

    def __init__(
        self, desk: Desk, shelf: Shelf, runs: Runs, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shelf = shelf
        self._runs = runs
        self._tasks = tasks
        self._library: Library | None = None
        self._name = ""
        self._histories: defaultdict[str, _History] = defaultdict(_History)
        self._stale: set[str] = set()
        self._turn = asyncio.Lock()
        runs.ended.connect(self._run_ended)

    def use(self, library: Library) -> None:
        """Another project; what was done in the last one is not undone here."""
        self._library = library
        self._histories.clear()
        self.open("")

    def open(self, name: str) -> None:
        """Edit this recording from now on."""
        self._name = name
        self.changed.emit()

    @property
    def undo_words(self) -> str:
        """What would be undone; empty for nothing."""
        done = self._histories[self._name].done
        return done[-1].words if done else ""

    @property
    def redo_words(self) -> str:
        undone = self._histories[self._name].undone
        return undone[-1].words if undone else ""

    def make(self, edit: Edit, words: str) -> None:
        """Make a change, called `words` when it can be undone."""
        self._tasks.spawn("edit", self._make(self._name, edit, words))

    def undo(self) -> None:
        self._tasks.spawn("edit", self._step_back(self._name))

    def redo(self) -> None:
        self._tasks.spawn("edit", self._step_forth(self._name))

    async def settle(self) -> None:
        """Wait until all is written down. Await this before tasks are ended."""
        await asyncio.sleep(0)  # lets what was asked for just now queue up first
        async with self._turn:
            for name in tuple(self._stale):
                await self._derive(name)

    async def finish(self, name: str) -> None:
        """Wait until all that was done to one recording is written and its files made anew."""
        await asyncio.sleep(0)
        await self._derive_later(name)

    async def _make(self, name: str, edit: Edit, words: str) -> None:
        async with self._turn:
            history = self._histories[name]
            history.done.append(_Step(words, await self._write(name, edit)))
            history.undone.clear()
        self._made(name)

    async def _step_back(self, name: str) -> None:
        async with self._turn:
            history = self._histories[name]
            if not history.done:
                return
            step = history.done[-1]
            forth = await self._write(name, step.edit)
            history.undone.append(_Step(step.words, forth))
            history.done.pop()
        self._made(name)

    async def _step_forth(self, name: str) -> None:
        async with self._turn:
            history = self._histories[name]
            if not history.undone:
                return
            step = history.undone[-1]
            back = await self._write(name, step.edit)
            history.done.append(_Step(step.words, back))
            history.undone.pop()
        self._made(name)

    async def _write(self, name: str, edit: Edit) -> Edit:
        folder = await self._folder(name)
        back = await asyncio.to_thread(folder.edit, edit)
        self._stale.add(name)
        return back

    def _made(self, name: str) -> None:
        self.changed.emit()
        if name == self._shelf.opened:
            self._shelf.open(name)
        self._tasks.spawn("derive", self._derive_later(name))

    async def _derive_later(self, name: str) -> None:
        """After the edits that wait already; the first of many does it for all."""
        async with self._turn:
            if name in self._stale and not self._runs.busy(name):
                await self._derive(name)

    async def _derive(self, name: str) -> None:
        """Make anew what the last run made, if one has come so far."""
        assert self._library is not None
        folder = await self._folder(name)
        self._stale.discard(name)
        if (folder.path / REPORT).is_file():
            await asyncio.to_thread(self._desk.write_derived, self._library, folder)

    async def _folder(self, name: str) -> RecordingFolder:
        assert self._library is not None
        return await asyncio.to_thread(self._library.open, name)

    def _run_ended(self, name: str) -> None:
        if name in self._stale:
            self._tasks.spawn("derive", self._derive_later(name))
