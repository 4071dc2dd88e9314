"""Every format against a file that a person has looked at."""

from __future__ import annotations

import json

import pytest

from sextant.core.corrections import Correction, Corrections, corrected
from sextant.core.errors import BadUsage
from sextant.export.formats import FORMATS, export
from sextant.export.json import show_json
from sextant.export.subject import Subject
from support.golden import same_as_golden
from support.views import BRIEF, MEETING, answer, view


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_is_as_it_was_looked_at(name):
    assert same_as_golden(f"board.{name}", export(Subject(view()), name))


def test_an_unknown_format_says_which_there_are():
    with pytest.raises(BadUsage, match="html, md, srt, vtt, json"):
        export(Subject(view()), "wav")


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_subtitles_need_a_transcript(name):
    with pytest.raises(BadUsage, match="no transcript"):
        export(Subject(view(spoken=None)), name)


@pytest.mark.parametrize("name", ["html", "md", "json"])
def test_a_report_can_be_made_before_there_is_a_transcript(name):
    assert export(Subject(view(spoken=None)), name)


def test_json_tells_the_cost_only_where_it_is_known():
    shown = json.loads(export(Subject(view()), "json"))
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
    html, md = export(seen, "html").decode(), export(seen, "md").decode()
    assert 'title="heard: is">&lt;was&gt;<' in html
    assert "- [00:01:00] \\<was\\> (heard: is)" in md
    turn = json.loads(export(seen, "json"))["turns"][1]
    assert turn["corrected"] == [{"start": 60.4, "text": "<was>", "heard": "is"}]
    assert "It &lt;was&gt; not enough" in export(seen, "vtt").decode()


@pytest.mark.parametrize("name", ["html", "md", "json", "srt", "vtt"])
def test_speakers_who_are_one_person_are_one_in_every_export(name):
    assert "Speaker 2" in export(view(), name).decode()
    checked = answer("brief", "~openai/gpt-sol-latest", BRIEF, CORRECTED)
    assert "Speaker 2" not in export(view(checked, spoken=CORRECTED), name).decode()
