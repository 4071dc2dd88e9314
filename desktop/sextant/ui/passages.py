"""Where the passages of an answer came to stand in its document, and how they look.

A citation is a link to its second, a quotation carries a sign of what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

import msgspec
from PySide6.QtGui import QColor, QFont, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument

from sextant.core.evidence import Citation, Quotation, Status
from sextant.ui.closed_browser import TIME_SCHEME
from sextant.ui.marked_text import CLOSING, OPENING, SIGNS, Marked, Passage

MARKS = {
    Status.FOUND: "✓",
    Status.CLOSE: "≈",
    Status.ELSEWHERE: "↷",
    Status.MISSING: "×",
}
"""What became of a quotation, in one sign."""

TONES = {
    Status.FOUND: "good",
    Status.CLOSE: "warn",
    Status.ELSEWHERE: "warn",
    Status.MISSING: "bad",
}

UNDERLINES = {
    Status.CLOSE: QTextCharFormat.UnderlineStyle.DotLine,
    Status.ELSEWHERE: QTextCharFormat.UnderlineStyle.DashUnderline,
    Status.MISSING: QTextCharFormat.UnderlineStyle.WaveUnderline,
}
"""Under the words of a quotation; found ones are left in peace."""

SIGN_SCHEME = "sextant-sign"
"""Of the link on a sign that leads nowhere: it is there to be read, by keyboard as well."""

THIN = "\u202f"
"""A thin space keeps the sign off what is before it, and on the same line."""

SIGN_SIZE = 1.1
"""Of the text's size, before Qt makes what is raised a third smaller."""

SIGN_UNITS = 2
"""Qt counts in units of UTF-16; a sign of the private planes has two."""

ColorOf = Callable[[str], QColor]
"""Looks a token of the theme up."""


class Span(msgspec.Struct, frozen=True):
    """Where passage `number` is in the document: `first` is in it, `last` is past it."""

    first: int
    last: int
    number: int
    passage: Passage


def settle(document: QTextDocument, marked: Marked, color: ColorOf) -> tuple[Span, ...]:
    """Take the signs out, put the outcomes of quotations in, and tell where each passage is."""
    signs = list(chain.from_iterable(_signs(block) for block in blocks(document)))
    size = document.defaultFont().pointSizeF()
    shown = [_outcomes(marked, sign, size, color) for _, sign in signs]
    cursor = QTextCursor(document)
    for (position, _), outcomes in zip(reversed(signs), reversed(shown), strict=True):
        cursor.setPosition(position)
        cursor.setPosition(position + SIGN_UNITS, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        for words, shape in outcomes:
            cursor.insertText(words, shape)
    opened: dict[int, int] = {}
    spans: list[Span] = []
    shift = 0
    for (position, sign), outcomes in zip(signs, shown, strict=True):
        place = position + shift
        number = sign - CLOSING
        if number < 0:
            opened[sign - OPENING] = place
        elif number in opened and number < len(marked.passages):
            spans.append(Span(opened[number], place, number, marked.passages[number]))
        shift += sum(len(words) for words, _ in outcomes) - SIGN_UNITS
    return tuple(sorted(spans, key=lambda span: (span.first, -span.last)))


def shape_passage(cursor: QTextCursor, span: Span, color: ColorOf) -> None:
    """Give a passage its looks."""
    shape = QTextCharFormat()
    match span.passage:
        case Citation(beyond=True):
            shape.setForeground(color("bad"))
            shape.setFontStrikeOut(True)
            shape.setAnchor(True)
            shape.setAnchorHref(f"{SIGN_SCHEME}:#{span.number}")
        case Citation(start=start):
            shape.setForeground(color("accent"))
            shape.setFontUnderline(False)
            shape.setAnchor(True)
            shape.setAnchorHref(time_link(start, span.number))
        case Quotation(status=status) if status in UNDERLINES:
            shape.setUnderlineStyle(UNDERLINES[status])
            shape.setUnderlineColor(color(TONES[status]))
        case _:
            return
    merge(cursor, span.first, span.last, shape)


def time_link(second: float, number: int) -> str:
    """``sextant:751.5#3``: a second of the recording, and the number of the passage."""
    return f"{TIME_SCHEME}:{second}#{number}"


def merge(cursor: QTextCursor, first: int, last: int, shape: QTextCharFormat) -> None:
    """Lay `shape` over a stretch of the document."""
    cursor.setPosition(first)
    cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(shape)


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _sign_format(quotation: Quotation, number: int, size: float, color: ColorOf) -> QTextCharFormat:
    """A small raised sign; it leads to where the words were said."""
    shape = QTextCharFormat()
    shape.setForeground(color(TONES[quotation.status]))
    shape.setFontWeight(QFont.Weight.Bold)
    shape.setFontPointSize(size * SIGN_SIZE)
    shape.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    shape.setAnchor(True)
    where = quotation.start
    shape.setAnchorHref(f"{SIGN_SCHEME}:#{number}" if where is None else time_link(where, number))
    return shape


def _outcomes(
    marked: Marked, sign: int, size: float, color: ColorOf
) -> list[tuple[str, QTextCharFormat]]:
    """What is shown at a sign that closes: the outcomes of the quotations before it."""
    number = sign - CLOSING
    if not 0 <= number < len(marked.passages):
        return []
    found: list[tuple[str, QTextCharFormat]] = []
    for told in marked.signs_at(number):
        quotation = marked.passages[told]
        if isinstance(quotation, Quotation):
            words = THIN + MARKS[quotation.status]
            found.append((words, _sign_format(quotation, told, size, color)))
    return found


def _signs(block: QTextBlock) -> Iterator[tuple[int, int]]:
    """(position in the document, sign) of a block."""
    text = block.text()
    place, units = 0, block.position()
    for found in SIGNS.finditer(text):
        units += len(text[place : found.start()].encode("utf-16-le")) // 2
        yield units, ord(found.group())
        units += SIGN_UNITS
        place = found.end()
