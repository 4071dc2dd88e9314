"""Answers on disk: whole under their final name, else readable as cut short; text untouched."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.core.errors import DiskFull
from sextant.core.model import Analysis, AnalysisKey, Usage
from sextant.storage.answers import (
    AnswerFile,
    read_answer,
    read_answers,
    remove_doubles,
    write_answer,
)

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
KEY = AnalysisKey("brief", "p" * 64, "~anthropic/claude-sonnet-latest", "t" * 64)
TEXT = "# Brief\r\n\n“We agreed” [00:12]\n---\ntail "


def analysis(text=TEXT, *, complete=True, **more):
    return Analysis(KEY, text, complete=complete, started=NOW, seconds=1.5, **more)


def names(folder):
    return sorted(p.name for p in folder.iterdir())


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.decimals(0, 100, places=8) | st.none(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
def test_round_trip(text, cost, name):
    """Every field comes back, money to the digit and the text to the byte."""
    usage = Usage(prompt_tokens=7, cost_usd=cost)
    whole = analysis(text, served_model=name, finish_reason="stop", usage=usage, practice=True)
    raw = write_answer(whole)
    assert read_answer(raw, "x.md") == whole
    assert raw.endswith(b"---\n" + text.encode())


def test_finished(tmp_path):
    """One file under the final name; finishing again completes its front matter."""
    draft = AnswerFile(tmp_path / "analyses", KEY, started=NOW)
    draft.append(TEXT)
    draft.finish(analysis())
    draft.finish(analysis(usage=Usage(cost_usd=Decimal("0.02"))))
    (answer,) = read_answers(tmp_path / "analyses")
    assert (answer.text, answer.usage.cost_usd) == (TEXT, Decimal("0.02"))
    assert names(tmp_path / "analyses") == [f"{KEY.id}.md"]


def test_a_crash_leaves_what_had_arrived(tmp_path):
    """Text handed over is readable at once by anybody, as an answer cut short."""
    draft = AnswerFile(tmp_path, KEY, started=NOW)
    assert read_answers(tmp_path) == []
    draft.append("half an ")
    draft.append("ans")
    (answer,) = read_answers(tmp_path)
    assert (answer.key, answer.text, answer.complete) == (KEY, "half an ans", False)
    assert answer.started == NOW
    draft.keep(analysis("", complete=False))


def test_kept_and_asked_again(tmp_path):
    """What was cut short stays beside the new answer and never counts as one."""
    for number in (1, 2):
        draft = AnswerFile(tmp_path, KEY, started=NOW)
        draft.append(f"try {number}")
        draft.keep(analysis(f"try {number}", complete=False, finish_reason="length"))
    (answer,) = read_answers(tmp_path)
    assert (answer.text, answer.finish_reason) == ("try 2", "length")
    again = AnswerFile(tmp_path, KEY, started=NOW)
    again.finish(analysis())
    (answer,) = read_answers(tmp_path)
    assert answer.complete
    assert names(tmp_path) == [f"{KEY.id}.md", f"{KEY.id}.md.cut-1", f"{KEY.id}.md.cut-2"]


def test_nothing_is_kept_of_nothing(tmp_path):
    """An answer without text leaves no file."""
    AnswerFile(tmp_path, KEY, started=NOW).keep(analysis("", complete=False))
    assert names(tmp_path) == []


def test_a_whole_answer_is_not_hidden_by_a_later_cut_one(tmp_path):
    """Asking again in vain takes nothing away."""
    AnswerFile(tmp_path, KEY, started=NOW).finish(analysis())
    draft = AnswerFile(tmp_path, KEY, started=NOW)
    draft.append("half")
    draft.keep(analysis("half", complete=False))
    (answer,) = read_answers(tmp_path)
    assert answer.text == TEXT


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("end", ["finish", "keep"])
def test_a_full_disk_at_the_end(tmp_path, monkeypatch, call, end):
    """The final name stays absent, and what had arrived stays readable."""
    draft = AnswerFile(tmp_path, KEY, started=NOW)
    draft.append("so far")

    def full(*_args, **_kwargs):
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as broken:
        broken.setattr(os, call, full)
        with pytest.raises(DiskFull):
            getattr(draft, end)(analysis("so far and more", complete=end == "finish"))
    (answer,) = read_answers(tmp_path)
    assert (answer.text, answer.complete) == ("so far", False)
    assert names(tmp_path) == [f"{KEY.id}.md.part"]


def test_what_a_crash_left_beside_a_whole_answer_is_removed(tmp_path):
    """The beginning of the same answer goes; that of a later one, or another text, stays."""
    draft = AnswerFile(tmp_path, KEY, started=NOW)
    draft.append(TEXT[:5])
    begun = (tmp_path / f"{KEY.id}.md.part").read_bytes()
    draft.finish(analysis())
    whole = names(tmp_path)
    for number, content in enumerate(
        (begun, begun.replace(b"09:30", b"09:31"), begun + b"more", b"torn")
    ):
        (tmp_path / f"{KEY.id}.md.part").write_bytes(content)
        remove_doubles(tmp_path)
        assert (names(tmp_path) == whole) == (number == 0)


@pytest.mark.logs_warnings
def test_strange_files_are_passed_over_and_stay(tmp_path):
    """Notes of a person and damaged files cost nothing but themselves."""
    AnswerFile(tmp_path, KEY, started=NOW).finish(analysis())
    for name, content in {
        "notes.md": b"mine",
        "a.md": b"\xff\xfe",
        "b.md": b"---\nprompt: x\n---\n",
        ".hidden.md": b"",
        "c.md.cut-1": b"",
    }.items():
        (tmp_path / name).write_bytes(content)
    assert len(read_answers(tmp_path)) == 1
    assert len(names(tmp_path)) == 6
    assert read_answers(tmp_path / "absent") == []


def test_text_torn_within_a_character(tmp_path):
    """A crash of the system may cut a character in two; the rest is readable."""
    begun = write_answer(msgspec.structs.replace(analysis(""), complete=False))
    (tmp_path / f"{KEY.id}.md.part").write_bytes(begun + "schön".encode()[:4])
    assert read_answers(tmp_path)[0].text == "sch�"
