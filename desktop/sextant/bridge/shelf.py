"""The recordings of the open project: read from their folders, events laid over them."""

from __future__ import annotations

import asyncio
from itertools import islice, pairwise

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.loading import Reader, read_outlines, read_state, read_states
from sextant.bridge.recordings_model import RecordingsModel
from sextant.bridge.runs import Runs
from sextant.bridge.state import RecordingState, apply
from sextant.bridge.stopwatch import Stopwatch
from sextant.bridge.tasks import Tasks
from sextant.core.errors import SextantError, UnknownRecording
from sextant.core.events import (
    AnswerChanged,
    AnswerText,
    Event,
    RecordingFinished,
    RecordingOpened,
    StageChanged,
    State,
)
from sextant.core.ports import Library, RecordingFolder
from sextant.core.settings import Settings

FIRST = 100
"""Recordings of which the outline is read before the list shows any: more than fit in it."""

OUTLINES = 500
"""Of the others, those that come in one go."""

WHOLE = 16
"""Recordings that are read whole in one go; what is looked at waits for no more than these."""


PAUSE = 0.01
"""Seconds between two goes: reading shares one lock with the window, which comes first."""


class Shelf(QObject):
    """Keeps `model` true. Files are the truth; what runs now is remembered on top."""

    state_changed = Signal(object)
    """A RecordingState that is new or has changed."""
    detail_read = Signal(object)
    """The Detail of the recording that is open, and again whenever its files change."""
    text_arrived = Signal(str, str, str)
    """Recording, answer's id, text to append."""
    removed = Signal(str)
    """The name of a recording that is gone from the project."""
    renamed = Signal(str, str)
    """A recording's name before and now."""
    read_through = Signal()
    """Every row of the project has been read whole."""

    def __init__(
        self,
        tasks: Tasks,
        runs: Runs,
        stopwatch: Stopwatch,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = RecordingsModel(self)
        self._stopwatch = stopwatch
        self._unread: dict[str, RecordingFolder] = {}
        self._wanted: list[str] = []
        self._settings = Settings()
        self.opened = ""
        self._tasks = tasks
        self._runs = runs
        self._library: Library | None = None
        self._reader = Reader()
        self._live: dict[str, dict[str, Event]] = {}
        self._drafts: dict[tuple[str, str], list[str]] = {}
        runs.ended.connect(self._run_ended)
        self.model.wanted.connect(self._want)

    async def fill(self, library: Library, settings: Settings) -> None:
        """Show another project: all in outline, then each whole. Raises: StorageProblem."""
        self._tasks.cancel("rows")
        self._library = library
        self._settings = settings
        self.opened = ""
        self._live.clear()
        self._drafts.clear()
        self._wanted.clear()
        self.model.reset()
        folders = await asyncio.to_thread(library.folders)
        known = {folder.name: folder for folder in folders}
        outlines: list[RecordingState] = []
        for first, end in pairwise((0, *range(FIRST, len(folders), OUTLINES), len(folders))):
            some = await asyncio.to_thread(read_outlines, folders[first:end])
            self.model.extend(some)
            outlines += some
        outlines.sort(key=lambda outline: (outline.created, outline.name))
        self._unread = {outline.name: known[outline.name] for outline in outlines}
        self._tasks.start("rows", self._read_rows(library))

    def adopt(self, settings: Settings) -> None:
        """Other settings ask other questions of what was never asked any."""
        self._settings = settings

    def open(self, name: str) -> None:
        """Read a recording whole; `detail_read` follows."""
        self.opened = name
        self._tasks.start("detail", self._read_detail(name))

    async def read_again(self, name: str) -> None:
        """Read its row now, as its files have changed. Raises: StorageProblem."""
        assert self._library is not None
        await self._read_state(name, self._library)

    def forget(self, name: str) -> None:
        """A recording is not in the project any more."""
        self._let_go(name)
        self.model.remove(name)
        if name == self.opened:
            self._tasks.cancel("detail")
            self.opened = ""
        self.removed.emit(name)

    async def add(self, folder: RecordingFolder) -> None:
        """A recording is in the project that was not there before, or not under this name."""
        assert self._library is not None
        state = await asyncio.to_thread(read_state, folder, self._library, self._settings)
        self.model.put(state)

    async def replace(self, name: str, folder: RecordingFolder) -> None:
        """A recording has another title, and perhaps another name."""
        if folder.name == name:
            await self.add(folder)
            return
        self._let_go(name)
        opened = name == self.opened
        await self.add(folder)
        self.model.remove(name)
        if opened:
            self.opened = folder.name
        self.renamed.emit(name, folder.name)

    def _let_go(self, name: str) -> None:
        """What is still being read of it must not bring it back."""
        self._unread.pop(name, None)
        self._live.pop(name, None)
        self._tasks.cancel(f"state:{name}")

    def draft(self, recording: str, answer: str) -> str:
        """The text of a running answer so far."""
        return "".join(self._drafts.get((recording, answer), ()))

    def take_in(self, event: Event) -> None:
        """Lay an event over what the files say."""
        match event:
            case AnswerText(recording, answer, text):
                self._drafts.setdefault((recording, answer), []).append(text)
                self.text_arrived.emit(recording, answer, text)
            case RecordingOpened(recording):
                self._live[recording] = {}
                self._read(recording)
            case StageChanged(recording, stage):
                self._overlay(recording, f"stage:{stage}", event)
                if event.state is State.DONE:
                    self._read(recording)
            case AnswerChanged(recording, answer):
                if event.state is State.RUNNING:
                    self._drafts.pop((recording, answer), None)
                self._overlay(recording, f"answer:{answer}", event)
            case RecordingFinished(recording):
                self._overlay(recording, "finished", event)
            case _:
                pass

    def _overlay(self, name: str, key: str, event: Event) -> None:
        self._live.setdefault(name, {})[key] = event
        before = self.model.state(name)
        if before is None:
            return  # Its folder is still being read; the event waits in `_live`.
        after = apply(before, event)
        if isinstance(event, StageChanged):
            left = self._stopwatch.left(name, event.stage, event.fraction)
            after = msgspec.structs.replace(after, left=left)
        self._put(after)
        ended = isinstance(event, AnswerChanged) and event.state in {State.DONE, State.FAILED}
        if ended and name == self.opened:
            self.open(name)

    def _put(self, state: RecordingState) -> None:
        state = msgspec.structs.replace(state, running=self._runs.busy(state.name))
        self.model.put(state)
        self.state_changed.emit(state)

    def _run_ended(self, name: str) -> None:
        """The files have the last word."""
        self._live.pop(name, None)
        for draft in [draft for draft in self._drafts if draft[0] == name]:
            del self._drafts[draft]
        self._read(name)

    def _read(self, name: str) -> None:
        assert self._library is not None
        self._tasks.start(f"state:{name}", self._read_state(name, self._library))

    async def _read_state(self, name: str, library: Library) -> None:
        """A recording that is gone meanwhile, or a project that is, needs no row."""
        try:
            folder = await asyncio.to_thread(library.open, name)
        except UnknownRecording:
            return
        state = await asyncio.to_thread(read_state, folder, library, self._settings)
        if library is not self._library:
            return
        self._unread.pop(name, None)
        self._put(self._with_events(state))
        if name == self.opened:
            self.open(name)

    def _with_events(self, state: RecordingState) -> RecordingState:
        for event in self._live.get(state.name, {}).values():
            state = apply(state, event)
        return state

    def _want(self, name: str) -> None:
        if name in self._unread:
            self._wanted.append(name)

    async def _read_rows(self, library: Library) -> None:
        """What is looked at comes first, then the newest."""
        while self._unread:
            names = dict.fromkeys((*self._wanted, *islice(reversed(self._unread), WHOLE)))
            self._wanted.clear()
            chosen = [name for name in names if name in self._unread][:WHOLE]
            some = [self._unread[name] for name in chosen]
            states = await asyncio.to_thread(read_states, some, library, self._settings)
            for state in states:
                if self._unread.pop(state.name, None) is not None:
                    self._put_read(self._with_events(state))
            if self._unread:
                await asyncio.sleep(PAUSE)
        self.read_through.emit()

    def _put_read(self, state: RecordingState) -> None:
        if state.name == self.opened:
            self._put(state)
        else:
            self.model.put(state)

    async def _read_detail(self, name: str) -> None:
        assert self._library is not None
        library = self._library
        folder = await asyncio.to_thread(library.open, name)
        if name in self._unread:  # its answers are of no use before its grid is known
            state = await asyncio.to_thread(read_state, folder, library, self._settings)
            self._unread.pop(name, None)
            self._put(self._with_events(state))
        state = self.model.state(name)
        grid = [cell.id for cell in state.cells if cell.id] if state else []
        try:
            detail = await asyncio.to_thread(self._reader.read, folder, grid)
        except SextantError:
            if await asyncio.to_thread(folder.path.is_dir):
                raise
            return  # it was renamed or put away meanwhile, and is read under its new name
        if name == self.opened:
            self.detail_read.emit(detail)
