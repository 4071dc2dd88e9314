"""What may be spent on this computer in a month, shared by all programs that run on it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Protocol

import msgspec


class MonthSpending(msgspec.Struct, frozen=True):
    """US dollars of a month: `settled` is known, `held` the most that the rest can come to.

    `unknown` counts the requests that are held: under way, or of a cost nobody could tell.
    """

    settled: Decimal = Decimal(0)
    held: Decimal = Decimal(0)
    unknown: int = 0

    @property
    def most(self) -> Decimal:
        return self.settled + self.held


class Purse(Protocol):
    """Money set aside across programs. Methods touch the disk."""

    def hold(
        self, account: str, amount: Decimal | None, limit: Decimal | None, now: datetime
    ) -> bool:
        """Set the most that a request can cost aside for the month of `now`.

        False where it does not fit into `limit` together with all that was spent and is
        held; an unknown `amount` fits only where there is no limit. Raises: StorageProblem.
        """
        ...

    def settle(self, account: str, cost: Decimal | None, held: datetime, now: datetime) -> None:
        """Say what it cost; ``None``, nobody knows, leaves it held. Raises: StorageProblem."""
        ...

    def spent(self, now: datetime) -> MonthSpending:
        """In the month of `now`, as of now. Raises: StorageProblem."""
        ...
