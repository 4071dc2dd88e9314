from __future__ import annotations

import json
from pathlib import Path

import pytest

from sextant.core.errors import NewerFormat
from sextant.core.model import Marks
from support.board import meeting


def test_marks_come_back_and_fields_of_others_stay(tmp_path: Path) -> None:
    folder = meeting(tmp_path)
    assert folder.marks() == Marks()
    file = folder.path / "marks.json"
    file.write_text(json.dumps({"format": 1, "mine": {"deep": [1]}, "hidden": ["b"]}))
    assert folder.marks() == Marks(hidden=("b",))
    folder.save_marks(Marks(starred=("a",)))
    assert folder.marks() == Marks(starred=("a",))
    assert json.loads(file.read_text())["mine"] == {"deep": [1]}


def test_marks_leave_the_answers_files_alone(tmp_path: Path) -> None:
    folder = meeting(tmp_path)
    answers = {file: file.read_bytes() for file in (folder.path / "analyses").iterdir()}
    folder.save_marks(Marks(starred=tuple(answer.key.id for answer in folder.analyses())))
    assert {file: file.read_bytes() for file in answers} == answers


@pytest.mark.logs_warnings
@pytest.mark.parametrize("damage", [b"", b"{", b'{"starred": 3}', b"\xff\xfe"])
def test_marks_that_cannot_be_read_are_none_and_stop_nothing(tmp_path: Path, damage: bytes) -> None:
    folder = meeting(tmp_path)
    (folder.path / "marks.json").write_bytes(damage)
    assert folder.marks() == Marks()
    folder.save_marks(Marks(hidden=("a",)))
    assert folder.marks() == Marks(hidden=("a",))


def test_marks_of_a_newer_version_are_read_and_never_written(tmp_path: Path) -> None:
    folder = meeting(tmp_path)
    file = folder.path / "marks.json"
    file.write_text('{"format": 99, "starred": ["a"], "more": 1}')
    before = file.read_bytes()
    assert folder.marks().starred == ("a",)
    with pytest.raises(NewerFormat):
        folder.save_marks(Marks())
    assert file.read_bytes() == before
