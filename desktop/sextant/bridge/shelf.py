"""The recordings of the open project: read from their folders, events laid over them."""

from __future__ import annotations

import asyncio

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.loading import Reader, read_state, read_states
from sextant.bridge.recordings_model import RecordingsModel
from sextant.bridge.runs import Runs
from sextant.bridge.state import RecordingState, apply
from sextant.bridge.tasks import Tasks
from sextant.core.events import (
    AnswerChanged,
    AnswerText,
    Event,
    RecordingFinished,
    RecordingOpened,
    StageChanged,
    State,
)
from sextant.core.ports import Library
from sextant.core.settings import Settings

CHUNK = 50
"""Recordings that are read before the list shows them."""


class Shelf(QObject):
    """Keeps `model` true. Files are the truth; what runs now is remembered on top."""

    state_changed = Signal(object)
    """A RecordingState that is new or has changed."""
    detail_read = Signal(object)
    """The Detail of the recording that is open, and again whenever its files change."""
    text_arrived = Signal(str, str, str)
    """Recording, answer's id, text to append."""

    def __init__(self, tasks: Tasks, runs: Runs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.model = RecordingsModel(self)
        self._settings = Settings()
        self.opened = ""
        self._tasks = tasks
        self._runs = runs
        self._library: Library | None = None
        self._reader = Reader()
        self._live: dict[str, dict[str, Event]] = {}
        self._drafts: dict[tuple[str, str], list[str]] = {}
        runs.ended.connect(self._run_ended)

    async def fill(self, library: Library, settings: Settings) -> None:
        """Show another project. Raises: StorageProblem."""
        self._library = library
        self._settings = settings
        self.opened = ""
        self._live.clear()
        self._drafts.clear()
        self.model.reset()
        folders = await asyncio.to_thread(library.recordings)
        for first in range(0, len(folders), CHUNK):
            some = folders[first : first + CHUNK]
            self.model.extend(await asyncio.to_thread(read_states, some, library, settings))

    def open(self, name: str) -> None:
        """Read a recording whole; `detail_read` follows."""
        self.opened = name
        self._tasks.start("detail", self._read_detail(name))

    async def read_again(self, name: str) -> None:
        """Read its row now, as its files have changed. Raises: StorageProblem."""
        await self._read_state(name)

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
        self._put(apply(before, event))
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
        self._tasks.start(f"state:{name}", self._read_state(name))

    async def _read_state(self, name: str) -> None:
        assert self._library is not None
        folder = await asyncio.to_thread(self._library.open, name)
        state = await asyncio.to_thread(read_state, folder, self._library, self._settings)
        for event in self._live.get(name, {}).values():
            state = apply(state, event)
        self._put(state)
        if name == self.opened:
            self.open(name)

    async def _read_detail(self, name: str) -> None:
        assert self._library is not None
        folder = await asyncio.to_thread(self._library.open, name)
        state = self.model.state(name)
        grid = [cell.id for cell in state.cells if cell.id] if state else []
        detail = await asyncio.to_thread(self._reader.read, folder, grid)
        if name == self.opened:
            self.detail_read.emit(detail)
