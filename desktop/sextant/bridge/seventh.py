"""The seventh answer, when a person wants it: see what it would cost, ask, stop it.

It is an answer like the others while it is written: `Shelf.text_arrived` and
`Shelf.draft` have its text under its id, `Answers.stop` does not know it, `stop` does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from PySide6.QtCore import QObject, Signal

from sextant.bridge.notice import Notice
from sextant.bridge.runs import Runs
from sextant.bridge.shelf import Shelf
from sextant.bridge.tasks import Tasks
from sextant.bridge.workplace import Workplace
from sextant.core.errors import SextantError


class Syntheses(QObject):
    """Recordings are named by their names, answers by their ids."""

    looked_ahead = Signal(str, object)
    """A recording and its SynthesisOutlook: what `ask` would bring together, and its cost."""
    unavailable = Signal(str, object)
    """A recording and a Notice: why there can be none now, as answers are still to come."""

    def __init__(self, shelf: Shelf, runs: Runs, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._runs = runs
        self._tasks = tasks
        self._work: Workplace | None = None

    def use(self, work: Workplace) -> None:
        """Another project is open."""
        self._work = work

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

    def _practice(self, recording: str) -> bool:
        state = self._shelf.model.state(recording)
        return state is not None and state.practice
