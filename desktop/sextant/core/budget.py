"""What may still be spent while a run is under way, in the run and in the month.

A request sets aside the most it can cost before it leaves. When that does not fit, it
waits while others of this program are under way, for most end up cheaper than their bound.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime
from decimal import Decimal

from sextant.core.durably import durably
from sextant.core.errors import BudgetReached, MonthLimitReached, StorageProblem
from sextant.core.ports import Clock
from sextant.core.purse import Purse
from sextant.core.render import money

log = logging.getLogger(__name__)


class Reservation:
    """Money set aside for one request, until it is known what the request cost."""

    def __init__(self, bound: Decimal | None) -> None:
        self.cost: Decimal | None = None
        self._bound = bound

    @property
    def spent(self) -> Decimal:
        """The fact, else the bound: the safe side."""
        return self.cost if self.cost is not None else self._bound or Decimal(0)

    def settle(self, cost: Decimal | None) -> None:
        """Replace the bound by the fact. An unknown cost keeps the bound."""
        if cost is not None:
            self.cost = cost


class Budget:
    """The spending limit of a run, shared by all that it sends. ``None`` is no limit."""

    def __init__(self, limit: Decimal | None = None, month: MonthBudget | None = None) -> None:
        """`month` is asked as well, for each request."""
        self.limit = limit
        self._month = month
        self._spent = Decimal(0)
        self._held = Decimal(0)
        self._settled = asyncio.Event()

    @asynccontextmanager
    async def reserve(
        self, bound: Decimal | None, account: str = ""
    ) -> AsyncGenerator[Reservation]:
        """Hold `bound` while a request runs; `account` is its id in the ledger.

        An unknown bound fits only where there is no limit.
        Raises: BudgetReached, MonthLimitReached.
        """
        reservation = Reservation(bound)
        async with self._in_the_run(reservation, bound):
            if self._month is None:
                yield reservation
                return
            async with self._month.reserve(reservation, bound, account):
                yield reservation

    @asynccontextmanager
    async def _in_the_run(
        self, reservation: Reservation, bound: Decimal | None
    ) -> AsyncGenerator[None]:
        if self.limit is None:
            yield
            return
        if bound is None:
            raise BudgetReached(limit=money(self.limit), detail="a price is unknown")
        await self._hold(bound, self.limit)
        try:
            yield
        finally:
            self._held -= bound
            self._spent += reservation.spent
            self._settled.set()
            self._settled = asyncio.Event()

    async def _hold(self, bound: Decimal, limit: Decimal) -> None:
        while self._spent + self._held + bound > limit:
            if not self._held:
                raise BudgetReached(limit=money(limit))
            await self._settled.wait()
        self._held += bound


class MonthBudget:
    """The spending limit of a month on this computer, whichever program sends.

    The `purse` is asked even without a limit, for one may be set later in the month.
    """

    def __init__(self, purse: Purse, limit: Decimal | None, clock: Clock) -> None:
        self._purse = purse
        self._limit = limit
        self._clock = clock
        self._under_way = 0
        self._settled = asyncio.Event()

    @asynccontextmanager
    async def reserve(
        self, reservation: Reservation, bound: Decimal | None, account: str
    ) -> AsyncGenerator[None]:
        """Hold `bound` while a request runs. Raises: MonthLimitReached, StorageProblem."""
        since = self._clock.now()
        await self._hold(account, bound, since)
        self._under_way += 1
        try:
            yield
        finally:
            try:
                await self._settle(account, reservation.cost, since)
            finally:
                self._under_way -= 1
                self._settled.set()
                self._settled = asyncio.Event()

    async def _hold(self, account: str, bound: Decimal | None, since: datetime) -> None:
        while True:
            settled = self._settled
            if await self._fits(account, bound, since):
                return
            waiting_helps = settled.is_set() or self._under_way
            if bound is None or not waiting_helps:
                assert self._limit is not None
                raise MonthLimitReached("the limit of the month", limit=money(self._limit))
            await settled.wait()

    async def _fits(self, account: str, bound: Decimal | None, since: datetime) -> bool:
        try:
            return await durably(self._purse.hold, account, bound, self._limit, since)
        except StorageProblem as error:
            if self._limit is not None:
                raise
            log.info("the month's spending could not be noted: %s", error.code)
            return True

    async def _settle(self, account: str, cost: Decimal | None, since: datetime) -> None:
        """What cannot be written stays held, which errs on the safe side."""
        try:
            await durably(self._purse.settle, account, cost, since, self._clock.now())
        except StorageProblem as error:
            log.info("the month's spending could not be noted: %s", error.code)
