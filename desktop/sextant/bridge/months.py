"""What was spent by month: in the open project by its ledgers, on this computer by its purse."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

import msgspec
from PySide6.QtCore import QObject, Signal

from sextant.bridge.accounts import spending
from sextant.bridge.opened import Opened
from sextant.bridge.state import Spending
from sextant.core.bookkeeping import look_up_unknown, unknown_costs
from sextant.core.errors import RecordingBusy
from sextant.core.model import LedgerEntry
from sextant.core.ports import Clock, RecordingFolder
from sextant.core.purse import MonthSpending


class Months(msgspec.Struct, frozen=True):
    """`project` has the months of the open project, the newest first, as ``2026-11``.

    `here` is the current month of this computer, all projects together. `unknown` counts
    answers whose cost can still be looked up.
    """

    project: Mapping[str, Spending]
    here: MonthSpending = MonthSpending()
    unknown: int = 0


class Bookkeeper(QObject):
    """Reads the ledgers off the GUI thread, and looks unknown costs up when told to."""

    read = Signal(object)
    """Months."""
    looked_up = Signal(int)
    """How many unknown costs became known."""

    def __init__(self, opened: Opened, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opened = opened
        self._clock = clock

    def look(self) -> None:
        """Read everything anew; `read` follows."""
        self._opened.tasks.start("months", self._look())

    def look_up(self) -> None:
        """Ask OpenRouter for costs that are unknown, free of charge; `looked_up` follows."""
        self._opened.tasks.start("look-up", self._look_up())

    async def _look(self) -> None:
        opened = self._opened
        folders = await self._folders()
        purse = await asyncio.to_thread(opened.desk.make_purse)
        here = await asyncio.to_thread(purse.spent, self._clock.now())
        project, unknown = await asyncio.to_thread(by_month, folders)
        self.read.emit(Months(project, here, unknown))

    async def _look_up(self) -> None:
        opened, found = self._opened, 0
        settings, key_of = opened.preferences.settings, opened.keys.store.get
        purse = await asyncio.to_thread(opened.desk.make_purse)
        async with opened.desk.open_services(settings, key_of) as (_, analyst):
            for folder in await self._folders():
                if not unknown_costs(await asyncio.to_thread(folder.ledger)):
                    continue
                with suppress(RecordingBusy), folder.lock():
                    found += await look_up_unknown(folder, self._clock, analyst, purse)
        self.looked_up.emit(found)
        await self._look()

    async def _folders(self) -> Sequence[RecordingFolder]:
        library = self._opened.library
        return await asyncio.to_thread(library.recordings) if library else ()


def by_month(folders: Sequence[RecordingFolder]) -> tuple[dict[str, Spending], int]:
    """What each month cost, the newest first; and how many costs can still be looked up."""
    lines: dict[str, list[LedgerEntry]] = {}
    unknown = 0
    for folder in folders:
        ledger = folder.ledger()
        unknown += len(unknown_costs(ledger))
        sent: dict[str, datetime] = {}
        for entry in ledger:
            began = sent.setdefault(entry.id, entry.time).astimezone()
            lines.setdefault(f"{began:%Y-%m}", []).append(entry)
    months = sorted(lines.items(), reverse=True)
    return {month: spending(entries) for month, entries in months}, unknown
