"""The monthly view: by the ledgers of the project, and by what this computer has noted."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QApplication

from sextant.bridge.months import Bookkeeper, Months
from sextant.core.model import Usage
from sextant.core.settings import DEFAULT_MODELS
from support.desk import FakeDesk, at_work
from support.qt import run, until
from support.scripted import StillClock, whole


def test_a_month_is_told_by_the_ledgers_and_an_unknown_cost_is_looked_up_when_asked(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.analyst.scripts[(DEFAULT_MODELS[0], 0)] = [whole("Said.", cost=None)]
        async with at_work(desk) as (controller, _):
            controller.take([desk.file("Board.mp4")])
            await until(controller.shelf.model.states)
            await until(lambda: not controller.runs.in_flight)
            books, seen = Bookkeeper(controller, StillClock(), controller), list[Months]()
            found: list[int] = []
            books.read.connect(seen.append)
            books.looked_up.connect(found.append)
            books.look()
            await until(lambda: seen)
            month = seen[-1].project["2026-01"]
            assert month.known == Decimal("0.05")
            assert month.unknown == 1
            assert seen[-1].unknown == 1
            assert seen[-1].here.settled == Decimal("0.05")
            desk.analyst.costs["gen-1"] = Usage(100, 20, cost_usd=Decimal("0.03"))
            books.look_up()
            await until(lambda: len(seen) > 1)
            assert found == [1]
            assert seen[-1].unknown == 0
            assert seen[-1].project["2026-01"].known == Decimal("0.08")
            assert seen[-1].here.settled == Decimal("0.08")

    run(qapp, scenario())


def test_without_any_request_there_is_no_month(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with at_work(FakeDesk(tmp_path)) as (controller, _):
            books, seen = Bookkeeper(controller, StillClock(), controller), list[Months]()
            books.read.connect(seen.append)
            books.look()
            await until(lambda: seen)
            assert seen == [Months({})]

    run(qapp, scenario())
