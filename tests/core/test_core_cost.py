"""A limit is never passed, however many requests share it."""

import asyncio
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.core.budget import Budget
from sextant.core.cost import answer_bound, estimate, transcription_cost
from sextant.core.errors import BudgetReached
from sextant.core.model import LongContextPrice, ModelInfo
from sextant.core.settings import AnalysisSettings, Grid, TranscriptionSettings
from support.scripted import priced

cents = st.integers(0, 500).map(lambda n: Decimal(n) / 100)


@given(st.lists(st.tuples(cents, cents), max_size=12), cents)
def test_shared_by_many_a_limit_holds(requests: list[tuple[Decimal, Decimal]], limit: Decimal):
    """Each request costs at most what it set aside; whatever the order, the sum fits."""
    spent = Decimal(0)

    async def send(bound: Decimal, cost: Decimal, budget: Budget) -> None:
        nonlocal spent
        try:
            async with budget.reserve(bound) as reservation:
                await asyncio.sleep(0)
                cost = min(cost, bound)
                spent += cost
                assert spent <= limit
                reservation.settle(cost)
        except BudgetReached:
            pass

    async def run() -> None:
        budget = Budget(limit)
        async with asyncio.TaskGroup() as group:
            for bound, cost in requests:
                group.create_task(send(bound, cost, budget))

    asyncio.run(run())


def test_waits_for_what_others_leave_over() -> None:
    """Two answers that might cost 8 and end up at 1 both fit into 10, one after the other."""

    async def run() -> list[str]:
        budget, order = Budget(Decimal(10)), []

        async def send(name: str) -> None:
            async with budget.reserve(Decimal(8)) as reservation:
                order.append(f"{name} in")
                await asyncio.sleep(0)
                reservation.settle(Decimal(1))
                order.append(f"{name} out")

        async with asyncio.TaskGroup() as group:
            group.create_task(send("a"))
            group.create_task(send("b"))
        return order

    assert asyncio.run(run()) == ["a in", "a out", "b in", "b out"]


def test_an_unknown_cost_counts_as_the_bound() -> None:
    async def run() -> None:
        budget = Budget(Decimal(10))
        async with budget.reserve(Decimal(8)) as reservation:
            reservation.settle(None)
        async with budget.reserve(Decimal(3)):
            pass

    with pytest.raises(BudgetReached):
        asyncio.run(run())


def test_an_unknown_price_fits_only_without_a_limit() -> None:
    async def run(limit: Decimal | None) -> None:
        async with Budget(limit).reserve(None):
            pass

    asyncio.run(run(None))
    with pytest.raises(BudgetReached):
        asyncio.run(run(Decimal(100)))


def test_long_prompts_are_priced_as_such() -> None:
    info = ModelInfo(
        id="a/b",
        name="",
        context_length=None,
        prompt_price=Decimal("0.000002"),
        completion_price=Decimal("0.00001"),
        long_context=(LongContextPrice(1000, Decimal("0.000004"), None),),
    )
    settings = AnalysisSettings(max_output_tokens=100)
    assert answer_bound(1000, settings, info) == Decimal("0.003")
    assert answer_bound(1001, settings, info) == Decimal("0.005004")
    assert answer_bound(1001, settings, None) is None


def test_an_estimate_is_a_range_and_names_what_has_no_price() -> None:
    grid = Grid(("brief", "critical"), ("a/b", "c/d"))
    found = estimate(3600, TranscriptionSettings(), grid, {"a/b": priced("a/b")})
    assert found.unpriced == ("c/d",)
    assert Decimal(0) < found.analyses.low < found.analyses.high < Decimal("0.5")
    assert found.transcription == transcription_cost(3600, TranscriptionSettings())
    assert found.transcription.high == Decimal("0.672")
