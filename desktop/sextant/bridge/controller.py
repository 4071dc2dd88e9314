"""What the window can do: open a project, take files in, cancel, ask again, continue.

Reading happens in threads, work in tasks; widgets hear of it by signals and never wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sextant.bridge.asking import Answers
from sextant.bridge.desk import Desk
from sextant.bridge.editing import Editor
from sextant.bridge.exporting import Exports
from sextant.bridge.feed import Feed
from sextant.bridge.history import History
from sextant.bridge.housekeeping import Housekeeping
from sextant.bridge.key_ring import KeyRing
from sextant.bridge.notice import Notice
from sextant.bridge.player import Player
from sextant.bridge.preferences import Preferences, concerns_work
from sextant.bridge.runs import Runs
from sextant.bridge.search import Search
from sextant.bridge.sending import Plan, Sending, opened_up
from sextant.bridge.seventh import Syntheses
from sextant.bridge.shelf import Shelf
from sextant.bridge.state import RecordingState
from sextant.bridge.stopwatch import Stopwatch
from sextant.bridge.tasks import Tasks
from sextant.bridge.trash import put_into_trash
from sextant.bridge.updates import Updates
from sextant.bridge.workplace import MakeBatch, Workplace, make_batch
from sextant.core.errors import KeyProblem, NotAProject, SextantError, StorageProblem
from sextant.core.events import Event, RecordingFinished, SourceRejected
from sextant.core.ports import Library
from sextant.core.settings import Settings

MOST_RECENT = 10
"""Projects that are remembered."""


class Controller(QObject):
    """The window's one partner. Methods that are not coroutines return at once."""

    project_opened = Signal(str)
    """A project's name. Its recordings follow in `shelf.model`."""
    project_read = Signal()
    """All recordings of the project are in the list, at least in outline."""
    interrupted_changed = Signal()
    """What was found unfinished when the project was opened is known."""
    not_a_project = Signal(object)
    """The Path of a folder that was to be opened and holds no project."""
    keys_needed = Signal()
    """Files were given that cannot start before a key is there."""
    problem = Signal(object)
    """A Notice."""

    def __init__(
        self, desk: Desk, *, make_batch: MakeBatch = make_batch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.tasks = Tasks(self._report)
        self.preferences = Preferences(desk, self.tasks, self)
        self.updates = Updates(desk, self.preferences, self.tasks, self)
        self.feed = Feed(self)
        self.runs = Runs(Tasks(self._report), self.feed.emit_event, self)
        self.runs.changed.connect(self.feed.flush)  # before anybody hears of it: no event is late
        self.stopwatch = Stopwatch()
        self.feed.arrived.connect(self.stopwatch.take_in)  # before anybody asks how long still
        self.sending = Sending(self._send, self)
        self.shelf = Shelf(self.tasks, self.runs, self.stopwatch, self)
        self.search = Search(self.tasks, self)
        self.history = History(self.tasks, self)
        self.editor = Editor(desk, self.shelf, self.runs, self.tasks, self)
        self.housekeeping = Housekeeping(
            self.tasks, self.runs, self.shelf, self.history, self.editor, self
        )
        self.keys = KeyRing(desk, self.tasks, self)
        self.exports = Exports(desk, self.tasks, self)
        self.answers = Answers(self.shelf, self.runs, self.tasks, self._resume, self)
        self.syntheses = Syntheses(self.shelf, self.runs, self.tasks, self)
        self.player = Player(desk.make_playback(), self.tasks, self)
        self.waiting: tuple[Path, ...] = ()
        self._found_unfinished: set[str] = set()
        self._make_batch = make_batch
        self._work: Workplace | None = None
        self.feed.arrived.connect(self._take_in)
        self.shelf.read_through.connect(self._look_for_unfinished)
        self.keys.changed.connect(self._keys_changed)

    async def start(self) -> None:
        """Read settings and keys. Await this once before anything else."""
        await self.preferences.begin()
        await self.keys.begin(self.settings)
        self.preferences.changed.connect(self._settings_changed)

    async def close(self) -> None:
        """Cancel all work, wait for it, and let go of the outside world."""
        await self.runs.close()
        self.feed.flush()
        await self.editor.settle()
        await self.tasks.close()
        self.history.clear()  # Qt would tell of it while the stack is no more
        await self.preferences.settle()
        await self.player.close()
        if self._work is not None:
            await self._work.close()

    async def open_project(self, path: Path, *, create: bool = True, keep: bool = True) -> None:
        """Open the project at `path`; work on an earlier one is ended first.

        With `create` a folder that is none becomes one, else `not_a_project` follows.
        With `keep` it is opened again at the next start.
        Raises: InputError, StorageProblem; then the earlier project stays open.
        """
        try:
            library = await asyncio.to_thread(self.desk.open_library, path, create=create)
        except NotAProject:
            self.not_a_project.emit(path)
            return
        project = await asyncio.to_thread(library.project)
        await self._leave()
        self._work = Workplace(
            self.desk,
            library,
            self.settings,
            self.keys.store,
            self.runs.emit_event,
            make_batch=self._make_batch,
        )
        await self.editor.settle()
        self.editor.use(library)
        self.exports.use(library)
        self.answers.use(self._work)
        self.syntheses.use(self._work)
        self.project_opened.emit(project.name)
        if keep:
            self._remember(path)
        await self.shelf.fill(library, self.settings)
        self.project_read.emit()

    async def move_project(self, into: Path) -> None:
        """Move the open project into another folder. Raises: StorageProblem.

        Where it had to be copied to another disk, the original goes to the trash.
        """
        assert self._work is not None
        old = place = self._work.library.path
        left = False
        await self._leave()
        try:
            place, left = await asyncio.to_thread(self.desk.move_project, old, into)
        finally:
            await self.open_project(place, create=False)
        if left:
            await asyncio.to_thread(put_into_trash, old)

    async def _leave(self) -> None:
        """End all work on the project that is open."""
        await self.runs.cancel_all()
        self.feed.flush()
        if self._work is not None:
            await self._work.close()
        self._found_unfinished.clear()
        self.search.stop()
        self.history.clear()

    def _remember(self, path: Path) -> None:
        opened = str(path.absolute())
        others = [known for known in self.recent_projects if known != opened]
        recent = (opened, *others)[:MOST_RECENT]
        self.preferences.change(project=opened, recent_projects=recent)

    @property
    def recent_projects(self) -> Sequence[str]:
        """Folders of projects that were open, the last one first."""
        return self.settings.recent_projects

    @property
    def settings(self) -> Settings:
        """What is in force."""
        return self.preferences.settings

    @property
    def library(self) -> Library | None:
        """The open project."""
        return self._work.library if self._work else None

    @property
    def interrupted(self) -> tuple[str, ...]:
        """Names of what was unfinished when the project was opened, and still is."""
        return tuple(
            state.name
            for state in self.shelf.model.states()
            if state.name in self._found_unfinished
            and not state.finished
            and not self.runs.busy(state.name)
        )

    def take(self, paths: Sequence[Path], *, practice: bool = False) -> None:
        """Take files and folders in; they start at once, or wait for the missing key."""
        if not paths:
            return
        if self.keys.missing and not practice:
            self.waiting += tuple(paths)
            self.keys_needed.emit()
        else:
            self.tasks.spawn("take", self._take(tuple(paths), practice=practice))

    def practise(self) -> None:
        """Run the bundled sample without keys or network."""
        self.take([self.desk.sample_video()], practice=True)

    def ask_again(self, recording: str, answers: Sequence[str]) -> None:
        """Ask for these answers (ids) once more, and for nothing else."""
        self._resume(recording, tuple(answers))

    def resume(self, recordings: Sequence[str]) -> None:
        """Finish what is unfinished in these recordings, and only that."""
        self._found_unfinished.difference_update(recordings)
        for name in recordings:
            self._resume(name, None)

    async def _take(self, paths: tuple[Path, ...], *, practice: bool) -> None:
        assert self._work is not None
        batch = await self._work.batch(practice=practice)
        files, troubles = await asyncio.to_thread(opened_up, batch.tools.expand, paths)
        self._report_all(troubles)
        if practice:
            self.runs.start_files(self._work, files, practice=True)
        elif files:
            await self.sending.consider(batch, files)

    def _send(self, plan: Plan) -> None:
        assert self._work is not None
        self.runs.start_files(self._work, plan.sources, practice=False, budget=plan.budget)

    def _resume(self, name: str, only: tuple[str, ...] | None) -> None:
        state = self.shelf.model.state(name)
        if state is None:
            return
        if self.keys.missing and not state.practice:
            self.keys_needed.emit()
        else:
            self.tasks.spawn("resume", self._start(state, only))

    async def _start(self, state: RecordingState, only: tuple[str, ...] | None) -> None:
        assert self._work is not None
        folder = await asyncio.to_thread(self._work.library.open, state.name)
        self.runs.start_recording(self._work, folder, practice=state.practice, only=only)

    def ask_otherwise(self) -> None:
        """The project's own prompts or models are others: new recordings are asked them."""
        if self._work is not None:
            self._work.adopt(self.settings)

    def _settings_changed(self, before: Settings, after: Settings) -> None:
        self.keys.adopt(after)
        if self._work is not None and concerns_work(before, after):
            self._work.adopt(after)
            self.shelf.adopt(after)

    def _keys_changed(self) -> None:
        if self._work is not None:
            self._work.renew()
        if self.waiting and not self.keys.missing:
            paths, self.waiting = self.waiting, ()
            self.take(paths)

    def _look_for_unfinished(self) -> None:
        self._found_unfinished = {
            state.name
            for state in self.shelf.model.states()
            if not state.finished and not self.runs.busy(state.name)
        }
        self.interrupted_changed.emit()

    def _take_in(self, events: list[Event]) -> None:
        self._report_all([event.error for event in events if isinstance(event, SourceRejected)])
        for event in events:
            self.syntheses.take_in(event)
            self.shelf.take_in(event)
            if isinstance(event, RecordingFinished):
                for error in event.errors:
                    if isinstance(error, KeyProblem | StorageProblem):
                        self._report(error)

    def _report_all(self, errors: Sequence[SextantError]) -> None:
        for notice in Notice.of_all(errors):
            self.problem.emit(notice)

    def _report(self, error: BaseException) -> None:
        self.problem.emit(Notice.of(error))
