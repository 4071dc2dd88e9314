from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from sextant.core.edits import Correct, Merge, Rename
from sextant.core.errors import DamagedFile, NewerFormat
from sextant.core.model import Source
from sextant.storage.library import FolderLibrary
from sextant.storage.recording import FolderRecording
from support.scripted import deepgram_answer

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> FolderRecording:
    library = FolderLibrary.create(tmp_path / "project", created=NOW)
    made, _ = library.add(Source("Weekly.mp4", 1, "0" * 64), created=NOW, practice=False)
    draft = made.draft_transcript()
    draft.write(deepgram_answer())
    draft.commit()
    return made


def said(folder: FolderRecording) -> list[str]:
    transcript = folder.transcript()
    assert transcript is not None
    return [turn.text for turn in transcript.turns]


def first_word(folder: FolderRecording) -> tuple[float, str]:
    transcript = folder.transcript()
    assert transcript is not None
    word = transcript.turns[1].words[0]
    return word.start, word.text


def test_a_correction_lies_beside_the_answer_which_stays_byte_for_byte(
    folder: FolderRecording,
) -> None:
    raw = (folder.path / "transcript.deepgram.json").read_bytes()
    before = folder.transcript()
    folder.edit(Correct(*first_word(folder), "We"))
    after = folder.transcript()
    assert said(folder)[1] == "We doubt that, the numbers are not in yet."
    assert before is not None
    assert after is not None
    assert after.fingerprint == before.fingerprint
    assert (folder.path / "transcript.deepgram.json").read_bytes() == raw
    assert json.loads((folder.path / "corrections.json").read_text()) == {
        "format": 1,
        "transcript_fingerprint": before.fingerprint,
        "words": [{"start": 6.0, "heard": "I", "text": "We"}],
        "merged": {},
    }


def test_what_an_edit_returns_undoes_it(folder: FolderRecording) -> None:
    before = said(folder), folder.recording()
    for edit in (Correct(*first_word(folder), "We"), Merge(1, 0), Rename(0, "Anna")):
        undo = folder.edit(edit)
        assert (said(folder), folder.recording(), folder.transcript()) != (*before, None)
        folder.edit(undo)
        assert (said(folder), folder.recording()) == before


def test_a_name_given_while_a_run_writes_is_not_lost(folder: FolderRecording) -> None:
    """The run read the recording before the name was given, and saves it afterwards."""
    with folder.lock():
        before = folder.recording()
        folder.edit(Rename(0, "Anna"))
        folder.save_recording(msgspec.structs.replace(before, duration=20.0))
    assert folder.recording().speakers == {"0": "Anna"}
    assert folder.recording().duration == 20.0


def test_edits_from_many_threads_are_all_kept(folder: FolderRecording) -> None:
    threads = [
        threading.Thread(target=folder.edit, args=(Rename(number, f"Name {number}"),))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(folder.recording().speakers) == 8


def test_corrections_of_a_transcript_that_was_replaced_are_kept_aside(
    folder: FolderRecording,
) -> None:
    folder.edit(Correct(*first_word(folder), "We"))
    raw = (folder.path / "transcript.deepgram.json").read_bytes()
    (folder.path / "transcript.deepgram.json").write_bytes(raw.replace(b"rid", b"other"))
    assert said(folder)[1].startswith("I doubt")
    folder.edit(Merge(1, 0))
    aside = json.loads((folder.path / "corrections.set-aside-1.json").read_text())
    assert aside["words"][0]["text"] == "We"
    assert json.loads((folder.path / "corrections.json").read_text())["words"] == []


@pytest.mark.logs_warnings
def test_damaged_corrections_leave_the_transcript_readable_and_are_not_overwritten(
    folder: FolderRecording,
) -> None:
    (folder.path / "corrections.json").write_text("{torn")
    assert said(folder)[1].startswith("I doubt")
    with pytest.raises(DamagedFile):
        folder.edit(Merge(1, 0))
    assert (folder.path / "corrections.json").read_text() == "{torn"


def test_corrections_of_a_newer_format_are_read_and_never_written(folder: FolderRecording) -> None:
    folder.edit(Correct(*first_word(folder), "We"))
    file = folder.path / "corrections.json"
    file.write_text(file.read_text().replace('"format": 1', '"format": 2'))
    assert said(folder)[1].startswith("We doubt")
    with pytest.raises(NewerFormat):
        folder.edit(Merge(1, 0))


def test_fields_of_others_survive_in_corrections(folder: FolderRecording) -> None:
    folder.edit(Merge(1, 0))
    file = folder.path / "corrections.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"reviewed_by": "Eve"}))
    folder.edit(Correct(*first_word(folder), "We"))
    assert json.loads(file.read_text())["reviewed_by"] == "Eve"
