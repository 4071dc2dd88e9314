"""Every format against a file that a person has looked at."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest
from docx import Document
from pypdf import PdfReader

from sextant.cli import parser
from sextant.core.corrections import Correction, Corrections, corrected
from sextant.core.errors import BadUsage
from sextant.export.formats import FORMATS
from sextant.export.json import show_json
from support.golden import same_as_golden
from support.media import ffmpeg
from support.views import BRIEF, MEETING, answer, exported, view

TEXTS = ("html", "md", "srt", "vtt", "json", "csv")
"""Formats that are text; of the others the tests of their own look at what is inside."""


@pytest.mark.parametrize("name", TEXTS)
def test_an_export_is_as_it_was_looked_at(name):
    assert same_as_golden(f"board.{name}", exported(name))


def test_an_unknown_format_says_which_there_are():
    with pytest.raises(BadUsage, match="html, pdf, docx, md, srt, vtt, json, csv, qdpx"):
        exported("wav")


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_subtitles_need_a_transcript(name):
    with pytest.raises(BadUsage, match="no transcript"):
        exported(name, view(spoken=None))


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"srt", "vtt"}))
def test_a_report_can_be_made_before_there_is_a_transcript(name):
    assert exported(name, view(spoken=None))


@pytest.mark.parametrize(("name", "other"), [("srt", "vtt"), ("vtt", "srt")])
def test_another_program_reads_every_subtitle(name, other, tmp_path):
    given, turned = tmp_path / f"a.{name}", tmp_path / f"b.{other}"
    given.write_bytes(exported(name))
    ffmpeg("-i", given, turned)
    assert given.read_text().count(" --> ") == turned.read_text().count(" --> ") == 4


def test_json_tells_the_cost_only_where_it_is_known():
    shown = json.loads(exported("json"))
    assert [one["cost_usd"] for one in shown["analyses"]] == [0.0412, None, 0.0412]


def test_json_tells_what_became_of_each_quotation():
    brief, _, critical = show_json(view())["analyses"]
    assert [q["status"] for q in brief["quotations"]] == ["found", "close"]
    assert [q["status"] for q in critical["quotations"]] == ["missing", "elsewhere"]
    assert [c.beyond for c in critical["citations"]] == [True, False]


CORRECTED = corrected(
    MEETING,
    Corrections(
        transcript_fingerprint=MEETING.fingerprint,
        words=(Correction(60.4, "is", "<was>"),),
        merged={"1": 0},
    ),
)


def test_a_corrected_word_is_marked_wherever_marks_can_be_shown():
    seen = view(spoken=CORRECTED)
    html, md = exported("html", seen).decode(), exported("md", seen).decode()
    assert 'title="heard: is">&lt;was&gt;<' in html
    assert "- [00:01:00] \\<was\\> (heard: is)" in md
    pdf = PdfReader(io.BytesIO(exported("pdf", seen)))
    assert "<was> (heard: is)" in pdf.pages[-1].extract_text()
    words = [p.text for p in Document(io.BytesIO(exported("docx", seen))).paragraphs]
    assert "01:00  <was> (heard: is)" in words
    turn = json.loads(exported("json", seen))["turns"][1]
    assert turn["corrected"] == [{"start": 60.4, "text": "<was>", "heard": "is"}]
    assert "It &lt;was&gt; not enough" in exported("vtt", seen).decode()


@pytest.mark.parametrize("name", TEXTS)
def test_speakers_who_are_one_person_are_one_in_every_export(name):
    assert "Speaker 2" in exported(name, view()).decode()
    checked = answer("brief", "~openai/gpt-sol-latest", BRIEF, CORRECTED)
    assert "Speaker 2" not in exported(name, view(checked, spoken=CORRECTED)).decode()


def test_the_command_knows_every_format():
    assert tuple(FORMATS) == parser.FORMATS


def test_what_takes_long_to_load_is_loaded_when_it_is_needed():
    code = "import sys, sextant.assembly; print({'docx', 'typst', 'lxml'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
