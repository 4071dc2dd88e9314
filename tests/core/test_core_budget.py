"""The month's limit inside a run: what is held before, what is settled after, who waits."""

from __future__ import annotations

import asyncio
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from sextant.core.bookkeeping import look_up_unknown
from sextant.core.budget import Budget, MonthBudget
from sextant.core.errors import MonthLimitReached, StorageProblem
from sextant.core.model import Usage
from sextant.core.settings import DEFAULT_MODELS, Settings
from sextant.storage.purse import FolderPurse
from support.bench import Bench
from support.scripted import StillClock, whole

CLAUDE = DEFAULT_MODELS[0]


def month(folder: Path, limit: str | None) -> MonthBudget:
    return MonthBudget(FolderPurse(folder), Decimal(limit) if limit else None, StillClock())


def test_what_does_not_fit_waits_for_what_is_under_way_and_then_fits(tmp_path: Path) -> None:
    order: list[str] = []

    async def run() -> None:
        budget = Budget(month=month(tmp_path, "10"))

        async def send(name: str) -> None:
            async with budget.reserve(Decimal(8), name) as reservation:
                order.append(f"{name} in")
                await asyncio.sleep(0)
                reservation.settle(Decimal(1))
                order.append(f"{name} out")

        async with asyncio.TaskGroup() as group:
            for name in "ab":
                group.create_task(send(name))

    asyncio.run(run())
    assert order in (["a in", "a out", "b in", "b out"], ["b in", "b out", "a in", "a out"])


def test_another_programs_money_is_nothing_to_wait_for(tmp_path: Path) -> None:
    clock = StillClock()
    FolderPurse(tmp_path).hold("another", Decimal(9), None, clock.now())

    async def run() -> None:
        async with Budget(month=month(tmp_path, "10")).reserve(Decimal(2), "mine"):
            pass

    with pytest.raises(MonthLimitReached) as caught:
        asyncio.run(run())
    what, safe, now = caught.value.words()
    assert what == "The limit of $10.00 for this month could be passed."
    assert "Nothing past the limit was sent" in safe
    assert "next month" in now


class BrokenPurse(FolderPurse):
    def hold(
        self, account: str, amount: Decimal | None, limit: Decimal | None, now: datetime
    ) -> bool:
        raise StorageProblem


@pytest.mark.parametrize("limit", [None, Decimal(5)])
def test_a_disk_that_refuses_stops_only_those_who_set_a_limit(
    tmp_path: Path, limit: Decimal | None
) -> None:
    async def run() -> None:
        monthly = MonthBudget(BrokenPurse(tmp_path), limit, StillClock())
        async with Budget(month=monthly).reserve(Decimal(1), "a"):
            pass

    if limit is None:
        asyncio.run(run())
    else:
        with pytest.raises(StorageProblem):
            asyncio.run(run())


def test_a_run_past_the_months_limit_sends_nothing_more(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.settings = Settings(month_limit_usd=Decimal("0.0001"))
    bench.purse = FolderPurse(tmp_path / "spending")
    summary = bench.run()
    assert [type(error) for error in summary.errors] == [MonthLimitReached]
    assert bench.transcriber.attempts == 0


def test_a_run_notes_in_the_month_what_it_cost(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.purse = purse = FolderPurse(tmp_path / "spending")
    bench.run()
    spent = purse.spent(StillClock().now())
    assert spent.settled == Decimal("0.06")
    assert spent.unknown == 1  # Deepgram names no price
    assert spent.held == Decimal(20) / 60 * Decimal("0.0112")


def test_practice_is_counted_nowhere(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.practice, bench.settings = True, Settings(month_limit_usd=Decimal("0.0001"))
    bench.purse = purse = FolderPurse(tmp_path / "spending")
    bench.run()
    assert purse.spent(StillClock().now()).unknown == 0


def test_the_settings_limit_of_a_run_holds_where_nobody_names_another(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.settings = Settings(run_limit_usd=Decimal("0.0001"))
    assert len(bench.run().errors) == 1
    assert bench.transcriber.attempts == 0
    assert bench.run(max_cost="100").done == 1


def test_a_cost_that_was_unknown_is_looked_up_later_and_only_until_it_is_known(
    tmp_path: Path,
) -> None:
    bench = Bench(tmp_path)
    bench.analyst.scripts[(CLAUDE, 0)] = [whole("Said.", cost=None)]
    assert bench.run().unknown_costs == 1

    def look() -> int:
        work = look_up_unknown(bench.folder, StillClock(), bench.analyst)
        with bench.folder.lock():
            return asyncio.run(work)

    assert look() == 0
    bench.analyst.costs["gen-1"] = Usage(100, 20, cost_usd=Decimal("0.02"))
    assert look() == 1
    asked = len(bench.analyst.looked_up)
    assert look() == 0
    assert len(bench.analyst.looked_up) == asked
    costs = [entry.cost_usd for entry in bench.folder.ledger() if entry.cost_usd is not None]
    assert sum(costs) == Decimal("0.07")
