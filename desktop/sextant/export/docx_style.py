"""How the Word document looks: styles that a person can change in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

from sextant.core.evidence import Status
from sextant.export import docx_xml

WIDTH = Cm(16.2)
WIDEST = 50
"""Characters of a column past which it gets no wider than others."""

T = TypeVar("T")

ACCENT, MUTED, INK = "0B5CB8", "5C626C", "1B1D21"
SHADE, MARKED, LINE = "F2F4F7", "DFEAF8", "D9DDE3"
COLORS = {
    Status.FOUND: "18794E",
    Status.CLOSE: "8A5A00",
    Status.ELSEWHERE: "8A5A00",
    Status.MISSING: "C62A2F",
}
BODY, MONO = "Calibri", "Consolas"

FACTS, CODE, TURN, SAID = "Facts", "Code", "Turn", "Said"
TIME, CLOCK, QUOTED = "Time", "Clock", "Quoted"
CORRECTED, QUOTED_CORRECTED = "Corrected", "Quoted corrected"
SAID_STYLES = {
    (False, False): "",
    (True, False): QUOTED,
    (False, True): CORRECTED,
    (True, True): QUOTED_CORRECTED,
}
"""What spoken words look like: quoted by an answer, corrected by a person."""

UNFOUND, INLINE_CODE = "Unfound", "Inline code"


def sign_style(status: Status) -> str:
    """The name of the style of a sign, e.g. ``Sign found``."""
    return f"Sign {status}"


def add_styles(document: Document) -> None:
    """Everything that has a look has it by a style."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.4)
    _paragraph(document, "Normal", size=10.5, after=6)
    _paragraph(document, "Title", size=24, after=2, bold=True)
    for name, size, before in (
        ("Heading 1", 17, 24),
        ("Heading 2", 13, 18),
        ("Heading 3", 11.5, 12),
        ("Heading 4", 10.5, 10),
        ("Heading 5", 10.5, 10),
        ("Heading 6", 10.5, 10),
    ):
        _paragraph(document, name, size=size, before=before, after=4, bold=True)
    _paragraph(document, FACTS, color=MUTED, size=10, after=8)
    _paragraph(document, TURN, before=8, after=1).paragraph_format.keep_with_next = True
    # Spoken words are not to be corrected by a spelling checker.
    docx_xml.run_property(_paragraph(document, SAID, after=4), "w:noProof")
    code = _paragraph(document, CODE, font=MONO, size=9, after=6)
    docx_xml.paragraph_property(code, "w:shd", val="clear", color="auto", fill=SHADE)
    _character(document, TIME, ACCENT)
    _character(document, CLOCK, MUTED)
    quoted, unfound = _character(document, QUOTED), _character(document, UNFOUND)
    docx_xml.run_property(quoted, "w:shd", val="clear", color="auto", fill=MARKED)
    for name in (CORRECTED, QUOTED_CORRECTED):
        docx_xml.run_property(_character(document, name), "w:u", val="dotted", color=MUTED)
    both = _character(document, QUOTED_CORRECTED)
    docx_xml.run_property(both, "w:shd", val="clear", color="auto", fill=MARKED)
    docx_xml.run_property(unfound, "w:u", val="wave", color=COLORS[Status.MISSING])
    mono = _character(document, INLINE_CODE)
    mono.font.name, mono.font.size = MONO, Pt(9.5)
    for status, color in COLORS.items():
        _character(document, sign_style(status), color).font.bold = True


def _paragraph(
    document: Document,
    name: str,
    *,
    size: float = 10.5,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    color: str = INK,
    font: str = BODY,
) -> ParagraphStyle:
    style = docx_xml.style_named(document, name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(color)
    docx_xml.use_font(style, font)
    docx_xml.without_border(style)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    return style


def _character(document: Document, name: str, color: str = "") -> CharacterStyle:
    style = docx_xml.style_named(document, name, WD_STYLE_TYPE.CHARACTER)
    assert isinstance(style, CharacterStyle)
    if color:
        style.font.color.rgb = RGBColor.from_string(color)
    return style


def table(
    document: Document,
    rows: Sequence[Sequence[T]],
    write: Callable[[Paragraph, T, int], object],
    length: Callable[[T], int],
) -> None:
    """Add a table, its first row the head.

    `write` fills a cell's paragraph of a column; `length` is about how many characters it
    will have, by which the columns share the width.
    """
    made = document.add_table(len(rows), len(rows[0]), "Table Grid")
    docx_xml.lines_across(made, LINE)
    wanted = [min(max(map(length, column)), WIDEST) + 3 for column in zip(*rows, strict=True)]
    docx_xml.share_width(made, [round(WIDTH * each / sum(wanted)) for each in wanted])
    for index, (row, contents) in enumerate(zip(made.rows, rows, strict=True)):
        paragraphs = [cell.paragraphs[0] for cell in row.cells]
        for column, (paragraph, content) in enumerate(zip(paragraphs, contents, strict=True)):
            paragraph.paragraph_format.space_before = Pt(2)
            paragraph.paragraph_format.space_after = Pt(2)
            write(paragraph, content, column)
        if index == 0:
            docx_xml.repeat_head(row)
            for run in (run for paragraph in paragraphs for run in paragraph.runs):
                run.bold = True
                run.font.color.rgb = RGBColor.from_string(MUTED)
    document.add_paragraph().paragraph_format.space_after = Pt(0)
