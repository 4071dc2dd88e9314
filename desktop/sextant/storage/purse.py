"""What was spent on this computer in a month, over all projects and programs: a plain file a month.

Each line is one of a ledger: ``held`` before a paid request leaves, ``settled`` when what it
cost is known. Looking and holding are one step under a lock, so that two programs cannot both
take the last dollar. What a crash left unsettled stays held: it may have been charged.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from sextant.core.errors import StorageProblem
from sextant.core.model import LedgerEntry
from sextant.core.purse import MonthSpending
from sextant.storage.files import disk_errors
from sextant.storage.ledger import Ledger

LOCK_SECONDS = 10.0
"""How long another program may take over one line."""


class FolderPurse:
    """The port `Purse`, in a folder of its own: ``2026-11.jsonl`` and so on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hold(
        self, account: str, amount: Decimal | None, limit: Decimal | None, now: datetime
    ) -> bool:
        """See the port. Raises: StorageProblem."""
        with self._locked():
            ledger = self._ledger(now)
            if limit is not None:
                spent = summed(ledger.entries()).most
                if amount is None or spent + amount > limit:
                    return False
            ledger.append(_line("held", account, now, estimate=amount))
            return True

    def settle(self, account: str, cost: Decimal | None, held: datetime, now: datetime) -> None:
        """See the port. Raises: StorageProblem."""
        if cost is None:
            return
        with self._locked():
            self._ledger(held).append(_line("settled", account, now, cost=cost))

    def spent(self, now: datetime) -> MonthSpending:
        """See the port. Raises: StorageProblem."""
        return summed(self._ledger(now).entries())

    def _ledger(self, moment: datetime) -> Ledger:
        return Ledger(self._folder / f"{moment.astimezone():%Y-%m}.jsonl")

    @contextmanager
    def _locked(self) -> Generator[None]:
        from filelock import FileLock, Timeout  # who only reads locks nothing

        with disk_errors():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = FileLock(self._folder / ".lock", timeout=LOCK_SECONDS, thread_local=False)
            try:
                lock.acquire()
            except Timeout as error:  # an OSError, too
                raise StorageProblem("the lock of the month's spending") from error
        try:
            yield
        finally:
            lock.release()


def summed(lines: Iterable[LedgerEntry]) -> MonthSpending:
    """What the lines of a month come to."""
    held: dict[str, Decimal | None] = {}
    settled: dict[str, Decimal] = {}
    for line in lines:
        if line.event == "held":
            held.setdefault(line.id, line.estimate_usd)
        elif line.event == "settled" and line.cost_usd is not None:
            settled[line.id] = line.cost_usd
    open_ = [amount for account, amount in held.items() if account not in settled]
    return MonthSpending(
        settled=sum(settled.values(), Decimal(0)),
        held=sum((amount for amount in open_ if amount is not None), Decimal(0)),
        unknown=len(open_),
    )


def _line(
    event: str,
    account: str,
    now: datetime,
    *,
    estimate: Decimal | None = None,
    cost: Decimal | None = None,
) -> LedgerEntry:
    return LedgerEntry(
        event=event, id=account, time=now, service="", estimate_usd=estimate, cost_usd=cost
    )
