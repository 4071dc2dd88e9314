"""The PDF: text that can be searched, bookmarks, page numbers, and nothing that acts."""

from __future__ import annotations

import io

import pytest
import typst
from hypothesis import given, settings
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from sextant.export import pdf
from support.golden import same_as_golden
from support.hostile import HOSTILE, TOO_MUCH, pieces
from support.views import answer, exported, view


def read(*answers, **facts) -> PdfReader:
    return PdfReader(io.BytesIO(exported("pdf", view(*answers, **facts))))


def said(text: str) -> str:
    """The words of a PDF whose answer is `text`, with single spaces."""
    reader = read(answer("brief", "m/x", text))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def bookmarks(outline) -> list:
    return [bookmarks(one) if isinstance(one, list) else one.title for one in outline]


def dictionaries(reader: PdfReader):
    """Every dictionary of the file."""
    for number in range(1, len(reader.xref_objStm) + len(reader.xref.get(0, {})) + 1):
        yield from _inside(reader.get_object(number))


def _inside(thing):
    if isinstance(thing, DictionaryObject):
        yield thing
        for value in thing.values():
            yield from _inside(value)
    elif isinstance(thing, ArrayObject):
        for value in thing:
            yield from _inside(value)


def actions(reader: PdfReader) -> set[str]:
    """Kinds of actions, and whatever else could reach out of the file."""
    found: set[str] = set()
    for one in dictionaries(reader):
        if one.get("/Type") == "/Action" or "/URI" in one or "/JS" in one:
            found.add(str(one.get("/S")))
        found |= {"/EmbeddedFile", "/Launch", "/AA", "/OpenAction", "/XFA"} & set(one)
    return found


def test_the_text_is_as_it_was_looked_at():
    reader = read()
    text = "\n\n".join(page.extract_text() for page in reader.pages)
    assert same_as_golden("board.pdf.txt", f"{text}\n".encode())


def test_bookmarks_lead_to_each_answer_and_the_transcript():
    assert bookmarks(read().outline) == [
        "What became of the quotations",
        "Where the answers meet",
        "Who spoke",
        "Brief",
        ["Claude Sonnet", "GPT Sol"],
        "Critical",
        ["Claude Sonnet"],
        "Transcript",
        "How this was made",
    ]


def test_every_page_has_its_number():
    reader = read()
    pages = len(reader.pages)
    assert pages > 1
    for number, page in enumerate(reader.pages, start=1):
        assert f"{number} / {pages}" in page.extract_text()


def test_it_is_tagged_and_titled_for_being_read_aloud():
    reader = read()
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert reader.metadata.title == "Board & co <Q3>.mp4"
    assert b"pdfuaid:part" in (xmp := catalog["/Metadata"].get_object().get_data())
    assert b"pdfaid:conformance" in xmp


def test_letters_of_many_languages_can_be_found():
    text = "Größe, ¿qué año?, naïve, Łódź, İstanbul, Привет, Ελλάδα, tiếng Việt, ✓ € ≈"
    assert text in said(text)


def test_what_no_font_can_show_is_said_on_the_first_page(monkeypatch):
    compiled = pdf._compiled

    def without_system_fonts(data, made, standards, *, own_fonts):
        return compiled(data, made, standards, own_fonts=True)

    monkeypatch.setattr(pdf, "_compiled", without_system_fonts)
    text = said("plain 日本語 words")
    assert "no font for some of the characters below; the first is Cjk unified ideograph" in text
    assert "(U+65E5)" in text
    assert "no font for some" not in said("plain words")


def test_the_same_recording_gives_the_same_file():
    assert exported("pdf") == exported("pdf")


def test_a_quotation_not_found_is_told_below_the_answer():
    text = said("“the mayor promised us the money” [00:01:00]")
    assert "“the mayor promised us the money” – not found in the transcript" in text


def test_links_lead_within_the_file_only():
    reader = read(
        answer("brief", "m/x", "[a](https://evil.example) <https://b.example> [00:01:00]")
    )
    assert actions(reader) <= {"/GoTo"}
    words = " ".join(page.extract_text() for page in reader.pages)
    assert "a (evil.example) https://b.example" in words


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_answers_do_no_harm(text):
    assert actions(read(answer("brief", "m/x", text))) <= {"/GoTo"}


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_more_than_a_person_would_write_becomes_a_file(text):
    assert exported("pdf", view(answer("brief", "m/x", text))).startswith(b"%PDF-")


@settings(deadline=None, max_examples=25)
@given(pieces)
def test_hostile_pieces_do_no_harm_together(text):
    assert actions(read(answer("brief", "m/x", text))) <= {"/GoTo"}


def test_typst_markup_of_an_answer_stays_text():
    text = '#read("/etc/passwd") $x^2$ @ref *#panic()* `#eval("1")`'
    assert '#read("/etc/passwd") $x^2$ @ref #panic() #eval("1")' in said(text).replace("'", "")


def test_another_failure_of_typst_is_not_taken_for_a_missing_font(monkeypatch):
    monkeypatch.setattr(pdf, "STANDARDS", ["1.4", "2.0"])
    with pytest.raises((typst.TypstError, RuntimeError)):
        exported("pdf")
