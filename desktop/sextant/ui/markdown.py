"""A model's answer as a document: Markdown without HTML, times as links, calm headings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFragment,
)
from PySide6.QtGui import QTextDocument as Doc

from sextant.core.evidence import Evidence, Quotation, Status
from sextant.ui.closed_browser import TIME_SCHEME
from sextant.ui.words import clock

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

THIN = "\u2009"
"""A thin space keeps the sign off the closing quotation mark."""

LINE_HEIGHT = 138.0
"""Per cent."""

INDENT = 14
"""Pixels a list is set in."""

_FEATURES = Doc.MarkdownFeature.MarkdownDialectGitHub | Doc.MarkdownFeature.MarkdownNoHTML
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


def linked(text: str, evidence: Evidence) -> str:
    """The answer's Markdown with its times as links and a sign after each quotation."""
    edits: list[tuple[int, int, str]] = []
    for citation in evidence.citations:
        label = clock(citation.start)
        if citation.end > citation.start:
            label += f"–{clock(citation.end)}"
        link = f"[{label}]({TIME_SCHEME}:{citation.start})"
        shown = f"{label} (beyond the end)" if citation.beyond else link
        edits.append((citation.offset, citation.offset + citation.length, shown))
    for quotation in evidence.quotations:
        end = quotation.offset + quotation.length
        edits.append((end, end, sign(quotation)))
    pieces: list[str] = []
    place = 0
    for start, end, replacement in sorted(edits):
        if start < place:
            continue
        pieces += (text[place:start], replacement)
        place = end
    return "".join([*pieces, text[place:]])


def sign(quotation: Quotation) -> str:
    return THIN + MARKS[quotation.status]


def render(document: Doc, text: str, color: Callable[[str], QColor]) -> None:
    """Lay `text` out as Markdown; nothing it names is loaded. `color` looks a token up."""
    document.setMarkdown(text, _FEATURES)
    document.setIndentWidth(INDENT)
    size = document.defaultFont().pointSizeF()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in _blocks(document):
        _lay_out(cursor, block, size)
        _plain_links(cursor, block, color("accent"))
    cursor.endEditBlock()
    for status, mark in MARKS.items():
        _color_signs(document, THIN + mark, color(TONES[status]))


def _blocks(document: Doc) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _lay_out(cursor: QTextCursor, block: QTextBlock, size: float) -> None:
    cursor.setPosition(block.position())
    layout = QTextBlockFormat()
    layout.setLineHeight(LINE_HEIGHT, _PROPORTIONAL)
    layout.setBottomMargin(2 if block.textList() else 6)
    if block.blockFormat().headingLevel():
        layout.setTopMargin(0 if block == block.document().begin() else 8)
        layout.setBottomMargin(3)
        heading = QTextCharFormat()
        heading.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 0)
        heading.setFontPointSize(size)
        heading.setFontWeight(QFont.Weight.DemiBold)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.mergeCharFormat(heading)
    cursor.mergeBlockFormat(layout)


def _plain_links(cursor: QTextCursor, block: QTextBlock, link: QColor) -> None:
    """Links in colour; only those that lead out of the program are underlined."""
    places = [
        (fragment.position(), fragment.length(), fragment.charFormat().anchorHref())
        for fragment in _fragments(block)
    ]
    for position, length, href in places:
        if not href:
            continue
        shape = QTextCharFormat()
        shape.setForeground(link)
        shape.setFontUnderline(not href.startswith(f"{TIME_SCHEME}:"))
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(shape)


def _color_signs(document: Doc, shown: str, color: QColor) -> None:
    shape = QTextCharFormat()
    shape.setForeground(color)
    shape.setFontWeight(QFont.Weight.Bold)
    cursor = document.find(shown)
    while not cursor.isNull():
        cursor.mergeCharFormat(shape)
        cursor = document.find(shown, cursor)


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    iterator = block.begin()
    while not iterator.atEnd():
        yield iterator.fragment()
        iterator += 1
