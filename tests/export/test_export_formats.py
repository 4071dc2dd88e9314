"""Every format against a file that a person has looked at."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import msgspec
import pytest
from docx import Document
from pypdf import PdfReader

from sextant.cli import parser
from sextant.core.corrections import Correction, Corrections, corrected
from sextant.core.errors import BadUsage
from sextant.export.formats import FORMATS
from sextant.export.json import show_json
from sextant.export.subject import chosen
from sextant.export.wording import CORRECTED as CORRECTED_WORDS
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
    runs = [r for p in Document(io.BytesIO(exported("docx", seen))).paragraphs for r in p.runs]
    assert [(r.text, r.style.name) for r in runs if "orrected" in r.style.name] == [
        ("<was>", "Corrected")
    ]
    (underlined,) = [line for line in pdf.pages[-1].extract_text().split("\n") if "dots" in line]
    assert underlined == CORRECTED_WORDS
    turn = json.loads(exported("json", seen))["turns"][1]
    assert turn["corrected"] == [{"start": 60.4, "text": "<was>", "heard": "is"}]
    assert "It &lt;was&gt; not enough" in exported("vtt", seen).decode()


def test_what_brings_the_answers_together_is_in_every_report_but_in_no_agreement():
    told = (
        "They agree: “four hundred thousand dollars” [00:00:00], "
        "“nobody said any of it” [00:01:00]."
    )
    synthesis = msgspec.structs.replace(
        answer("brief", "~google/gemini-flash-latest", told), title="Synthesis", summary="Asked for"
    )
    seen = msgspec.structs.replace(view(), syntheses=(synthesis,))
    assert seen.moments == view().moments
    html = exported("html", seen).decode()
    assert html.index('id="p0">Synthesis<') < html.index('id="p1">Brief<')
    assert "1 found word for word ✓ · 1 not found ×" in html
    assert exported("md", seen).decode().index("## Synthesis") > 0
    pdf = PdfReader(io.BytesIO(exported("pdf", seen)))
    assert "Synthesis" in [one.title for one in pdf.outline if not isinstance(one, list)]
    document = Document(io.BytesIO(exported("docx", seen)))
    assert "Synthesis" in [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert "nobody said any of it" in exported("csv", seen).decode("utf-8-sig")
    (told_as_json,) = json.loads(exported("json", seen))["syntheses"]
    assert [q["status"] for q in told_as_json["quotations"]] == ["found", "missing"]


def test_a_choice_of_answers_has_the_synthesis_only_if_it_is_chosen():
    synthesis = answer("brief", "~google/gemini-flash-latest", "Both [00:00:00].")
    key = msgspec.structs.replace(synthesis.analysis.key, prompt="synthesis")
    synthesis = msgspec.structs.replace(
        synthesis, analysis=msgspec.structs.replace(synthesis.analysis, key=key)
    )
    seen = msgspec.structs.replace(view(), syntheses=(synthesis,))
    assert chosen(seen, ()).syntheses == (synthesis,)
    assert chosen(seen, ["brief"]).syntheses == ()
    only = chosen(seen, ["synthesis"])
    assert (only.answers, only.syntheses, only.moments) == ((), (synthesis,), ())


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
