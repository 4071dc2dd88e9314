"""A model's answer in the Word document: paragraphs in styles, comments on quotations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from sextant.core.evidence import Quotation, Status
from sextant.export import docx_style, docx_xml
from sextant.export.blocks import (
    Block,
    Break,
    Code,
    Heading,
    Host,
    Inline,
    Items,
    Line,
    Paragraph,
    Quote,
    Rule,
    Sign,
    Table,
    Time,
    Words,
)
from sextant.export.text import right_to_left
from sextant.export.turns import Turns
from sextant.export.wording import SIGNS, time_label, verdict

FIRST_HEADING = 3
LAST_HEADING = 6

DEEPEST_LIST = 3
"""Levels of lists that Word has styles for."""

TIME_LENGTH = 6

INDENT = Cm(0.7)
MOST_INDENTS = 12

SIDES = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}

AUTHOR = "Sextant"

MOST_COMMENTS = 500
"""More than anybody reads, and each takes longer to add than the one before."""


class AnswerWriter:
    """Adds answers to a document. Comments bear the date `made`."""

    def __init__(self, document: Document, turns: Turns, made: datetime) -> None:
        self._document = document
        self._turns = turns
        self._made = made
        self._commented = 0

    def blocks(self, blocks: Sequence[Block], *, lists: int = 0, quotes: int = 0) -> None:
        """Add `blocks`, which lie within so many lists and quotes."""
        for block in blocks:
            self._block(block, lists, quotes)

    def _block(self, block: Block, lists: int, quotes: int) -> None:
        match block:
            case Paragraph(line):
                style = _level("List Continue", lists) if lists else "Normal"
                self._paragraph(line, style, lists, quotes)
            case Heading(level, line):
                name = f"Heading {min(FIRST_HEADING + level - 1, LAST_HEADING)}"
                self._paragraph(line, name, 0, 0)
            case Items(items, start):
                self._items(items, start, lists + 1, quotes)
            case Quote(inner):
                self.blocks(inner, lists=lists, quotes=quotes + 1)
            case Code(text):
                self._document.add_paragraph(text, docx_style.CODE)
            case Table():
                self._table(block)
            case Rule():
                self._document.add_paragraph("⁂").alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _items(
        self, items: Sequence[Sequence[Block]], start: int | None, lists: int, quotes: int
    ) -> None:
        kind = "List Bullet" if start is None else "List Number"
        count = None if start is None else docx_xml.new_count(self._document, kind, start)
        for item in items:
            head, rest = ((), item)
            if item and isinstance(item[0], Paragraph):
                head, rest = item[0].line, item[1:]
            paragraph = self._paragraph(head, _level(kind, lists), lists, quotes)
            if count is not None:
                docx_xml.count_by(paragraph, count)
            self.blocks(rest, lists=lists, quotes=quotes)

    def _table(self, table: Table) -> None:
        def write(paragraph: WordParagraph, line: Line, column: int) -> None:
            self._line(paragraph, line)
            if side := SIDES.get(table.aligned[column]):
                paragraph.alignment = side

        docx_style.table(self._document, table.rows, write, _length)

    def _paragraph(self, line: Line, style: str, lists: int, quotes: int) -> WordParagraph:
        paragraph = docx_xml.add_paragraph(self._document, style)
        if quotes or lists > DEEPEST_LIST:
            paragraph.paragraph_format.left_indent = INDENT * min(lists + quotes, MOST_INDENTS)
        self._line(paragraph, line)
        return paragraph

    def _line(self, paragraph: WordParagraph, line: Line) -> None:
        quoted: dict[int, list[Run]] = {}
        for piece in line:
            run = self._inline(paragraph, piece, quoted)
            if isinstance(piece, Words) and piece.quotation:
                quoted.setdefault(id(piece.quotation), []).append(run)
        if right_to_left("".join(piece.text for piece in line if isinstance(piece, Words))):
            docx_xml.right_to_left(paragraph)

    def _inline(self, paragraph: WordParagraph, piece: Inline, quoted: dict[int, list[Run]]) -> Run:
        match piece:
            case Words():
                return _words(paragraph, piece)
            case Time(citation):
                run = paragraph.add_run(time_label(citation, self._turns))
                turn = None if citation.beyond else self._turns.index(citation.start)
                if turn is None:
                    docx_xml.put_on(run, docx_style.sign_style(Status.MISSING))
                else:
                    docx_xml.put_on(run, docx_style.TIME)
                    docx_xml.link(run, f"t{turn}")
                return run
            case Sign(quotation):
                return self._sign(paragraph, quotation, quoted.get(id(quotation), []))
            case Host(name):
                return paragraph.add_run(f" ({name})")
            case Break():
                run = paragraph.add_run()
                run.add_break()
                return run

    def _sign(self, paragraph: WordParagraph, quotation: Quotation, runs: Sequence[Run]) -> Run:
        run = paragraph.add_run(f"\u00a0{SIGNS[quotation.status]}")
        docx_xml.put_on(run, docx_style.sign_style(quotation.status))
        self._commented += quotation.status is not Status.FOUND
        if quotation.status is not Status.FOUND and self._commented <= MOST_COMMENTS:
            text = verdict(quotation, self._turns)
            comment = self._document.add_comment(
                [*runs, run], f"{text[:1].upper()}{text[1:]}", AUTHOR, AUTHOR[:1]
            )
            docx_xml.date_of(comment, self._made)
        turn = self._turns.index(quotation.start)
        if turn is not None:
            docx_xml.link(run, f"t{turn}")
        return run


def _length(line: Line) -> int:
    return sum(len(piece.text) if isinstance(piece, Words) else TIME_LENGTH for piece in line)


def _level(style: str, level: int) -> str:
    return style if level == 1 else f"{style} {min(level, DEEPEST_LIST)}"


def _words(paragraph: WordParagraph, words: Words) -> Run:
    run = paragraph.add_run(words.text)
    if words.quotation and words.quotation.status is Status.MISSING:
        docx_xml.put_on(run, docx_style.UNFOUND)
    elif words.code:
        docx_xml.put_on(run, docx_style.INLINE_CODE)
    run.bold, run.italic = words.bold or None, words.italic or None
    run.font.strike = words.struck or None
    return run
