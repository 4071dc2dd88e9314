"""Before sending: what a drop would take and cost, and whether a person is asked first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.notice import Notice
from sextant.core.budget import Budget
from sextant.core.cost import Range
from sextant.core.errors import KeyProblem, ServiceProblem, SextantError
from sextant.core.settings import OPENROUTER_URL, Settings

if TYPE_CHECKING:
    from sextant.core.batch import Batch
    from sextant.core.outlook import Outlook

LIST_SECONDS = 10.0
"""How long a drop waits for the price list before it is told that there is none."""


class Plan(msgspec.Struct, frozen=True):
    """What was dropped at once, and the `budget` that all of it shares.

    `total` is of what is not saved yet and can be estimated; `unpriced` says that there
    is more, or models without a price. `notice` says why nothing could be estimated at all.
    """

    outlooks: Sequence[Outlook]
    budget: Budget
    total: Range = Range()
    unpriced: bool = False
    tight: tuple[str, ...] = ()
    notice: Notice | None = None

    @property
    def sources(self) -> list[Path]:
        """Also those that cannot be used: the run says of each what is the matter."""
        return [outlook.source for outlook in self.outlooks]

    @property
    def usable(self) -> list[Outlook]:
        return [outlook for outlook in self.outlooks if outlook.error is None]

    @property
    def sent(self) -> list[Outlook]:
        """Those of which something is not saved yet."""
        return [outlook for outlook in self.outlooks if not outlook.sends_nothing]

    @property
    def sends_audio(self) -> bool:
        return any(outlook.sends_audio for outlook in self.outlooks)

    @property
    def seconds(self) -> float:
        lengths = (outlook.media.duration for outlook in self.sent if outlook.media)
        return sum(length or 0.0 for length in lengths)


class Sending(QObject):
    """Lets a drop go, or has a person asked."""

    asked = Signal(object)
    """A Plan that goes nowhere before `send`."""
    announced = Signal(object)
    """A Plan that has just begun."""

    def __init__(self, start: Callable[[Plan], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._start = start

    async def consider(self, batch: Batch, files: Sequence[Path]) -> None:
        """Look at `files`, then begin, or emit `asked`."""
        plan = await look_ahead(batch, files)
        if must_ask(plan, batch.settings):
            self.asked.emit(plan)
        else:
            self.send(plan)

    def send(self, plan: Plan) -> None:
        """Begin; the person agrees, or need not be asked."""
        self._start(plan)
        if plan.usable:
            self.announced.emit(plan)


def opened_up(
    expand: Callable[[Path], Sequence[Path]], given: Sequence[Path]
) -> tuple[list[Path], list[SextantError]]:
    """The files that were given, those in folders among them, and what cannot be used. Blocks."""
    files: list[Path] = []
    troubles: list[SextantError] = []
    for path in given:
        try:
            files += expand(path)
        except SextantError as error:
            troubles.append(error)
    return files, troubles


async def look_ahead(batch: Batch, files: Sequence[Path]) -> Plan:
    """What `files` would take and cost. Sends nothing of a person's."""
    try:
        async with asyncio.timeout(LIST_SECONDS):
            outlooks = await batch.look_ahead(files)
    except (TimeoutError, KeyProblem, ServiceProblem) as error:
        from sextant.core.outlook import Outlook

        outlooks = [Outlook(file) for file in files]
        notice = Notice.of(error) if not isinstance(error, TimeoutError) else Notice("")
        return Plan(outlooks, batch.budget(), unpriced=True, notice=notice)
    estimates = [one.estimate for one in outlooks if one.estimate is not None]
    unknown = any(one.error is None and one.estimate is None for one in outlooks)
    return Plan(
        outlooks,
        batch.budget(),
        sum((one.total for one in estimates), Range()),
        unpriced=unknown or any(one.unpriced for one in estimates),
        tight=tuple(dict.fromkeys(model for one in outlooks for model in one.tight)),
    )


def must_ask(plan: Plan, settings: Settings) -> bool:
    """Whether a person is asked before `plan` begins.

    A server of one's own that names no price is taken to have none.
    """
    own = settings.openrouter_url.rstrip("/") != OPENROUTER_URL
    unknown = plan.unpriced and not own
    above = plan.total.high > max(settings.ask_above_usd, Decimal(0))
    return bool(plan.sent) and (above or unknown or bool(plan.tight))
