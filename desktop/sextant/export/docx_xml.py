"""Word's own XML, for what python-docx has no words for: links, bookmarks, borders, order."""

# lxml tells no types, and python-docx keeps its elements behind an underscore.
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# ruff: noqa: SLF001

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx.comments import Comment
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.styles.style import BaseStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

PARAGRAPH = ("shd", "bidi", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr")
RUN = ("noProof", "color", "spacing", "kern", "sz", "szCs", "highlight", "u", "shd", "rtl", "lang")
"""Properties that are added here and those that must follow them, in the format's order."""

HIGHEST = 2**31 - 1


def element(tag: str, **attributes: str) -> Any:
    """A piece of XML, e.g. ``element("w:shd", fill="F2F4F7")``."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def style_named(document: Document, name: str, kind: WD_STYLE_TYPE) -> BaseStyle:
    """The style of this name, made where there is none."""
    styles = document.styles
    return styles[name] if name in styles else styles.add_style(name, kind)


def add_paragraph(document: Document, style: str) -> Paragraph:
    """A paragraph at the end, in a style of this name, which is there.

    python-docx looks at every style and every paragraph before it adds one.
    """
    made = element("w:p")
    document.element.body[-1].addprevious(made)  # what comes last describes the page
    made.style = _id(style)
    return Paragraph(made, document._body)


def put_on(run: Run, style: str) -> None:
    """Give a run the style of this name, which is there; quick for the same reason."""
    run._r.style = _id(style)


def _id(style: str) -> str:
    """What a style is called within the file."""
    return style.replace(" ", "")


def paragraph_property(style: BaseStyle, tag: str, **attributes: str) -> None:
    """Give a paragraph style a property that python-docx does not know."""
    _put(style.element.get_or_add_pPr(), element(tag, **attributes))


def run_property(style: BaseStyle, tag: str, **attributes: str) -> None:
    """Give a style a property of its characters that python-docx does not know."""
    _put(style.element.get_or_add_rPr(), element(tag, **attributes))


def _put(properties: Any, piece: Any) -> None:
    """Add `piece` where the format wants it: the order of properties is fixed."""
    order = PARAGRAPH if properties.tag == qn("w:pPr") else RUN
    successors = order[order.index(piece.tag.partition("}")[2]) + 1 :]
    properties.insert_element_before(piece, *(f"w:{successor}" for successor in successors))


def use_font(style: BaseStyle, font: str) -> None:
    """The font also where a style names the theme's; other scripts fall back in Word."""
    fonts = style.element.get_or_add_rPr().rFonts
    for attribute in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[attribute]
    fonts.set(qn("w:ascii"), font)
    fonts.set(qn("w:hAnsi"), font)


def without_border(style: BaseStyle) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def lines_across(table: Table, color: str) -> None:
    """Lines between the rows of a table, none between its columns."""
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side in ("top", "bottom", "insideH"):
            borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=color))
        else:
            borders.append(element(f"w:{side}", val="nil"))
    table._tbl.tblPr.insert_element_before(
        borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )


def share_width(table: Table, widths: Sequence[int]) -> None:
    """Give each column its width; Word reads it from the cells, others from the grid."""
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Emu(width)
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = Emu(width)


def repeat_head(row: _Row) -> None:
    """Show a row again on each page its table goes on to."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def bookmark(paragraph: Paragraph, number: int, name: str) -> None:
    """Give a paragraph a name that links lead to."""
    place = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(place, element("w:bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def link(run: Run, anchor: str) -> None:
    """Make a run lead to a bookmark of this document; there are no links to elsewhere."""
    _wrap(run, element("w:hyperlink", anchor=anchor, history="1"))


def field(paragraph: Paragraph, instruction: str) -> None:
    """Something Word fills in, such as ``PAGE``."""
    _wrap(paragraph.add_run("1"), element("w:fldSimple", instr=instruction))


def _wrap(run: Run, around: Any) -> None:
    run._r.addprevious(around)
    around.append(run._r)


def right_to_left(paragraph: Paragraph) -> None:
    """Let a paragraph run from right to left."""
    _put(paragraph._p.get_or_add_pPr(), element("w:bidi"))
    for run in paragraph._p.iter(qn("w:r")):
        Run(run, paragraph).font.rtl = True


def new_count(document: Document, style: str, start: int) -> int:
    """A count of its own for a numbered list; Word would go on from the list before."""
    numbering = document.part.numbering_part.element
    known = document.styles[style].element.pPr.numPr.numId.val
    number = numbering.add_num(numbering.num_having_numId(known).abstractNumId.val)
    number.add_lvlOverride(ilvl=0).add_startOverride(min(start, HIGHEST))
    return number.numId


def count_by(paragraph: Paragraph, count: int) -> None:
    """Number a paragraph by a count from `new_count`."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = count


def date_of(comment: Comment, made: datetime) -> None:
    """Let a comment bear this date, in UTC."""
    comment._comment_elm.set(qn("w:date"), f"{made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
