"""Work in flight: which run works on which recording, and how to stop it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Coroutine, Sequence
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from sextant.bridge.tasks import Tasks
from sextant.bridge.workplace import Workplace
from sextant.core.budget import Budget
from sextant.core.events import Emit, Event, RecordingOpened
from sextant.core.ports import RecordingFolder

if TYPE_CHECKING:
    from sextant.core.batch import Batch

Act = Callable[["Batch"], Coroutine[Any, Any, object]]
"""What a run does with the batch."""

_run: ContextVar[str] = ContextVar("run")
"""The name of the run that an event comes from; tasks inside a run inherit it."""


class Runs(QObject):
    """Each file or recording is a run of its own, so that each can be cancelled by itself.

    The limits on work in flight are the batch's, which all runs share.
    """

    changed = Signal()
    """A run began or ended."""
    ended = Signal(str)
    """The name of a recording whose last run has ended, however it ended."""

    def __init__(self, tasks: Tasks, emit: Emit, parent: QObject | None = None) -> None:
        """`tasks` is to hold runs and nothing else, for `close` ends them all."""
        super().__init__(parent)
        self._tasks = tasks
        self._emit = emit
        self._count = 0
        self._over = False
        self._recordings: dict[str, str] = {}
        self._batches: dict[str, Batch] = {}

    @property
    def in_flight(self) -> int:
        return len(self._recordings)

    def busy(self, recording: str) -> bool:
        return recording in self._recordings.values()

    def start_files(
        self,
        work: Workplace,
        files: Sequence[Path],
        *,
        practice: bool,
        budget: Budget | None = None,
    ) -> None:
        """Take files in, each for itself, all of them out of one `budget`."""
        for file in files:
            self._start(work, "", partial(_take_in, file, budget), practice=practice)

    def start_recording(
        self,
        work: Workplace,
        folder: RecordingFolder,
        *,
        practice: bool,
        only: Collection[str] | None = None,
    ) -> None:
        """Finish a recording, or ask again for the answers named in `only`."""
        self._start(work, folder.name, partial(_finish, folder, only), practice=practice)

    def start_synthesis(
        self, work: Workplace, folder: RecordingFolder, act: Act, *, practice: bool
    ) -> None:
        """Bring the answers of a recording together, as `act` does it with the batch."""
        self._start(work, folder.name, act, practice=practice)

    def cancel(self, recording: str) -> None:
        """End every run that works on a recording; what arrived is saved."""
        for run, name in tuple(self._recordings.items()):
            if name == recording:
                self._tasks.cancel(run)

    def stop_answer(self, recording: str, answer: str) -> bool:
        """End one answer (its id) that is being written; the others go on."""
        return any(batch.stop(recording, answer) for batch in self._batches_of(recording))

    def ask_along(self, recording: str, prompt: str, model: str, *, instead_of: str = "") -> bool:
        """Ask for an answer beside those under way; false where no run is at its answers.

        `instead_of` is the id of an answer that is no longer wanted.
        """
        return any(
            batch.ask(recording, prompt, model, instead_of=instead_of)
            for batch in self._batches_of(recording)
        )

    async def cancel_all(self) -> None:
        """Cancel every run and wait until all have ended."""
        await self._tasks.close()

    async def close(self) -> None:
        """The same for good: what was about to begin a run begins none any more."""
        self._over = True
        await self.cancel_all()

    def emit_event(self, event: Event) -> None:
        """The batch's `Emit`: learns which run an event belongs to and passes it on."""
        run = _run.get("")
        if isinstance(event, RecordingOpened) and run in self._recordings:
            self._recordings[run] = event.recording
        self._emit(event)

    def _batches_of(self, recording: str) -> Sequence[Batch]:
        names = self._recordings
        return [batch for run, batch in self._batches.items() if names.get(run) == recording]

    def _start(self, work: Workplace, recording: str, act: Act, *, practice: bool) -> None:
        if self._over:
            return
        self._count += 1
        run = f"run:{self._count}"
        self._recordings[run] = recording
        task = self._tasks.start(run, self._work(run, work, act, practice=practice))
        task.add_done_callback(lambda _: self._ended(run))
        self.changed.emit()

    async def _work(self, run: str, work: Workplace, act: Act, *, practice: bool) -> None:
        _run.set(run)
        try:
            batch = self._batches[run] = await work.batch(practice=practice)
            await act(batch)
        finally:
            self._batches.pop(run, None)

    def _ended(self, run: str) -> None:
        """Also of a run that was cancelled before its first step."""
        recording = self._recordings.pop(run)
        self.changed.emit()
        if recording and not self.busy(recording):
            self.ended.emit(recording)


async def _take_in(file: Path, budget: Budget | None, batch: Batch) -> None:
    await batch.run([file], budget=budget or batch.budget())


async def _finish(folder: RecordingFolder, only: Collection[str] | None, batch: Batch) -> None:
    await batch.run(folders=[folder], only=only, budget=batch.budget())
