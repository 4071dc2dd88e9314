"""One answer at a time: stop it, ask again, have another model give it, star it, hide it.

The others of the recording go on as they are, whatever happens to this one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from sextant.bridge.marking import change_marks
from sextant.bridge.runs import Runs
from sextant.bridge.shelf import Shelf
from sextant.bridge.state import CellState
from sextant.bridge.tasks import Tasks
from sextant.bridge.workplace import Workplace
from sextant.core.events import State
from sextant.core.model import ModelInfo

StartRun = Callable[[str, tuple[str, ...]], None]
"""Begins a run that asks for the answers (ids) of a recording."""


class Answers(QObject):
    """Answers are named by their ids, recordings by their names."""

    models_listed = Signal(object)
    """The live list: a mapping of ids to ModelInfo; empty where a server has none."""

    def __init__(
        self, shelf: Shelf, runs: Runs, tasks: Tasks, start: StartRun, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._runs = runs
        self._tasks = tasks
        self._start = start
        self._work: Workplace | None = None
        self._writing = asyncio.Lock()
        self._later: dict[str, list[CellState]] = {}
        runs.ended.connect(self._run_ended)

    def use(self, work: Workplace) -> None:
        """Another project is open."""
        self._work = work
        self._later.clear()

    def stop(self, recording: str, answer: str) -> None:
        """End it; what it says is kept."""
        self._runs.stop_answer(recording, answer)

    def ask(self, recording: str, answer: str) -> None:
        """Ask for it, anew if it is there: at once beside others that are being written."""
        cell = self._cell(recording, answer)
        if cell is not None:
            self._ask(recording, cell)

    def use_model(self, recording: str, answer: str, model: str) -> None:
        """Have `model` give it instead. An answer of that model that is saved costs nothing."""
        if (cell := self._cell(recording, answer)) is not None:
            self._tasks.spawn("model", self._use_model(recording, cell, model))

    def mark(
        self,
        recording: str,
        answer: str,
        *,
        starred: bool | None = None,
        hidden: bool | None = None,
    ) -> None:
        """Star or hide it, or take that back; ``None`` leaves it as it is."""
        self._tasks.spawn("mark", self._mark(recording, answer, starred=starred, hidden=hidden))

    def list_models(self, *, practice: bool) -> None:
        """Ask for the live list; `models_listed` follows."""
        self._tasks.start("models", self._list_models(practice=practice))

    def _ask(self, recording: str, cell: CellState, *, instead_of: str = "") -> None:
        if self._runs.ask_along(recording, cell.prompt, cell.model, instead_of=instead_of):
            return
        if self._runs.busy(recording):
            self._later.setdefault(recording, []).append(cell)
        else:
            self._start(recording, (cell.id,))

    async def _use_model(self, recording: str, before: CellState, model: str) -> None:
        assert self._work is not None
        prompt, column = before.place
        async with self._writing:
            folder = await asyncio.to_thread(self._work.library.open, recording)
            await asyncio.to_thread(folder.ask_instead, prompt, column, model)
        await self._shelf.read_again(recording)
        state = self._shelf.model.state(recording)
        cells = state.cells if state else ()
        after = next((cell for cell in cells if cell.place == before.place), None)
        if after is None or after.id == before.id:
            return
        if after.state is State.DONE:
            self._runs.stop_answer(recording, before.id)
        else:
            self._ask(recording, after, instead_of=before.id)

    async def _mark(
        self, name: str, answer: str, *, starred: bool | None, hidden: bool | None
    ) -> None:
        assert self._work is not None
        async with self._writing:
            folder = await asyncio.to_thread(self._work.library.open, name)
            await asyncio.to_thread(change_marks, folder, answer, starred=starred, hidden=hidden)
        if name == self._shelf.opened:
            self._shelf.open(name)

    async def _list_models(self, *, practice: bool) -> None:
        assert self._work is not None
        batch = await self._work.batch(practice=practice)
        found: Mapping[str, ModelInfo] = {}
        try:
            found = await batch.models()
        finally:
            self.models_listed.emit(found)

    def _run_ended(self, recording: str) -> None:
        if later := self._later.pop(recording, None):
            self._tasks.spawn("later", self._ask_later(recording, later))

    async def _ask_later(self, recording: str, cells: Sequence[CellState]) -> None:
        """What could not be asked beside the others; the run may have asked it itself."""
        await self._shelf.read_again(recording)
        wanted: dict[str, None] = {}
        for before in cells:
            now = self._cell(recording, before.id)
            if now is not None and (before.state is State.DONE or now.state is not State.DONE):
                wanted[now.id] = None
        if wanted:
            self._start(recording, tuple(wanted))

    def _cell(self, recording: str, answer: str) -> CellState | None:
        state = self._shelf.model.state(recording)
        cells = state.cells if state else ()
        return next((cell for cell in cells if cell.id == answer), None)
