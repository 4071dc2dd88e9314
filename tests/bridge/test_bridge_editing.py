from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from sextant.bridge.controller import Controller
from sextant.bridge.loading import Detail
from sextant.bridge.notice import Notice
from sextant.core.edits import Correct, Merge, Rename
from sextant.core.evidence import Status
from sextant.storage.recording import FolderRecording
from support.desk import FakeDesk
from support.meeting import saved_meeting
from support.qt import farewell, run, until


class Open:
    """A controller with one saved meeting open, and what was read of it, newest last."""

    def __init__(self, controller: Controller, folder: FolderRecording) -> None:
        self.controller = controller
        self.editor = controller.editor
        self.folder = folder
        self.details: list[Detail] = []
        self.notices: list[Notice] = []
        controller.shelf.detail_read.connect(self.details.append)
        controller.problem.connect(self.notices.append)

    @property
    def detail(self) -> Detail:
        return self.details[-1]

    def file(self, name: str) -> str:
        return (self.folder.path / name).read_text()


@asynccontextmanager
async def opened(tmp_path: Path) -> AsyncGenerator[Open]:
    folder = saved_meeting(tmp_path / "project", minutes=0.4, audio=False)
    controller = Controller(FakeDesk(tmp_path))
    meeting = Open(controller, folder)
    await controller.start()
    await controller.open_project(tmp_path / "project")
    controller.shelf.open(folder.name)
    controller.editor.open(folder.name)
    await until(lambda: meeting.details)
    try:
        yield meeting
    finally:
        await controller.close()
        await farewell(controller)


def test_a_name_is_shown_and_goes_into_the_files_made_from_the_transcript(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as meeting:
            meeting.editor.make(Rename(1, "Bo Berg"), "Rename Speaker 2")
            await until(lambda: meeting.detail.recording.speakers == {"1": "Bo Berg"})
            assert meeting.editor.undo_words == "Rename Speaker 2"
            await meeting.editor.settle()
            for name in ("transcript.md", "transcript.vtt", "report.html"):
                assert "Bo Berg" in meeting.file(name)
                assert "Speaker 2" not in meeting.file(name)

    run(qapp, scenario())


def test_what_is_undone_can_be_done_again_until_something_else_is(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as meeting:
            editor = meeting.editor
            editor.make(Rename(0, "Anna"), "Rename Speaker 1")
            editor.make(Merge(2, 0), "Merge Speaker 3")
            editor.undo()
            editor.undo()
            await editor.settle()
            assert meeting.folder.recording().speakers == {}
            assert (editor.undo_words, editor.redo_words) == ("", "Rename Speaker 1")
            editor.redo()
            await editor.settle()
            assert meeting.folder.recording().speakers == {"0": "Anna"}
            editor.make(Rename(0, "Ann"), "Rename Anna")
            await editor.settle()
            assert (editor.undo_words, editor.redo_words) == ("Rename Anna", "")

    run(qapp, scenario())


def test_a_corrected_word_is_what_quotations_are_checked_against(
    qapp: QApplication, tmp_path: Path
) -> None:
    """Nothing is asked again; what is said of the answers follows what was really said."""

    async def scenario() -> None:
        async with opened(tmp_path) as meeting:
            before = {id_: answer.key for id_, answer in meeting.detail.answers.items()}
            transcript = meeting.detail.transcript
            assert transcript is not None
            word = next(w for w in transcript.turns[1].words if w.text == "deliver")
            meeting.editor.make(Correct(word.start, word.text, "pay"), "Correct a word")
            await until(lambda: meeting.detail.corrections.words)
            statuses = {q.status for e in meeting.detail.evidence.values() for q in e.quotations}
            assert statuses == {Status.CLOSE}
            assert {id_: answer.key for id_, answer in meeting.detail.answers.items()} == before
            state = meeting.controller.shelf.model.state(meeting.folder.name)
            assert state is not None
            assert state.finished

    run(qapp, scenario())


def test_before_the_first_report_there_is_nothing_to_make_anew(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as meeting:
            for name in ("transcript.md", "report.html"):
                (meeting.folder.path / name).unlink()
            meeting.editor.make(Rename(1, "Bo"), "Rename")
            await meeting.editor.settle()
            assert not (meeting.folder.path / "report.html").exists()

    run(qapp, scenario())


def test_an_edit_that_cannot_be_written_says_so_and_is_not_to_be_undone(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with opened(tmp_path) as meeting:
            file = meeting.folder.path / "recording.json"
            file.write_text(file.read_text().replace('"format": 1', '"format": 9'))
            meeting.editor.make(Rename(1, "Bo"), "Rename")
            await until(lambda: meeting.notices)
            assert meeting.editor.undo_words == ""

    run(qapp, scenario())
