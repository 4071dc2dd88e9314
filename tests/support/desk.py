"""A desk for the window's tests: a real project folder, scripted services, keys in memory."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from sextant import assembly
from sextant.bridge.controller import Controller
from sextant.bridge.notice import Notice
from sextant.core.errors import KeyStoreProblem, SextantError
from sextant.core.keys import KeyPlace, KeyStore
from sextant.core.media import Media
from sextant.core.model import Prompt
from sextant.core.pieces import Accepted, Finished, Piece, Text
from sextant.core.ports import Library, RecordingFolder
from sextant.core.prompt_shelf import PromptShelf
from sextant.core.releases import Release
from sextant.core.settings import Settings, Surroundings
from sextant.core.tools import Tools
from sextant.storage import sources
from sextant.storage.library import FolderLibrary
from sextant.storage.moving import move_project
from sextant.storage.purse import FolderPurse
from support.qt import farewell
from support.scripted import ScriptedAnalyst, ScriptedExtractor, ScriptedTranscriber, StillClock

BOTH = {"deepgram": "key-one", "openrouter": "key-two"}


class MemoryKeys:
    """A key store; with `ring`, it says that it is the system's, and it may be `closed`."""

    def __init__(
        self, keys: Mapping[str, str] = BOTH, *, ring: bool = True, closed: bool = False
    ) -> None:
        self.keys = dict(keys)
        self.ring = ring
        self.closed = closed
        self._this_run = set() if ring else set(keys)

    def get(self, service: str) -> str | None:
        if self.closed and service not in self._this_run:
            raise KeyStoreProblem("locked")
        return self.keys.get(service)

    def place(self, service: str) -> KeyPlace:
        backend = "Test Ring" if self.ring else ""
        if service in self._this_run:
            return KeyPlace("this-run", backend, closed=self.ring)
        if self.closed or service not in self.keys:
            return KeyPlace("nowhere", backend, closed=self.closed)
        return KeyPlace("keyring", backend)

    def put(self, service: str, key: str) -> KeyPlace:
        self.keys[service] = key
        if self.ring and not self.closed:
            self._this_run.discard(service)
        else:
            self._this_run.add(service)
        return self.place(service)

    def remove(self, service: str) -> None:
        self.keys.pop(service, None)
        self._this_run.discard(service)


class PatientExtractor(ScriptedExtractor):
    """Works until `gate` is opened; says when it was cancelled."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.under_way = 0
        self.cancelled = 0

    async def extract(
        self,
        source: Path,
        target: Path,
        media: Media,
        *,
        track: int = 0,
        on_progress: Callable[[float], None],
    ) -> None:
        self.under_way += 1
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        await super().extract(source, target, media, track=track, on_progress=on_progress)


class PatientAnalyst(ScriptedAnalyst):
    """Says the first part of every answer, and the rest when `gate` is opened."""

    def __init__(self, first: str, rest: str) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.refused: dict[str, SextantError] = {}
        """What models say instead of an answer."""
        self.began: list[str] = []
        self._first = first
        self._rest = rest

    async def ask(self, pieces: Sequence[bytes]) -> AsyncGenerator[Piece]:
        model: str = json.loads(b"".join(pieces))["model"]
        self.began.append(model)
        if model in self.refused:
            raise self.refused[model]
        yield Accepted("gen-1")
        yield Text(self._first)
        yield Text("")  # what comes later than a batch's time sends the first part on its way
        await self.gate.wait()
        yield Text(self._rest)
        yield Finished("stop")


class HandPlayback:
    """The port `Playback`; what is heard goes on when `heard` is set."""

    def __init__(self) -> None:
        self.played: list[tuple[Path, float, float]] = []
        self.heard: float | None = None
        self.trouble: SextantError | None = None

    def play(self, audio: Path, second: float, speed: float) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.played.append((audio, second, speed))
        self.heard = second

    def stop(self) -> None:
        self.heard = None

    def position(self) -> float | None:
        return self.heard


class FakeDesk:
    """Implements `sextant.bridge.desk.Desk`. What it hands out can be replaced beforehand."""

    def __init__(self, folder: Path, keys: MemoryKeys | None = None) -> None:
        self.folder = folder
        self.keys = keys or MemoryKeys()
        self.settings = Settings()
        self.extractor: ScriptedExtractor = ScriptedExtractor()
        self.transcriber = ScriptedTranscriber()
        self.analyst = ScriptedAnalyst()
        self.playback = HandPlayback()
        self.trouble: SextantError | None = None
        self.opened: list[bool] = []
        self.open_now = 0
        self.saved: list[Settings] = []
        self.asked_for_release: list[str] = []
        self.release = Release("0", "https://releases.example/0")
        self.addresses: list[tuple[str, str]] = []

    def file(self, name: str) -> Path:
        """A file that passes for a recording here."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / name
        path.write_bytes(name.encode())
        return path

    def make_playback(self) -> HandPlayback:
        return self.playback

    def open_library(self, path: Path, *, create: bool) -> Library:
        if not create:
            return FolderLibrary.load(path)
        return FolderLibrary.load_or_create(path, created=datetime(2026, 1, 1, tzinfo=UTC))

    def move_project(self, path: Path, into: Path) -> tuple[Path, bool]:
        return move_project(path, into)

    @asynccontextmanager
    async def workshop(
        self, library: Library, settings: Settings, keys: KeyStore, *, practice: bool
    ) -> AsyncGenerator[Tools]:
        if self.trouble is not None:
            raise self.trouble
        self.opened.append(practice)
        self.open_now += 1
        try:
            yield Tools(
                extractor=self.extractor,
                transcriber=self.transcriber,
                analyst=self.analyst,
                library=library,
                clock=StillClock(),
                report=write_report,
                expand=sources.expand,
                identify=sources.identify,
                practice=practice,
                purse=self.make_purse(),
            )
        finally:
            self.open_now -= 1

    @asynccontextmanager
    async def open_services(
        self, settings: Settings, key_of: Callable[[str], str | None]
    ) -> AsyncGenerator[tuple[ScriptedTranscriber, ScriptedAnalyst]]:
        self.addresses.append((settings.deepgram_url, settings.openrouter_url))
        yield self.transcriber, self.analyst

    async def latest_release(self, url: str) -> Release:
        self.asked_for_release.append(url)
        if self.trouble is not None:
            raise self.trouble
        return self.release

    def export_formats(self) -> Mapping[str, str]:
        return assembly.export_formats()

    def export_plan(
        self, library: Library, names: Sequence[str], format_name: str, output: Path
    ) -> Sequence[tuple[Sequence[RecordingFolder], Path]]:
        return assembly.export_plan(library, names, format_name, output)

    def write_export(
        self,
        library: Library,
        folders: Sequence[RecordingFolder],
        target: Path,
        format_name: str,
    ) -> None:
        assembly.write_export(library, folders, target, format_name)

    def write_derived(self, library: Library, folder: RecordingFolder) -> None:
        assembly.write_derived(library, folder)

    def load_settings(self) -> Settings:
        return self.settings

    def save_settings(self, settings: Settings) -> None:
        self.saved.append(settings)

    def surroundings(self, settings: Settings) -> Surroundings:
        return Surroundings()

    def make_keys(self) -> KeyStore:
        return self.keys

    def make_clock(self) -> StillClock:
        return StillClock()

    def make_prompt_shelf(self, library: Library) -> PromptShelf:
        return assembly.make_prompt_shelf(library)

    def make_purse(self) -> FolderPurse:
        return FolderPurse(self.folder / "spending")

    def sample_video(self) -> Path:
        return self.file("sample.mp4")


def write_report(folder: RecordingFolder, prompts: Mapping[str, Prompt]) -> None:
    folder.write_text("report.html", "<!doctype html><title>report</title>")


@asynccontextmanager
async def at_work(desk: FakeDesk) -> AsyncGenerator[tuple[Controller, list[Notice]]]:
    """A controller with the project open, and the messages it gives."""
    controller = Controller(desk)
    notices: list[Notice] = []
    controller.problem.connect(notices.append)
    await controller.start()
    await controller.open_project(desk.folder / "project")
    try:
        yield controller, notices
    finally:
        await controller.close()
        await farewell(controller)
