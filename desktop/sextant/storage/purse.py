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
from sextant.storage.files import disk_errors, read_bytes
from sextant.storage.ledger import Ledger, entries_in, whole_lines

LOCK_SECONDS = 10.0
"""How long another program may take over one line."""


class FolderPurse:
    """The port `Purse`, in a folder of its own: ``2026-11.jsonl`` and so on."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._month = _Month(Path())

    def hold(
        self, account: str, amount: Decimal | None, limit: Decimal | None, now: datetime
    ) -> bool:
        """See the port. Raises: StorageProblem."""
        with self._locked():
            if limit is not None:
                spent = self._summed(now).most
                if amount is None or spent + amount > limit:
                    return False
            self._ledger(now).append(_line("held", account, now, estimate=amount))
            return True

    def settle(self, account: str, cost: Decimal | None, held: datetime, now: datetime) -> None:
        """See the port. Raises: StorageProblem."""
        if cost is None:
            return
        with self._locked():
            self._ledger(held).append(_line("settled", account, now, cost=cost))

    def spent(self, now: datetime) -> MonthSpending:
        """See the port. Raises: StorageProblem."""
        return _Month(self._file(now)).spending()

    def _summed(self, now: datetime) -> MonthSpending:
        if self._month.path != self._file(now):
            self._month = _Month(self._file(now))
        return self._month.spending()

    def _ledger(self, moment: datetime) -> Ledger:
        return Ledger(self._file(moment))

    def _file(self, moment: datetime) -> Path:
        return self._folder / f"{moment.astimezone():%Y-%m}.jsonl"

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


class Running:
    """What lines come to, added one after the other."""

    def __init__(self) -> None:
        self._open: dict[str, Decimal | None] = {}
        self._settled: dict[str, Decimal] = {}
        self._sum = Decimal(0)

    def add(self, lines: Iterable[LedgerEntry]) -> None:
        for line in lines:
            if line.event == "held" and line.id not in self._settled:
                self._open.setdefault(line.id, line.estimate_usd)
            elif line.event == "settled" and line.cost_usd is not None:
                self._open.pop(line.id, None)
                self._sum += line.cost_usd - self._settled.get(line.id, 0)
                self._settled[line.id] = line.cost_usd

    def spending(self) -> MonthSpending:
        known = (amount for amount in self._open.values() if amount is not None)
        return MonthSpending(self._sum, sum(known, Decimal(0)), len(self._open))


class _Month:
    """The file of a month; each of its lines is understood once.

    Of 63,000 requests that is 10 ms where all lines take 220. What was read is compared with
    what is there, so that whoever else writes or mends the file is never passed over.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._raw = b""
        self._running = Running()

    def spending(self) -> MonthSpending:
        """As of now. Raises: DamagedFile."""
        raw = whole_lines(read_bytes(self.path) or b"")
        if not raw.startswith(self._raw):
            self._raw, self._running = b"", Running()
        self._running.add(entries_in(raw[len(self._raw) :]))
        self._raw = raw
        return self._running.spending()


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
