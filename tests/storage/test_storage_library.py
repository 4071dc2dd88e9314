"""Projects and recordings: known files are recognised, locks hold, nothing unknown is lost."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from sextant.core.errors import (
    DamagedFile,
    DiskFull,
    FolderReadOnly,
    NewerFormat,
    NotAProject,
    PlaceTaken,
    PromptUnusable,
    RecordingBusy,
    UnknownRecording,
)
from sextant.core.model import LedgerEntry, Source
from sextant.storage import moving
from sextant.storage.library import FolderLibrary
from sextant.storage.moving import move_project
from sextant.storage.prompt_files import prompt_in

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture
def library(tmp_path):
    return FolderLibrary.create(tmp_path / "Client interviews", created=NOW)


def source(name="Q3 board meeting.mp4", mark="aa"):
    return Source(name, 10, mark, f"/videos/{name}")


def add(library, name="Q3 board meeting.mp4", mark="aa", *, practice=False, minutes=0):
    when = NOW + timedelta(minutes=minutes)
    return library.add(source(name, mark), created=when, practice=practice)[0]


def test_a_new_project(library):
    """It has a name, prompts of its own and no recordings; loading finds the same."""
    assert library.project().name == "Client interviews"
    assert library.recordings() == []
    again = FolderLibrary.load_or_create(library.path, created=NOW + timedelta(days=1))
    assert again.project() == library.project()
    assert (library.path / "prompts").is_dir()


def test_no_project(tmp_path):
    """A folder without project.json is none, and neither is no folder."""
    for path in (tmp_path, tmp_path / "absent"):
        with pytest.raises(NotAProject):
            FolderLibrary.load(path)


def test_a_known_file_opens_what_is_there(library):
    """Recognised by content, not by name; a practice run never counts as the real one."""
    first = add(library)
    assert add(library, "renamed.mp4").name == first.name == "Q3 board meeting"
    practice = add(library, practice=True)
    assert practice.name == "Q3 board meeting 2"
    assert add(library, practice=True).name == practice.name
    assert add(library, mark="bb").name == "Q3 board meeting 3"


def test_recordings_come_in_the_order_they_were_added(library):
    """By time, then by name."""
    for name, minutes in (("b", 5), ("a", 5), ("c", 1)):
        add(library, name, name, minutes=minutes)
    assert [folder.name for folder in library.recordings()] == ["c", "a", "b"]
    assert library.open("a").name == "a"
    with pytest.raises(UnknownRecording):
        library.open("A/../a")


@pytest.mark.parametrize(
    "name",
    [
        "x" * 250 + ".mp4",
        "line\nbreak.mp4",
        "👩\u200d💻🎥.mp4",
        "a\"b'c.mp4",
        "-rf.mp4",
        "prompts.mp4",
    ],
)
def test_names_of_all_kinds(library, name):
    """Every file name finds a folder, and the true name is kept beside it."""
    folder = add(library, name)
    assert folder.path.parent == library.path
    assert library.open(folder.name).recording().source.name == name
    assert folder.name.casefold() != "prompts"


def test_a_folder_a_crash_left_empty_is_taken_over(library):
    """A claim without a recording does not cost the name."""
    (library.path / "Q3 board meeting").mkdir()
    (library.path / "Q3 board meeting" / ".0123abcd.part").write_bytes(b"half")
    assert add(library).name == "Q3 board meeting"


def test_many_add_the_same_file_at_once(library):
    """One recording comes of it."""
    names = []
    threads = [threading.Thread(target=lambda: names.append(add(library).name)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == ["Q3 board meeting"] * 6


@pytest.mark.logs_warnings
def test_damaged_recordings_stop_nobody(library):
    """They are passed over, listed apart, and left as they are."""
    add(library, "good", "g")
    bad = add(library, "bad", "b")
    (bad.path / "recording.json").write_text("{")
    assert [folder.name for folder in library.recordings()] == ["good"]
    assert [folder.name for folder in library.damaged()] == ["bad"]
    with pytest.raises(DamagedFile):
        bad.recording()
    assert (bad.path / "recording.json").read_text() == "{"


def test_unknown_fields_survive(library):
    """What another version wrote is still there after ours, at every depth, to the digit."""
    folder = add(library)
    file = folder.path / "recording.json"
    known = json.loads(file.read_text())
    known |= {"mood": [1, {"x": None}], "speakers": {"0": "Ann", "1": "Bo"}}
    known["source"]["camera"] = "left"
    file.write_text(json.dumps(known).replace("[1,", "[0.10000000000000000001,"))
    recording = msgspec.structs.replace(folder.recording(), duration=12.0)
    folder.save_recording(recording)
    text = file.read_text()
    assert "0.10000000000000000001" in text
    assert json.loads(text)["source"]["camera"] == "left"
    assert json.loads(text)["speakers"] == {"0": "Ann", "1": "Bo"}
    assert folder.recording() == recording


def test_a_newer_project_is_read_only(library):
    """Reading works; every write is refused, and nothing changes."""
    folder = add(library)
    file = library.path / "project.json"
    file.write_text(file.read_text().replace('"format": 1', '"format": 2'))
    newer = FolderLibrary.load(library.path)
    (held,) = newer.recordings()
    assert held.recording() == folder.recording()
    for write in (
        lambda: add(newer, "other", "o"),
        lambda: held.save_recording(held.recording()),
        lambda: held.lock().__enter__(),
        lambda: held.draft_audio(".m4a"),
        lambda: held.write_text("transcript.md", "x"),
    ):
        with pytest.raises(NewerFormat):
            write()
    assert sorted(p.name for p in folder.path.iterdir()) == ["recording.json"]


def test_a_newer_recording_is_read_only(library):
    """One recording of a newer version does not close the project."""
    folder = add(library)
    file = folder.path / "recording.json"
    file.write_text(file.read_text().replace('"format": 1', '"format": 9'))
    with pytest.raises(NewerFormat), folder.lock():
        pass
    with pytest.raises(NewerFormat):
        folder.note(LedgerEntry(event="sent", id="a", time=NOW, service="s"))
    assert add(library, "other", "o").name == "other"


def test_one_holder_at_a_time(library):
    """The same process is refused as well, from any thread; afterwards it is free."""
    folder = add(library)
    with folder.lock():
        for other in (folder, library.open(folder.name)):
            with pytest.raises(RecordingBusy), other.lock():
                pass
    with library.open(folder.name).lock():
        pass


def test_two_programs_one_lock(library):
    """Another process holds it; when that dies, however hard, the lock is free."""
    folder = add(library)
    script = (
        "import sys; from pathlib import Path\n"
        "from sextant.storage.recording import FolderRecording\n"
        "with FolderRecording(Path(sys.argv[1])).lock():\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(folder.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(RecordingBusy), folder.lock():
            pass
        other.kill()
        other.wait()
    with folder.lock():
        pass


def test_leftovers_go_only_under_the_lock(library):
    """Half-written audio may be somebody's work in progress until the lock is ours."""
    folder = add(library)
    leftovers = [folder.path / n for n in ("audio.m4a.part", "transcript.deepgram.json.part")]
    for leftover, left in zip(leftovers, (b"x", b""), strict=True):
        leftover.write_bytes(left)
    (folder.path / ".0123abcd.part").write_bytes(b"x")
    assert folder.audio() is None
    assert library.recordings()[0].transcript() is None
    assert all(leftover.exists() for leftover in leftovers)
    with folder.lock():
        assert {p.name for p in folder.path.iterdir()} == {".edit.lock", ".lock", "recording.json"}


def test_half_a_transcript_that_a_crash_left_is_kept_for_people(library):
    """It may have been paid for; nothing reads it back."""
    folder = add(library)
    for number in (1, 2):
        (folder.path / "transcript.deepgram.json.part").write_bytes(b'{"results": {"chan')
        with folder.lock():
            assert folder.transcript() is None
        kept = folder.path / f"transcript.deepgram.json.cut-{number}"
        assert kept.read_bytes() == b'{"results": {"chan'


def test_audio(library):
    """Once committed, the audio is found whatever its suffix."""
    folder = add(library)
    draft = folder.draft_audio(".ogg")
    draft.path.write_bytes(b"OggS")
    assert folder.audio() is None
    assert draft.commit() == folder.audio() == folder.path / "audio.ogg"


def test_the_transcript_is_read_once(library):
    """As long as somebody holds it, it is shared; a new answer is read anew."""
    folder = add(library)
    assert folder.transcript() is None
    for text in (b"one", b"other"):
        draft = folder.draft_transcript()
        draft.write(b'{"results":{"channels":[{"alternatives":[{"words":[{"word":"')
        draft.write(text + b'","start":0,"end":1}]}]}]}}')
        draft.commit()
        transcript = folder.transcript()
        assert transcript is folder.transcript()
        assert transcript.turns[0].text == text.decode()


def test_an_answer_without_speech_is_set_aside(library):
    """Its bytes stay, under names that never collide."""
    folder = add(library)
    for _ in range(2):
        folder.draft_transcript().commit()
        with pytest.raises(DamagedFile):
            folder.transcript()
        folder.set_transcript_aside()
        assert folder.transcript() is None
    folder.set_transcript_aside()
    assert len(list(folder.path.glob("transcript.deepgram.set-aside-*.json"))) == 2


def test_a_full_disk_and_a_read_only_folder(library, monkeypatch):
    """Both have their own words, and what was there stays."""
    folder = add(library)
    before = (folder.path / "recording.json").read_bytes()
    for number, expected in ((errno.ENOSPC, DiskFull), (errno.EROFS, FolderReadOnly)):

        def fail(*_args, number=number, **_kwargs):
            raise OSError(number, "no")

        with monkeypatch.context() as broken:
            broken.setattr(os, "open", fail)
            for write in (
                lambda: folder.save_recording(folder.recording()),
                lambda: folder.write_text("report.html", "x"),
                folder.draft_transcript,
                lambda: folder.lock().__enter__(),
                lambda: folder.note(LedgerEntry(event="sent", id="a", time=NOW, service="s")),
            ):
                with pytest.raises(expected):
                    write()
    assert (folder.path / "recording.json").read_bytes() == before
    with folder.lock():
        pass


def test_prompts(library, tmp_path):
    """The project's own come first, then the built-in ones, then any file."""
    own = library.path / "prompts" / "short.md"
    own.write_bytes(b"\xef\xbb\xbf---\ntitle: Short\n---\nSay it briefly.\n")
    assert library.prompt("short").title == "Short"
    assert library.prompt("short").text == "Say it briefly."
    assert "short" in library.prompt_names()
    other = tmp_path / "elsewhere.md"
    other.write_text("Ask.")
    assert prompt_in(other).name == "elsewhere"
    with pytest.raises(PromptUnusable):
        library.prompt(str(other))
    own.write_bytes(b"\xff\xfe\x00")
    for name in ("short", "absent", "../absent", ""):
        with pytest.raises(PromptUnusable):
            library.prompt(name)


def test_built_in_prompts_outlive_a_deleted_folder(library):
    """Every built-in prompt is copied in, and found without the copy."""
    for name in ("brief", "critical"):
        copied = library.prompt(name)
        (library.path / "prompts" / f"{name}.md").unlink()
        assert library.prompt(name) == copied
        assert name in library.prompt_names()


def test_a_recording_is_renamed_with_its_folder(library):
    """The title is kept as it was given, the folder gets the nearest name that is free."""
    folder, other = add(library), add(library, "Pilot.mp4", "bb")
    renamed = library.rename(folder.name, "  Pilot \n: day 1/2  ")
    assert renamed.recording().title == "Pilot : day 1/2"
    assert renamed.path.parent == library.path
    assert not folder.path.exists()
    taken = library.rename(renamed.name, "PILOT.mp4")
    assert taken.name not in {other.name, "PILOT"}
    assert taken.recording().heading == "PILOT.mp4"
    assert {f.name for f in library.recordings()} == {other.name, taken.name}
    plain = library.rename(taken.name, "")
    assert (plain.name, plain.recording().heading) == ("Q3 board meeting", "Q3 board meeting.mp4")


def test_a_recording_at_work_is_not_renamed(library):
    """Its folder would be pulled away under somebody's hands."""
    folder = add(library)
    with folder.lock(), pytest.raises(RecordingBusy):
        library.rename(folder.name, "Other")
    assert folder.path.exists()


def test_only_plain_names_are_opened(library):
    """Not hidden ones, not paths, not what differs in its case."""
    folder = add(library)
    for name in (
        "",
        ".",
        "..",
        "prompts",
        f"../{library.path.name}/{folder.name}",
        "q3 BOARD meeting",
    ):
        with pytest.raises(UnknownRecording):
            library.open(name)
    assert library.open(folder.name).path == folder.path


def test_a_project_is_moved_whole_or_not_at_all(library, tmp_path):
    """Nothing is put into itself or over something else."""
    folder = add(library)
    place = tmp_path / "archive"
    place.mkdir()
    for wrong in (library.path, library.path / folder.name, tmp_path):
        with pytest.raises(PlaceTaken):
            move_project(library.path, wrong)
    moved, copied = move_project(library.path, place)
    assert (moved, copied) == (place / library.path.name, False)
    assert not library.path.exists()
    assert [f.name for f in FolderLibrary.load(moved).recordings()] == [folder.name]


def test_a_project_goes_to_another_disk_as_a_copy(library, tmp_path, monkeypatch):
    """The original stays until a person removes it; a copy that fails leaves nothing."""
    folder = add(library)
    place = tmp_path / "disk"
    place.mkdir()

    def other_disk(*_):
        raise OSError(errno.EXDEV, "no")

    monkeypatch.setattr(os, "rename", other_disk)
    with monkeypatch.context() as full:

        def fail(*_args, **_more):
            raise OSError(errno.ENOSPC, "no")

        full.setattr(shutil, "copytree", fail)
        with pytest.raises(DiskFull):
            move_project(library.path, place)
        assert list(place.iterdir()) == []
    monkeypatch.setattr(moving.Path, "rename", moving.Path.replace)
    moved, copied = move_project(library.path, place)
    assert copied
    assert library.path.exists()
    assert [f.name for f in FolderLibrary.load(moved).recordings()] == [folder.name]
    assert [p.name for p in place.iterdir()] == [moved.name]
