"""The seventh answer from the window: its cost first, then its text like any other's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from sextant.bridge.controller import Controller
from sextant.bridge.loading import Detail
from sextant.bridge.notice import Notice
from sextant.core.synthesizing import SynthesisOutlook
from support.desk import FakeDesk, PatientAnalyst, at_work
from support.qt import run, until

MODEL = "~openai/gpt-sol-latest"


async def six_answers(controller: Controller, desk: FakeDesk) -> str:
    """The name of a recording whose answers are all there."""
    controller.take([desk.file("Board.mp4")])
    await until(lambda: any(s.finished and not s.running for s in controller.shelf.model.states()))
    return controller.shelf.model.states()[0].name


def test_its_cost_is_told_and_then_it_is_written_beside_the_six(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, notices):
            name = await six_answers(controller, desk)
            outlooks: list[SynthesisOutlook] = []
            details: list[Detail] = []
            controller.syntheses.looked_ahead.connect(lambda _, seen: outlooks.append(seen))
            controller.shelf.detail_read.connect(details.append)
            controller.shelf.open(name)
            controller.syntheses.look_ahead(name, MODEL)
            await until(lambda: outlooks and details)
            assert len(outlooks[0].sources) == 6
            assert details[-1].syntheses == ()
            controller.syntheses.ask(name, MODEL)
            await until(lambda: details[-1].syntheses and not controller.runs.in_flight)
            (synthesis,) = details[-1].syntheses
            assert synthesis.key == outlooks[0].key
            assert synthesis.key.id in details[-1].evidence
            assert synthesis.key.id not in details[-1].answers
            assert not any(synthesis.key.id in m.analyses for m in details[-1].moments)
            assert controller.shelf.model.states()[0].finished
            assert notices == []

    run(qapp, scenario())


def test_before_the_answers_are_there_it_is_unavailable(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.analyst = analyst = PatientAnalyst("So far ", "and on.")
        async with at_work(desk) as (controller, _):
            why: list[Notice] = []
            controller.syntheses.unavailable.connect(lambda _, notice: why.append(notice))
            controller.take([desk.file("Board.mp4")])
            await until(lambda: analyst.began and controller.shelf.model.states())
            controller.syntheses.look_ahead(controller.shelf.model.states()[0].name, MODEL)
            await until(lambda: why)
            assert "Not all answers are finished" in why[0].title
            analyst.gate.set()
            await until(lambda: not controller.runs.in_flight)

    run(qapp, scenario())
