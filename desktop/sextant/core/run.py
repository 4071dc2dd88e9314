"""What the recordings of a run share, and what each of them carries along."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

import msgspec

from sextant.core.budget import Budget
from sextant.core.cost import Range
from sextant.core.errors import NotTheService, ServiceProblem
from sextant.core.events import Emit
from sextant.core.gate import Gate
from sextant.core.media import Media
from sextant.core.model import ModelInfo, Source
from sextant.core.ports import RecordingFolder
from sextant.core.retry import Patience, patiently
from sextant.core.settings import Grid, Settings
from sextant.core.tools import Tools

log = logging.getLogger(__name__)


class Once:
    """Facts asked of the services at most once a run, and only when something needs them."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._models: Mapping[str, ModelInfo] | None = None
        self._checked: set[str] = set()
        self._asking = asyncio.Lock()

    async def models(self) -> Mapping[str, ModelInfo]:
        """The live list by id; empty where a compatible server has none. Raises: ServiceProblem."""
        async with self._asking:
            if self._models is None:
                found = await patiently(
                    self._tools.analyst.models,
                    patience=Patience(),
                    clock=self._tools.clock,
                    on_wait=lambda error, _: log.info("the model list: %s", error.code),
                )
                self._models = {info.id: info for info in found}
            return self._models

    async def check_keys(self, *, transcribing: bool) -> None:
        """See that both keys are good before anything is paid for. Free of charge.

        Raises: KeyProblem; NotTheService, lest a sign-in page be sent a recording.
        A service that cannot tell is no reason to stop.
        """
        async with self._asking:
            for name, check, needed in (
                ("deepgram", self._tools.transcriber.check_key, transcribing),
                ("openrouter", self._tools.analyst.check_key, True),
            ):
                if needed and name not in self._checked:
                    try:
                        await check()
                    except NotTheService:
                        raise
                    except ServiceProblem:
                        continue
                    self._checked.add(name)


class Tally:
    """What a run has cost: what the services named, and what they did not."""

    def __init__(self) -> None:
        self.known = Decimal(0)
        self.unknown = 0
        self.transcription = Range()

    def add(self, cost: Decimal | None) -> None:
        if cost is None:
            self.unknown += 1
        else:
            self.known += cost

    def add_transcription(self, estimate: Range | None) -> None:
        """Deepgram names no price: an estimate, or an unknown where even that is missing."""
        if estimate is None:
            self.unknown += 1
        else:
            self.transcription += estimate


class Wish(msgspec.Struct, frozen=True):
    """What a person asked for beyond finishing what is unfinished.

    `only` limits the answers to these ids, even ones that were cut short. `again`
    repeats what ended with a verdict that another try would normally only repeat:
    no speech, an answer at its length limit, a filter.
    """

    only: frozenset[str] | None = None
    again: bool = False


class Asking(Protocol):
    """The answers of a recording while they are being asked for."""

    def stop(self, answer: str) -> bool:
        """End one of them (its id) and keep what it says; false where it is not under way."""
        ...

    def ask(self, prompt: str, model: str, *, instead_of: str = "") -> bool:
        """Ask for one more, or at once for one that waits; false where it is too late for that.

        `instead_of` is the id of an answer that is no longer wanted.
        """
        ...


class Run(msgspec.Struct, frozen=True):
    """The tools, wishes and limits of a batch, and the recordings that are at their answers."""

    tools: Tools
    settings: Settings
    emit: Emit
    budget: Budget
    gate: Gate
    once: Once
    asking: dict[str, Asking] = msgspec.field(default_factory=dict[str, Asking])


class Seen(msgspec.Struct, frozen=True):
    """A file that was looked into: where it lies now, and what is in it."""

    source: Source
    media: Media


class Job(msgspec.Struct, frozen=True):
    """One recording of a run.

    `grid` is what is asked; ``None`` is what was asked last. `seen` is there when a
    person has just given the file. `asked` grows by the id of each answer asked for.
    """

    run: Run
    folder: RecordingFolder
    tally: Tally
    wish: Wish = Wish()
    grid: Grid | None = None
    seen: Seen | None = None
    asked: set[str] = msgspec.field(default_factory=set[str])
