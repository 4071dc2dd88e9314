"""The ledger's grammar: what is noted of a paid request, and when.

Each attempt is an account of its own: ``sent`` is on disk before the request
leaves, ``accepted`` as soon as the service names it, ``settled`` when it ends.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from sextant.core.durably import durably
from sextant.core.errors import KeyProblem, ServiceProblem, StorageProblem
from sextant.core.model import LedgerEntry, Usage
from sextant.core.ports import Analyst, Clock, RecordingFolder
from sextant.core.purse import Purse
from sextant.core.tools import Tools

log = logging.getLogger(__name__)

DEEPGRAM = "deepgram"
OPENROUTER = "openrouter"

INTERRUPTED = "interrupted"
"""Outcome of a request that was under way when the program ended: it may have been charged."""

GENERATION = "gen-"
"""How OpenRouter's generation ids begin; compatible servers have no look-up."""

LOOK_UP_WAITS = (1.0, 2.0, 4.0, 8.0)
"""Seconds before each look-up: OpenRouter knows a generation's cost a little later."""


class Account:
    """One paid request in the ledger of its recording."""

    def __init__(
        self,
        folder: RecordingFolder,
        clock: Clock,
        *,
        service: str,
        model: str,
        analysis: str = "",
        practice: bool = False,
    ) -> None:
        self.id = uuid.uuid4().hex[:12]
        self.remote_id = ""
        self._folder = folder
        self._clock = clock
        self._service = service
        self._model = model
        self._analysis = analysis
        self._practice = practice

    @classmethod
    def of(cls, entry: LedgerEntry, folder: RecordingFolder, clock: Clock) -> Account:
        """The account that a line of the ledger belongs to."""
        account = cls(
            folder,
            clock,
            service=entry.service,
            model=entry.model,
            analysis=entry.analysis,
            practice=entry.practice,
        )
        account.id = entry.id
        account.remote_id = entry.remote_id
        return account

    async def sent(self, estimate: Decimal | None) -> None:
        """Note that a request is about to leave. Only when this returns may it."""
        await durably(self._folder.note, self._entry("sent", estimate_usd=estimate))

    async def accepted(self, remote_id: str) -> None:
        self.remote_id = remote_id
        await durably(self._folder.note, self._entry("accepted"))

    def named(self, remote_id: str) -> None:
        """Keep the service's id for the line that settles; Deepgram has nothing to look up."""
        self.remote_id = remote_id

    async def settled(
        self, outcome: str, *, usage: Usage | None = None, cost: Decimal | None = None
    ) -> None:
        entry = self._entry("settled", outcome=outcome, usage=usage, cost_usd=cost)
        await durably(self._folder.note, entry)

    async def look_up(
        self, analyst: Analyst, *, waits: Sequence[float] = LOOK_UP_WAITS
    ) -> Usage | None:
        """Ask what the answer cost, after each of `waits`; note the fact, or that there is none."""
        usage = await _ask_cost(analyst, self._clock, self.remote_id, waits)
        cost = usage.cost_usd if usage else None
        await durably(self._folder.note, self._entry("looked_up", usage=usage, cost_usd=cost))
        return usage

    def _entry(
        self,
        event: str,
        *,
        outcome: str = "",
        usage: Usage | None = None,
        cost_usd: Decimal | None = None,
        estimate_usd: Decimal | None = None,
    ) -> LedgerEntry:
        return LedgerEntry(
            event=event,
            id=self.id,
            time=self._clock.now(),
            service=self._service,
            analysis=self._analysis,
            model=self._model,
            outcome=outcome,
            remote_id=self.remote_id,
            estimate_usd=estimate_usd,
            cost_usd=cost_usd,
            usage=usage,
            practice=self._practice,
        )


def open_accounts(entries: Sequence[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """The last line of each request that was never settled."""
    last = {entry.id: entry for entry in entries}
    return tuple(entry for entry in last.values() if entry.event in {"sent", "accepted"})


def last_outcomes(entries: Sequence[LedgerEntry]) -> dict[str, str]:
    """How the last request for each answer ended, by the answer's id."""
    return {e.analysis: e.outcome for e in entries if e.event == "settled" and e.analysis}


def unknown_costs(entries: Sequence[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """The last line of each answer that was charged and of which nobody knows how much."""
    last = {entry.id: entry for entry in entries}
    known = {entry.id for entry in entries if entry.cost_usd is not None}
    named = {entry.id: entry.remote_id for entry in entries if entry.remote_id}
    return tuple(
        msgspec.structs.replace(entry, remote_id=named[entry.id])
        for entry in last.values()
        if entry.service == OPENROUTER
        and entry.event in {"settled", "looked_up"}
        and not entry.practice
        and entry.id not in known
        and named.get(entry.id, "").startswith(GENERATION)
    )


async def look_up_unknown(
    folder: RecordingFolder, clock: Clock, analyst: Analyst, purse: Purse | None = None
) -> int:
    """Ask once more for each cost that is unknown; the recording's lock must be held.

    Returns how many became known.
    """
    found = 0
    ledger = await durably(folder.ledger)
    for entry in unknown_costs(ledger):
        usage = await Account.of(entry, folder, clock).look_up(analyst, waits=(0.0,))
        if usage is not None and usage.cost_usd is not None:
            found += 1
            await _settle_month(purse, entry.id, usage.cost_usd, ledger)
    return found


async def _settle_month(
    purse: Purse | None, account: str, cost: Decimal, ledger: Sequence[LedgerEntry]
) -> None:
    """A cost that became known late belongs to the month in which the request was sent."""
    sent = next(entry.time for entry in ledger if entry.id == account)
    if purse is not None:
        try:
            await durably(purse.settle, account, cost, sent, sent)
        except StorageProblem as error:
            log.info("the month's spending could not be noted: %s", error.code)


async def close_open_accounts(folder: RecordingFolder, tools: Tools) -> None:
    """Settle what an earlier, interrupted run left open; the recording's lock must be held.

    OpenRouter is asked what an accepted answer cost, which the month learns as well.
    """
    ledger = await durably(folder.ledger)
    for entry in open_accounts(ledger):
        account = Account.of(entry, folder, tools.clock)
        await account.settled(INTERRUPTED)
        if entry.service == OPENROUTER and entry.remote_id and entry.practice == tools.practice:
            usage = await account.look_up(tools.analyst)
            if usage is not None and usage.cost_usd is not None:
                await _settle_month(tools.purse, entry.id, usage.cost_usd, ledger)


async def _ask_cost(
    analyst: Analyst, clock: Clock, remote_id: str, waits: Sequence[float]
) -> Usage | None:
    for wait in waits:
        await clock.sleep(wait)
        try:
            usage = await analyst.look_up(remote_id)
        except (ServiceProblem, KeyProblem) as error:
            log.info("the cost of an answer could not be looked up: %s", error.code)
            return None
        if usage is not None:
            return usage
    return None
