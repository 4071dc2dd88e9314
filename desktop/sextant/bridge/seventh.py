"""The seventh answer, when a person wants it: see what it would cost, ask, stop it.

It is an answer like the others while it is written: `Shelf.text_arrived` and
`Shelf.draft` have its text under its id, `Answers.stop` does not know it, `stop` does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.notice import Notice
from sextant.bridge.runs import Runs
from sextant.bridge.shelf import Shelf
from sextant.bridge.state import ACTIVE, CellState
from sextant.bridge.tasks import Tasks
from sextant.bridge.workplace import Workplace
from sextant.core.errors import SextantError
from sextant.core.events import AnswerChanged, Event, State
from sextant.core.synthesis import SYNTHESIS


class Syntheses(QObject):
    """Recordings are named by their names, answers by their ids."""

    looked_ahead = Signal(str, object)
    """A recording and its SynthesisOutlook: what `ask` would bring together, and its cost."""
    unavailable = Signal(str, object)
    """A recording and a Notice: why there can be none now, as answers are still to come."""
    changed = Signal(str, object)
    """A recording and the CellState of the one that is asked for."""

    def __init__(self, shelf: Shelf, runs: Runs, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._runs = runs
        self._tasks = tasks
        self._work: Workplace | None = None
        self._asked: dict[str, CellState] = {}
        runs.ended.connect(self._run_ended)

    def use(self, work: Workplace) -> None:
        """Another project is open."""
        self._work = work
        self._asked.clear()

    def asked(self, recording: str) -> CellState | None:
        """The one of a recording that is being written, or could not be."""
        return self._asked.get(recording)

    def look_ahead(
        self, recording: str, model: str, answers: Collection[str] | None = None
    ) -> None:
        """See what it would cost, sending nothing; `looked_ahead` or `unavailable` follows.

        `answers` are those to bring together, by default the whole grid.
        """
        self._tasks.start("outlook", self._look_ahead(recording, model, answers))

    def ask(
        self,
        recording: str,
        model: str,
        answers: Collection[str] | None = None,
        *,
        again: bool = False,
    ) -> None:
        """Have `model` write it. One that is there already is only asked for `again`."""
        self._tasks.spawn("synthesis", self._ask(recording, model, answers, again=again))

    def take_in(self, event: Event) -> None:
        """What happens to the one that was asked for; to be told before its text is."""
        if isinstance(event, AnswerChanged) and event.prompt == SYNTHESIS:
            self._tell(event.recording, cell_of(event))

    def stop(self, recording: str) -> None:
        """End it; what it says is kept. Nothing else runs on a recording meanwhile."""
        self._runs.cancel(recording)

    async def _look_ahead(
        self, recording: str, model: str, answers: Collection[str] | None
    ) -> None:
        work = self._work
        assert work is not None
        folder = await asyncio.to_thread(work.library.open, recording)
        try:
            batch = await work.batch(practice=self._practice(recording))
            outlook = await batch.synthesis_outlook(folder, model, answers)
        except SextantError as error:
            self.unavailable.emit(recording, Notice.of(error))
        else:
            self.looked_ahead.emit(recording, outlook)

    async def _ask(
        self, recording: str, model: str, answers: Collection[str] | None, *, again: bool
    ) -> None:
        work = self._work
        assert work is not None
        folder = await asyncio.to_thread(work.library.open, recording)
        self._runs.start_synthesis(
            work,
            folder,
            lambda batch: batch.synthesize(folder, model, answers, again=again),
            practice=self._practice(recording),
        )

    def _tell(self, recording: str, cell: CellState) -> None:
        if cell.state is State.DONE:
            self._asked.pop(recording, None)
        else:
            self._asked[recording] = cell
        self.changed.emit(recording, cell)

    def _run_ended(self, recording: str) -> None:
        """One that was stopped before it said how it ended is under way no more."""
        cell = self._asked.get(recording)
        if cell is not None and cell.state in ACTIVE:
            self._tell(recording, msgspec.structs.replace(cell, state=State.DONE))

    def _practice(self, recording: str) -> bool:
        state = self._shelf.model.state(recording)
        return state is not None and state.practice


def cell_of(event: AnswerChanged) -> CellState:
    """A synthesis as an answer of the window."""
    problem = Notice.of(event.error) if event.error else None
    return CellState(
        prompt=SYNTHESIS,
        model=event.model,
        id=event.analysis,
        state=event.state,
        retry_in=event.retry_in,
        problem=problem,
    )
