from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QApplication

from sextant.bridge.controller import Controller
from sextant.bridge.loading import Detail
from sextant.bridge.notice import Notice
from sextant.core.errors import FfmpegMissing, NoAudioTrack, NoCredit, SourceGone
from sextant.core.events import Stage, State
from sextant.core.media import Media
from support.desk import FakeDesk, MemoryKeys, PatientAnalyst, PatientExtractor, at_work
from support.qt import run, until
from support.scripted import ScriptedExtractor


def finished(controller: Controller, count: int = 1) -> bool:
    states = controller.shelf.model.states()
    return len(states) == count and all(s.finished and not s.running for s in states)


def ended(controller: Controller) -> bool:
    return controller.shelf.model.rowCount() > 0 and not controller.runs.in_flight


def test_a_file_becomes_six_answers_and_the_row_tells_it(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, notices):
            texts: list[tuple[str, str, str]] = []
            controller.shelf.text_arrived.connect(lambda *args: texts.append(args))
            controller.take([desk.file("Board.mp4")])
            await until(lambda: finished(controller))
            state = controller.shelf.model.states()[0]
            assert state.step(Stage.REPORT).state is State.DONE
            await until(lambda: len({answer for _, answer, _ in texts}) == 6)
            assert notices == []
        assert desk.open_now == 0

    run(qapp, scenario())


def test_one_bad_file_is_told_and_the_other_goes_on(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, notices):
            controller.take([tmp_path / "gone.mp4", desk.file("Board.mp4")])
            await until(lambda: finished(controller))
            assert [n.title for n in notices] == [SourceGone(name="gone.mp4").words()[0]]

    run(qapp, scenario())


def test_a_file_the_batch_rejects_is_told(qapp: QApplication, tmp_path: Path) -> None:
    class Mute(ScriptedExtractor):
        async def probe(self, source: Path) -> Media:
            raise NoAudioTrack(name=source.name)

    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.extractor = Mute()
        async with at_work(desk) as (controller, notices):
            controller.take([desk.file("Mute.mp4")])
            await until(lambda: notices)
            assert notices == [Notice.of(NoAudioTrack(name="Mute.mp4"))]
            assert controller.shelf.model.rowCount() == 0

    run(qapp, scenario())


def test_without_keys_files_wait_and_start_when_the_keys_are_there(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path, MemoryKeys({"openrouter": "key"}))
        async with at_work(desk) as (controller, _):
            asked: list[bool] = []
            controller.keys_needed.connect(lambda: asked.append(True))
            controller.take([desk.file("Board.mp4")])
            assert asked == [True]
            assert controller.runs.in_flight == 0
            assert desk.opened == []
            controller.keys.put("deepgram", "key")
            await until(lambda: finished(controller))

    run(qapp, scenario())


def test_practice_needs_no_keys_and_uses_its_own_tools(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path, MemoryKeys({}))
        desk.analyst.catalogue = ()
        async with at_work(desk) as (controller, _):
            controller.practise()
            await until(lambda: finished(controller))
            assert desk.opened == [True]
            assert controller.shelf.model.states()[0].practice

    run(qapp, scenario())


def test_cancelling_a_recording_ends_its_run_and_no_other(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.extractor = extractor = PatientExtractor()
        async with at_work(desk) as (controller, _):
            controller.take([desk.file("One.mp4"), desk.file("Two.mp4")])
            await until(lambda: extractor.under_way == 2)
            await until(lambda: controller.shelf.model.rowCount() == 2)
            controller.runs.cancel("One")
            await until(lambda: controller.runs.in_flight == 1)
            assert extractor.cancelled == 1
            assert controller.runs.busy("Two")
            extractor.gate.set()
            await until(lambda: controller.runs.in_flight == 0)
            await until(lambda: any(s.finished for s in controller.shelf.model.states()))
            unfinished = [s.name for s in controller.shelf.model.states() if not s.finished]
            assert unfinished == ["One"]

    run(qapp, scenario())


def test_asking_again_asks_for_that_answer_and_nothing_else(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        model = desk.settings.analysis.models[0]
        desk.analyst.scripts[model, 0] = [[NoCredit(service="OpenRouter")]]
        async with at_work(desk) as (controller, _):
            controller.take([desk.file("Board.mp4")])
            await until(lambda: ended(controller))
            await until(lambda: controller.shelf.model.states()[0].count(State.FAILED) == 1)
            state = controller.shelf.model.states()[0]
            failed = next(cell for cell in state.cells if cell.state is State.FAILED)
            assert failed.problem is not None
            paid = len(desk.analyst.paid)
            controller.ask_again(state.name, [failed.id])
            await until(lambda: finished(controller))
            assert len(desk.analyst.paid) == paid + 1
            assert desk.transcriber.paid == 1

    run(qapp, scenario())


def test_what_an_earlier_window_left_is_offered_and_continued(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        model = desk.settings.analysis.models[1]
        desk.analyst.scripts[model, 1] = [[NoCredit(service="OpenRouter")]]
        async with at_work(desk) as (controller, _):
            controller.take([desk.file("Board.mp4")])
            await until(lambda: ended(controller))
        async with at_work(desk) as (controller, _):
            await until(lambda: controller.interrupted == ("Board",))
            assert controller.runs.in_flight == 0
            controller.resume(controller.interrupted)
            await until(lambda: finished(controller))
            assert controller.interrupted == ()
        assert len(desk.analyst.paid) == 6

    run(qapp, scenario())


def test_the_open_recording_is_read_again_when_an_answer_is_saved(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, _):
            details: list[Detail] = []
            controller.shelf.detail_read.connect(details.append)
            controller.shelf.state_changed.connect(
                lambda state: controller.shelf.opened or controller.shelf.open(state.name)
            )
            controller.take([desk.file("Board.mp4")])
            await until(lambda: details and len(details[-1].answers) == 6)
            assert details[-1].transcript is not None

    run(qapp, scenario())


def test_a_running_answer_has_a_draft_for_who_comes_later(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.analyst = analyst = PatientAnalyst("The harbour report ", "ships on Monday.")
        async with at_work(desk) as (controller, _):
            controller.take([desk.file("Board.mp4")])
            await until(lambda: any(drafts(controller)))
            assert set(drafts(controller)) <= {"", "The harbour report "}
            analyst.gate.set()
            await until(lambda: finished(controller))
            assert not any(drafts(controller))

    run(qapp, scenario())


def drafts(controller: Controller) -> list[str]:
    states = controller.shelf.model.states()
    return [controller.shelf.draft(s.name, cell.id) for s in states for cell in s.cells]


def test_closing_cancels_what_is_in_flight_and_lets_go_of_the_tools(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.extractor = extractor = PatientExtractor()
        async with at_work(desk) as (controller, _):
            controller.take([desk.file("Board.mp4")])
            await until(lambda: extractor.under_way == 1)
        assert extractor.cancelled == 1
        assert desk.open_now == 0

    run(qapp, scenario())


def test_tools_that_do_not_open_are_told_and_can_be_tried_again(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.trouble = FfmpegMissing()
        async with at_work(desk) as (controller, notices):
            controller.take([desk.file("Board.mp4")])
            await until(lambda: notices)
            assert notices == [Notice.of(FfmpegMissing())]
            desk.trouble = None
            controller.take([desk.file("Board.mp4")])
            await until(lambda: finished(controller))

    run(qapp, scenario())


def test_a_new_key_opens_new_tools_for_the_next_run(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, _):
            controller.take([desk.file("One.mp4")])
            await until(lambda: finished(controller))
            changes: list[bool] = []
            controller.keys.changed.connect(lambda: changes.append(True))
            controller.keys.put("openrouter", "another")
            await until(lambda: changes)
            controller.take([desk.file("Two.mp4")])
            await until(lambda: finished(controller, 2))
        assert desk.opened == [False, False]
        assert desk.open_now == 0

    run(qapp, scenario())


def test_a_second_project_takes_the_place_of_the_first(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, _):
            controller.take([desk.file("Board.mp4")])
            await until(lambda: finished(controller))
            await controller.open_project(tmp_path / "other")
            assert controller.shelf.model.rowCount() == 0
            assert desk.open_now == 0
            await controller.open_project(tmp_path / "project")
            assert controller.shelf.model.rowCount() == 1

    run(qapp, scenario())


def test_a_file_that_is_just_being_taken_in_begins_nothing_after_the_end(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        for turns in range(40):
            async with at_work(desk) as (controller, _):
                controller.take([desk.file("Board.mp4")], practice=True)
                for _ in range(turns):
                    await asyncio.sleep(0.0005)
                await controller.runs.close()
                await until(lambda: not controller.tasks.running("take:1"))
                assert not controller.runs.in_flight

    run(qapp, scenario())


def test_a_run_that_is_cancelled_before_its_first_step_is_not_in_flight_for_ever(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, _):
            in_flight: list[int] = []
            controller.runs.changed.connect(lambda: in_flight.append(controller.runs.in_flight))
            controller.runs.changed.connect(lambda: controller.runs.cancel(""))  # has no name yet
            controller.take([desk.file("Board.mp4")])
            await until(lambda: in_flight == [1, 0])

    run(qapp, scenario())
