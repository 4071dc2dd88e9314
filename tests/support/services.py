"""A bench whose services are the real clients, speaking to the strict fake over real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from fakes.services import DEEPGRAM_KEY, LISTEN, OPENROUTER_KEY, FakeServices
from sextant.core.batch import Batch, Summary
from sextant.core.model import LedgerEntry
from sextant.services import http
from sextant.services.deepgram import Deepgram
from sextant.services.openrouter import OpenRouter
from support.bench import Bench

SHORT = 1.0
"""Seconds of silence that a test of silence waits for."""

AMPLE = 60.0
"""Seconds that no test waits for."""


@asynccontextmanager
async def clients(
    fake: FakeServices, *, patience: float = AMPLE, silence: float = AMPLE
) -> AsyncGenerator[tuple[Deepgram, OpenRouter]]:
    """Both services' real clients; `patience` in seconds without a byte, `silence` without text."""
    async with (
        http.client(
            fake.deepgram_url, "Deepgram", read_seconds=patience, write_seconds=patience
        ) as to_deepgram,
        http.client(fake.openrouter_url, "OpenRouter", read_seconds=patience) as to_openrouter,
    ):
        yield (
            Deepgram(to_deepgram, base_url=fake.deepgram_url, key=DEEPGRAM_KEY),
            OpenRouter(
                to_openrouter,
                base_url=fake.openrouter_url,
                key=OPENROUTER_KEY,
                silence_seconds=silence,
            ),
        )


class ServiceBench(Bench):
    """A project with one video whose sound is `sound` bytes, and both services by wire."""

    def __init__(self, path: Path, fake: FakeServices, *, sound: int = 3_000) -> None:
        super().__init__(path)
        self.fake = fake
        self.patience = AMPLE
        self.silence = AMPLE
        self.extractor.sound = b"\0\0\0 ftypM4A " + b"s" * sound

    def run(self, max_cost: str | None = None) -> Summary:
        return self._with_clients(lambda batch: batch.run([self.video]), max_cost)

    def resume(self, **options: Any) -> Summary:
        return self._with_clients(
            lambda batch: batch.run(folders=self.library.recordings(), **options)
        )

    def _with_clients(
        self, work: Callable[[Batch], Awaitable[Summary]], max_cost: str | None = None
    ) -> Summary:
        async def go() -> Summary:
            opened = clients(self.fake, patience=self.patience, silence=self.silence)
            async with opened as (transcriber, analyst):
                tools = msgspec.structs.replace(
                    self.tools(), transcriber=transcriber, analyst=analyst
                )
                limit = None if max_cost is None else Decimal(max_cost)
                batch = Batch(tools, self.settings, self.events.append, max_cost=limit)
                return await work(batch)

        return asyncio.run(go())

    @property
    def uploads(self) -> int:
        return len(self.fake.received(LISTEN))

    @property
    def saved(self) -> set[str]:
        """The files of the recording that lie under their final names."""
        root = self.folder.path
        files = (path for path in root.rglob("*") if path.is_file())
        return {str(path.relative_to(root)) for path in files if not path.name.startswith(".")}

    def settled(self, service: str) -> list[LedgerEntry]:
        """How the paid requests to a service ended, by its ledger."""
        entries = self.folder.ledger()
        return [e for e in entries if e.service == service and e.event == "settled"]
