"""The Word document: styles, comments on what was not found, and nothing that leads outside."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from hypothesis import given, settings

from support.golden import same_as_golden
from support.hostile import HOSTILE, TOO_MUCH, pieces
from support.views import answer, exported, view


def read(*answers):
    return Document(io.BytesIO(exported("docx", view(*answers))))


def shown(document) -> str:
    """The text with its styles, one paragraph a line, a table row a line."""
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(f"{block.style.name}: {block.text}")
    lines += [f"Comment: {comment.text}" for comment in document.comments]
    return "\n".join(lines) + "\n"


def outside(content: bytes) -> list[str]:
    """What the file would load or open that is not within it, and what could act."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    found = [
        name for name in archive.namelist() if "vba" in name.lower() or "embed" in name.lower()
    ]
    for name in archive.namelist():
        text = archive.read(name).decode("utf-8", "replace")
        found += re.findall(r'TargetMode="External"[^>]*|<w:(?:object|control|altChunk)\b', text)
        found += [code for code in re.findall(r'w:instr="([^"]*)"', text) if "PAGE" not in code]
        found += re.findall(r"<w:instrText[^>]*>[^<]*", text)
    return found


def test_it_is_as_it_was_looked_at():
    assert same_as_golden("board.docx.txt", shown(read()).encode())


def test_what_was_not_found_word_for_word_has_a_comment():
    document = read()
    comments = {comment.text for comment in document.comments}
    assert "Not found in the transcript" in comments
    assert any(text.startswith("Close; at 01:02 the transcript has:") for text in comments)
    assert any(text.startswith("Said elsewhere, at 02:08") for text in comments)
    assert len(comments) == 3
    assert {comment.author for comment in document.comments} == {"Sextant"}


def test_a_comment_spans_the_quotation():
    document = read(answer("brief", "m/x", "They say “the mayor *promised* us money” now."))
    [paragraph] = [p for p in document.paragraphs if p.text.startswith("They say")]
    start, end = (
        paragraph._p.index(paragraph._p.find(qn(f"w:commentRange{edge}")))
        for edge in ("Start", "End")
    )
    inside = [one for one in paragraph._p[start:end] if one.tag == qn("w:r")]
    text = "".join(run.text for run in inside)
    assert text == "“the mayor promised us money”\u00a0×"


def test_comments_have_an_end():
    document = read(answer("brief", "m/x", "- “the mayor promised us money”\n" * 600))
    assert len(list(document.comments)) == 500
    assert sum("×" in paragraph.text for paragraph in document.paragraphs) >= 600


def test_times_lead_to_their_turn():
    document = read()
    body = document.element.body
    anchors = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))}
    names = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    assert anchors
    assert anchors <= names


def test_headings_can_be_navigated():
    headings = [p.style.name for p in read().paragraphs if p.style.name.startswith("Heading")]
    assert {"Heading 1", "Heading 2", "Heading 3"} <= set(headings)


def test_each_numbered_list_counts_by_itself():
    document = read(answer("brief", "m/x", "3. three\n4. four\n\ntext\n\n1. one"))
    numbered = [p for p in document.paragraphs if p.style.name == "List Number"]
    first, second, third = (p._p.pPr.numPr.numId.val for p in numbered)
    assert first == second != third


def test_spoken_words_are_not_spell_checked():
    style = read().styles["Said"]
    assert style.element.rPr.find(qn("w:noProof")) is not None


def test_hebrew_runs_from_right_to_left():
    document = read(answer("brief", "m/x", "שלום עולם [00:01:00]"))
    [paragraph] = [p for p in document.paragraphs if p.text.startswith("שלום")]
    assert paragraph._p.pPr.find(qn("w:bidi")) is not None


def test_links_to_elsewhere_are_text():
    content = exported("docx", view(answer("brief", "m/x", "[a](https://evil.example)")))
    assert outside(content) == []
    assert "a (evil.example)" in shown(Document(io.BytesIO(content)))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_answers_do_no_harm(text):
    content = exported("docx", view(answer("brief", "m/x", text)))
    assert outside(content) == []
    assert Document(io.BytesIO(content)).paragraphs


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_more_than_a_person_would_write_becomes_a_file(text):
    assert Document(io.BytesIO(exported("docx", view(answer("brief", "m/x", text))))).paragraphs


@settings(deadline=None, max_examples=25)
@given(pieces)
def test_hostile_pieces_do_no_harm_together(text):
    assert outside(exported("docx", view(answer("brief", "m/x", text)))) == []
