"""A project with one video, real storage and scripted services: what pipeline tests start from."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from pathlib import Path

from sextant.core.batch import Batch, Summary
from sextant.core.events import AnswerChanged, Event, State
from sextant.core.purse import Purse
from sextant.core.settings import Settings
from sextant.core.tools import Tools
from sextant.storage.library import FolderLibrary
from sextant.storage.recording import FolderRecording
from sextant.storage.sources import expand, identify
from support.scripted import ScriptedAnalyst, ScriptedExtractor, ScriptedTranscriber, StillClock


class Bench:
    """A project with one video, and everything a run needs."""

    def __init__(self, path: Path) -> None:
        self.clock = StillClock()
        self.library = FolderLibrary.create(path / "project", created=self.clock.now())
        self.video = path / "Weekly.mp4"
        self.video.write_bytes(b"a video")
        self.extractor = ScriptedExtractor()
        self.transcriber = ScriptedTranscriber()
        self.analyst = ScriptedAnalyst()
        self.settings = Settings()
        self.events: list[Event] = []
        self.purse: Purse | None = None
        self.practice = False
        self.reports = 0

    def report(self, folder: object, prompts: object) -> None:
        self.reports += 1

    def tools(self) -> Tools:
        return Tools(
            self.extractor,
            self.transcriber,
            self.analyst,
            self.library,
            self.clock,
            self.report,
            expand,
            identify,
            practice=self.practice,
            purse=self.purse,
        )

    def batch(self, max_cost: str | None = None) -> Batch:
        limit = None if max_cost is None else Decimal(max_cost)
        return Batch(self.tools(), self.settings, self.events.append, max_cost=limit)

    def run(self, max_cost: str | None = None) -> Summary:
        return asyncio.run(self.batch(max_cost).run([self.video]))

    def resume(self, **options: object) -> Summary:
        return asyncio.run(self.batch().run(folders=self.library.recordings(), **options))

    @property
    def folder(self) -> FolderRecording:
        (folder,) = self.library.recordings()
        return folder

    def ended(self) -> list[State]:
        return [
            event.state
            for event in self.events
            if isinstance(event, AnswerChanged) and event.state in {State.DONE, State.FAILED}
        ]
