"""The table: what a spreadsheet makes of it, and what it must not."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.export.csv import plain
from support.hostile import HOSTILE, TOO_MUCH
from support.views import answer, exported, view


def rows(*recordings):
    content = exported("csv", *recordings)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_each_quotation_has_its_words_and_its_place():
    [close] = [row for row in rows() if row["status"] == "close"]
    assert close["text"] == "we have a plan for the bank"
    assert close["transcript"] == "we have no plan for the bank."
    assert (close["time"], close["start_seconds"]) == ("00:01:02", "62.0")
    assert (close["prompt"], close["model"]) == ("brief", "~anthropic/claude-sonnet-latest")


def test_a_quotation_not_found_has_no_time():
    [missing] = [row for row in rows() if row["status"] == "missing"]
    assert missing["time"] == missing["start_seconds"] == missing["speaker"] == ""


def test_each_moment_tells_how_many_answers_point_there():
    moments = [row for row in rows() if row["kind"] == "moment"]
    assert [(row["answers"], row["of"]) for row in moments] == [("2", "3"), ("1", "3"), ("2", "3")]


def test_several_recordings_go_into_one_table():
    names = [row["recording"] for row in rows(view(), view())]
    assert len(names) == 2 * len(rows())


@given(st.text(alphabet=st.sampled_from("=+-@＝＋－＠\t\r\n \x00'\u202ea1|"), max_size=8))
def test_no_cell_is_a_formula(text):
    cell = plain(text)
    assert not cell[:1] or cell[0] not in "=+-@＝＋－＠\t\r\n"
    assert "\n" not in cell


@pytest.mark.parametrize("text", [*HOSTILE, *TOO_MUCH.values()])
def test_no_row_of_a_hostile_answer_is_a_formula(text):
    for row in rows(view(answer("brief", "m/x", text))):
        for name in ("recording", "text", "transcript", "speaker"):
            assert row[name][:1] not in tuple("=+-@\t\r")
