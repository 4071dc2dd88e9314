"""Names every system can hold, and files that are whole or absent whatever fails."""

from __future__ import annotations

import errno
import os
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.core.errors import DiskFull, FolderReadOnly, StorageProblem
from sextant.storage import files
from sextant.storage.files import (
    FileDraft,
    disk_errors,
    fold,
    make_folder,
    safe_name,
    write_atomically,
)

ANYTHING = st.text(st.characters(exclude_categories=[])) | st.sampled_from(
    ["", "...", "-rf", "CON", "com1.mp4", "a" * 250, "é" * 250, "🎥" * 90, "a\nb\tc", '"q"', "~$x"]
)


@given(ANYTHING, st.lists(ANYTHING, max_size=3))
def test_names_are_safe_everywhere(text, others):
    """Any text becomes one harmless path component that nothing else is called."""
    taken = [safe_name(other) for other in others] + [safe_name(text)]
    for name in (safe_name(text), safe_name(text, taken)):
        assert 0 < len(name) <= 120
        assert len(name.encode()) <= 200
        assert not set(name) & set('<>:"/\\|?*\n\r\t\0')
        assert name[0] not in "-. "
        assert name[-1] not in ". "
        assert name.split(".")[0].rstrip().lower() not in {"con", "nul", "aux", "prn", "com1"}
        assert unicodedata.normalize("NFC", name) == name
    assert fold(safe_name(text, taken)) not in {fold(name) for name in taken}


@pytest.mark.parametrize(
    ("text", "taken", "name"),
    [
        ("Q3 board meeting", (), "Q3 board meeting"),
        ("Q3 board meeting", ("q3 BOARD meeting",), "Q3 board meeting 2"),
        ("Café", ("Cafe\u0301",), "Café 2"),
        ("a/b\\c: “d”?", (), "a-b-c- “d”-"),
        ("--flag", (), "flag"),
        ("nul", (), "_nul"),
        ("", (), "Recording"),
        ("line\nbreak", (), "line break"),
        ("safe\u202egpj.exe", (), "safe gpj.exe"),
        ("👩\u200d💻 call", (), "👩\u200d💻 call"),
    ],
)
def test_names_stay_readable(text, taken, name):
    """What can be kept is kept."""
    assert safe_name(text, taken) == name


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch, call):
    """Whatever call fails, the final name holds the old content and nothing else is left."""
    file = tmp_path / "project.json"
    write_atomically(file, b"old")

    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as broken:
        broken.setattr(os, call, full)
        with pytest.raises(DiskFull):
            write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_renaming_refused_for_a_while_is_tried_again(tmp_path, monkeypatch):
    """A program that syncs the folder holds a file for a moment; then it lets go."""
    replace, refused = os.replace, [PermissionError(errno.EACCES, "held")] * 3
    waits = []

    def held(source, target):
        if refused:
            raise refused.pop()
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(time, "sleep", waits.append)
    write_atomically(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert len(waits) == 3


def test_the_name_of_a_new_folder_is_on_disk_before_anything_is_in_it(tmp_path, monkeypatch):
    """Else a power cut takes the folder away with all that was flushed in it."""
    seen = []
    monkeypatch.setattr(files, "flush_folder", lambda folder: seen.append(folder.name))
    make_folder(tmp_path / "project" / "recording")
    assert seen == [tmp_path.name, "project"]
    make_folder(tmp_path / "project" / "recording")
    assert len(seen) == 2


def test_a_system_that_takes_one_byte_at_a_time(tmp_path, monkeypatch):
    """Short writes are continued until everything is written."""
    write = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: write(fd, bytes(data)[:1]))
    write_atomically(tmp_path / "a", b"all of it")
    assert (tmp_path / "a").read_bytes() == b"all of it"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EROFS, FolderReadOnly),
        (errno.EACCES, FolderReadOnly),
        (errno.EPERM, FolderReadOnly),
        (errno.EIO, StorageProblem),
    ],
)
def test_the_systems_errors_have_our_names(number, expected):
    """Each OSError becomes one of ours, without the path in its detail."""
    with pytest.raises(expected) as caught, disk_errors():
        raise OSError(number, "x", "/home/somebody/client")
    assert type(caught.value) is expected
    assert "somebody" not in caught.value.detail


def test_a_draft_has_its_final_name_only_when_committed(tmp_path):
    """Until then it lies beside it; discarding leaves nothing."""
    draft = FileDraft(tmp_path / "audio.m4a")
    draft.write(b"ab")
    draft.write(b"c")
    assert [p.name for p in tmp_path.iterdir()] == ["audio.m4a.part"]
    assert draft.commit().read_bytes() == b"abc"
    draft.discard()
    other = FileDraft(tmp_path / "audio.ogg")
    other.write(b"x")
    other.discard()
    assert [p.name for p in tmp_path.iterdir()] == ["audio.m4a"]


def test_a_draft_written_by_another_program(tmp_path):
    """ffmpeg writes to the path itself; commit flushes and renames it."""
    draft = FileDraft(tmp_path / "audio.m4a")
    draft.path.write_bytes(b"sound")
    assert draft.commit().read_bytes() == b"sound"


def test_a_draft_of_nothing_is_an_error(tmp_path):
    """A program that wrote nothing has made no file."""
    with pytest.raises(StorageProblem):
        FileDraft(tmp_path / "audio.m4a").commit()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_draft_that_cannot_be_committed(tmp_path, monkeypatch, call):
    """The final name stays absent; the draft can be discarded."""
    draft = FileDraft(tmp_path / "audio.m4a")
    draft.write(b"sound")

    def refused(*_args):
        raise OSError(errno.EROFS, "read-only")

    with monkeypatch.context() as broken:
        broken.setattr(os, call, refused)
        with pytest.raises(FolderReadOnly):
            draft.commit()
    assert not (tmp_path / "audio.m4a").exists()
    draft.discard()
    assert not list(tmp_path.iterdir())
