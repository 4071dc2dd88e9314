from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from sextant.bridge.controller import Controller
from sextant.bridge.notice import Notice
from sextant.bridge.trash import put_into_trash, take_from_trash
from sextant.core.errors import PlaceTaken, RecordingBusy, TrashUnavailable
from sextant.core.model import Recording
from sextant.storage.library import FolderLibrary
from sextant.storage.recording import FolderRecording
from support.desk import FakeDesk, PatientExtractor, at_work
from support.qt import run, until


@pytest.fixture
def trash(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A trash on the disk of the test."""
    data = tmp_path / "data"
    data.mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    return data / "Trash"


def names(controller: Controller) -> list[str]:
    return [state.name for state in controller.shelf.model.states()]


async def with_recordings(controller: Controller, desk: FakeDesk, *files: str) -> None:
    controller.take([desk.file(name) for name in files])
    await until(lambda: len(names(controller)) == len(files) and not controller.runs.in_flight)


def test_a_recording_goes_to_the_trash_and_comes_back_whole(
    qapp: QApplication, tmp_path: Path, trash: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, notices):
            await with_recordings(controller, desk, "Board.mp4", "Pilot.mp4")
            assert controller.library is not None
            before = controller.shelf.model.state("Board")
            controller.housekeeping.put_away(controller.library, ["Board"])
            await until(lambda: names(controller) == ["Pilot"])
            await until(controller.history.canUndo)
            assert "Board" in controller.history.undoText()
            assert (trash / "files" / "Board" / "recording.json").is_file()
            controller.history.undo()
            await until(lambda: "Board" in names(controller))
            after = controller.shelf.model.state("Board")
            assert before is not None
            assert after is not None
            assert after.cells == before.cells
            assert [*(trash / "info").iterdir()] == []
            controller.history.redo()
            await until(lambda: names(controller) == ["Pilot"])
            controller.history.undo()
            await until(lambda: "Board" in names(controller))
            assert notices == []

    run(qapp, scenario())


def test_a_recording_at_work_is_neither_put_away_nor_renamed(
    qapp: QApplication, tmp_path: Path, trash: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.extractor = extractor = PatientExtractor()
        async with at_work(desk) as (controller, notices):
            controller.take([desk.file("Board.mp4")])
            await until(lambda: extractor.under_way and names(controller))
            assert controller.library is not None
            controller.housekeeping.put_away(controller.library, ["Board"])
            await until(lambda: notices)
            controller.housekeeping.rename(controller.library, "Board", "Other")
            await until(lambda: len(notices) == 2)
            assert set(notices) == {Notice.of(RecordingBusy(name="Board"))}
            assert names(controller) == ["Board"]
            assert not controller.history.canUndo()

    run(qapp, scenario())


def test_another_title_renames_the_folder_and_can_be_undone(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, _):
            await with_recordings(controller, desk, "Board.mp4")
            assert controller.library is not None
            controller.shelf.open("Board")
            controller.housekeeping.rename(controller.library, "Board", "Harbour, first talk")
            await until(lambda: names(controller) == ["Harbour, first talk"])
            assert controller.shelf.opened == "Harbour, first talk"
            await until(controller.history.canUndo)
            controller.history.undo()
            await until(lambda: names(controller) == ["Board"])
            state = controller.shelf.model.state("Board")
            assert state is not None
            assert state.title == "Board.mp4"
            controller.history.redo()
            await until(lambda: names(controller) == ["Harbour, first talk"])

    run(qapp, scenario())


def test_another_project_forgets_what_could_be_undone_in_this_one(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, _):
            await with_recordings(controller, desk, "Board.mp4")
            assert controller.library is not None
            controller.housekeeping.rename(controller.library, "Board", "Other")
            await until(controller.history.canUndo)
            await controller.open_project(tmp_path / "second")
            assert not controller.history.canUndo()

    run(qapp, scenario())


def test_nothing_is_put_over_what_lies_there_now(tmp_path: Path, trash: Path) -> None:
    folder = tmp_path / "Board"
    folder.mkdir()
    place = put_into_trash(folder)
    assert place is not None
    folder.mkdir()
    with pytest.raises(PlaceTaken):
        take_from_trash(place, folder)


def test_what_the_trash_refuses_stays(tmp_path: Path) -> None:
    with pytest.raises(TrashUnavailable):
        put_into_trash(tmp_path / "absent")


def test_projects_are_remembered_the_last_one_first(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, _):
            await controller.open_project(tmp_path / "second")
            await controller.open_project(tmp_path / "project")
            await controller.open_project(tmp_path / "sample", keep=False)
            recent = [Path(path).name for path in controller.recent_projects]
            assert recent == ["project", "second"]
            assert controller.settings.project == str(tmp_path / "project")

    run(qapp, scenario())


def test_a_folder_that_is_no_project_is_not_made_one_unasked(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        other = tmp_path / "holiday"
        other.mkdir()
        async with at_work(desk) as (controller, notices):
            told: list[Path] = []
            controller.not_a_project.connect(told.append)
            opened = controller.library
            await controller.open_project(other, create=False)
            assert told == [other]
            assert [*other.iterdir()] == []
            assert controller.library is opened
            assert notices == []

    run(qapp, scenario())


def test_a_moved_project_is_open_where_it_lies_now(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, notices):
            await with_recordings(controller, desk, "Board.mp4")
            place = tmp_path / "archive"
            place.mkdir()
            await controller.move_project(place)
            assert controller.library is not None
            assert controller.library.path == place / "project"
            assert names(controller) == ["Board"]
            with pytest.raises(PlaceTaken):
                await controller.move_project(place)
            assert controller.library.path == place / "project"
            assert names(controller) == ["Board"]
            assert notices == []

    run(qapp, scenario())


class HeldUp(FolderRecording):
    """Is read no further than to its sound before it is renamed."""

    armed, waiting = threading.Event(), threading.Event()
    renamed, read = threading.Event(), threading.Event()

    def audio(self) -> Path | None:
        found = super().audio()
        if self.armed.is_set():
            self.waiting.set()
            assert self.renamed.wait(60)
        return found

    def recording(self) -> Recording:
        try:
            return super().recording()
        finally:
            if self.renamed.is_set():
                self.read.set()


class HoldingUp(FolderLibrary):
    def open(self, name: str) -> FolderRecording:
        return HeldUp(super().open(name).path, newer=False)

    def rename(self, name: str, title: str) -> FolderRecording:
        folder = super().rename(name, title)
        HeldUp.renamed.set()
        assert HeldUp.read.wait(60)
        return folder


def test_a_recording_that_is_renamed_while_it_is_read_is_read_under_its_new_name(
    qapp: QApplication, tmp_path: Path
) -> None:
    """And nothing is said of files that are not where they were."""

    class HoldingDesk(FakeDesk):
        def open_library(self, path: Path, *, create: bool) -> FolderLibrary:
            return HoldingUp(super().open_library(path, create=create).path, newer=False)

    async def scenario() -> None:
        desk = HoldingDesk(tmp_path)
        async with at_work(desk) as (controller, notices):
            await with_recordings(controller, desk, "Board.mp4")
            assert controller.library is not None
            details: list[str] = []
            controller.shelf.detail_read.connect(lambda detail: details.append(detail.name))
            controller.shelf.renamed.connect(lambda _, new: controller.shelf.open(new))
            await until(lambda: not controller.tasks.running("state:Board"))
            HeldUp.armed.set()
            controller.shelf.open("Board")
            await asyncio.to_thread(HeldUp.waiting.wait, 60)
            controller.housekeeping.rename(controller.library, "Board", "Council")
            await until(lambda: names(controller) == ["Council"])
            await until(lambda: details == ["Council"])
            assert notices == []

    run(qapp, scenario())
