"""A model's answer as a document: Markdown without HTML, times as links, calm headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFragment,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)
from PySide6.QtGui import QTextDocument as Doc

from sextant.core.evidence import Evidence
from sextant.ui.closed_browser import is_openable
from sextant.ui.marked_text import Claim, mark
from sextant.ui.passages import ColorOf, Span, blocks, merge, settle, shape_passage

LINE_HEIGHT = 124.0
"""Per cent."""

INDENT = 14
"""Pixels a list is set in."""

LONGEST = 200_000
"""Characters laid out; more is no answer to be read, and would hold the window up."""

MOST_CELLS = 1_500
"""Marks of tables laid out as such: each cell takes about half a millisecond."""

_FEATURES = Doc.MarkdownFeature.MarkdownDialectGitHub | Doc.MarkdownFeature.MarkdownNoHTML
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


def render(
    document: Doc, text: str, evidence: Evidence, color: ColorOf, claims: Iterable[Claim] = ()
) -> tuple[Span, ...]:
    """Lay `text` out as Markdown; nothing it names is loaded. `color` looks a token up.

    Returns where its citations, quotations and claims came to stand, in order.
    """
    marked = mark(text[:LONGEST], evidence, claims)
    if marked.text.count("|") > MOST_CELLS:
        document.setPlainText(marked.text)
    else:
        document.setMarkdown(marked.text, _FEATURES)
    document.setIndentWidth(INDENT)
    size = document.defaultFont().pointSizeF()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for block in blocks(document):
        _lay_out(cursor, block, size)
        _replace_pictures(cursor, block)
        _sort_links(cursor, block, color)
    for table in document.rootFrame().childFrames():
        if isinstance(table, QTextTable):
            _calm(table, color)
    spans = settle(document, marked, color)
    for span in spans:
        shape_passage(cursor, span, color)
    cursor.endEditBlock()
    return spans


def plain_format() -> QTextBlockFormat:
    """Of text that streams in, as airy as what is laid out."""
    block = QTextBlockFormat()
    block.setLineHeight(LINE_HEIGHT, _PROPORTIONAL)
    return block


def _lay_out(cursor: QTextCursor, block: QTextBlock, size: float) -> None:
    cursor.setPosition(block.position())
    layout = plain_format()
    layout.setNonBreakableLines(False)  # code wraps, too
    layout.setBottomMargin(2 if block.textList() else 6)
    if level := block.blockFormat().intProperty(QTextFormat.Property.BlockQuoteLevel):
        layout.setLeftMargin(level * INDENT)
        layout.setRightMargin(0)
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


def _calm(table: QTextTable, color: ColorOf) -> None:
    """Thin lines, some air, and all the width there is."""
    layout = QTextTableFormat(table.format())
    layout.setBorderBrush(QBrush(color("border_strong")))
    layout.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    layout.setBorder(1)
    layout.setBorderCollapse(True)
    layout.setCellSpacing(0)
    layout.setCellPadding(4)
    layout.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    layout.setBottomMargin(6)
    table.setFormat(layout)


def _replace_pictures(cursor: QTextCursor, block: QTextBlock) -> None:
    """A picture is not loaded; its address stands in its place."""
    pictures = [
        (fragment.position(), fragment.length(), fragment.charFormat().toImageFormat().name())
        for fragment in _fragments(block)
        if fragment.charFormat().isImageFormat()
    ]
    for position, length, name in reversed(pictures):
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(f"[{name}]", QTextCharFormat())


def _sort_links(cursor: QTextCursor, block: QTextBlock, color: ColorOf) -> None:
    """Underline links to the web; any other is text, for our own are still to come."""
    links = [
        (fragment.position(), fragment.length(), fragment.charFormat().anchorHref())
        for fragment in _fragments(block)
        if fragment.charFormat().anchorHref()
    ]
    for position, length, address in links:
        shape = QTextCharFormat()
        opens = is_openable(QUrl(address))
        shape.setForeground(color("accent" if opens else "text"))
        shape.setFontUnderline(opens)
        if not opens:
            shape.setAnchor(False)
            shape.setAnchorHref("")
        merge(cursor, position, position + length, shape)


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    iterator = block.begin()
    while not iterator.atEnd():
        yield iterator.fragment()
        iterator += 1
