"""Reads a model's answer: untrusted Markdown in, harmless blocks out.

Its Markdown is read without HTML, pictures become their words, and only http(s)
links stay links. Times and the ends of quotations are replaced by placeholders
before the Markdown is read and become pieces of their own where text is; inside an
address or a piece of code a placeholder becomes words again. Every format is made
from what comes out of here, so that harm is kept out in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal
from urllib.parse import quote, urlsplit

import msgspec
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from sextant.core.evidence import Citation, Evidence, Quotation
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
from sextant.export.text import UNKNOWN, clean

LONGEST = 200_000
"""Characters read as Markdown; a longer answer is shown as it was written."""

DEEPEST = 40
"""Levels of nesting; a deeper answer is shown as it was written."""

WIDEST = 12
"""Columns of a table; a wider one becomes lines of text."""

_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACEHOLDER = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_IN_ADDRESS = re.compile(r"%EE%80%80(\d+)%EE%80%81")
_OURS = {ord(_OPEN): UNKNOWN, ord(_CLOSE): UNKNOWN}
_FORGED = re.compile(r"&#(?:x0*e00[01]|0*5734[45]);|%EE%80%8[01]", re.IGNORECASE)
"""Our marks in other spellings: no answer may put a sign where it likes."""

_QUOTE_MARKS = re.compile(r"(?:[ \t]{0,3}>)+[ \t]*(?:[-*+][ \t]+)?")


class _Opening(msgspec.Struct, frozen=True):
    quotation: Quotation


_Mark = Citation | _Opening | Sign
_Edit = tuple[int, int, _Mark]


def read_answer(text: str, evidence: Evidence) -> tuple[Block, ...]:
    """The blocks of an answer, with `evidence` where it stood."""
    if len(text) > LONGEST:
        return (Code(clean(text)),)
    source, marks = _with_placeholders(text, evidence)
    tokens = _markdown().parse(source)
    if any(token.level >= DEEPEST for token in tokens):
        return (Code(clean(text)),)
    nodes = SyntaxTreeNode(tokens).children
    levels = sorted({node.tag for node in nodes if node.type == "heading"})
    return _Reader(marks, levels).blocks(nodes)


def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST})
    parser.validateLink = lambda url: _scheme(url) in ("http", "https")
    return parser.enable(["table", "strikethrough"])


def _with_placeholders(text: str, evidence: Evidence) -> tuple[str, Sequence[_Mark]]:
    source = text.translate(_OURS)
    pieces: list[str] = []
    marks: list[_Mark] = []
    place = 0
    for start, end, mark in _edits(text, evidence):
        if isinstance(mark, Citation) and start < place:
            continue
        pieces += (_FORGED.sub(UNKNOWN, source[place:start]), f"{_OPEN}{len(marks)}{_CLOSE}")
        marks.append(mark)
        place = max(place, end)
    return "".join([*pieces, _FORGED.sub(UNKNOWN, source[place:])]), marks


def _edits(text: str, evidence: Evidence) -> Sequence[_Edit]:
    """What is put where, in order: a sign closes before a time, a quotation opens before it."""
    edits: list[tuple[int, int, _Edit]] = []
    for citation in evidence.citations:
        end = citation.offset + citation.length
        edits.append((citation.offset, 2, (citation.offset, end, citation)))
    for quotation in evidence.quotations:
        start = quotation.offset
        if marks := _QUOTE_MARKS.match(text, start):
            start = marks.end()
        end = start + len(text[start : quotation.offset + quotation.length].rstrip())
        edits.append((start, 1, (start, start, _Opening(quotation))))
        edits.append((end, 0, (end, end, Sign(quotation))))
    return [edit for *_, edit in sorted(edits, key=lambda edit: edit[:2])]


class _Style(msgspec.Struct, frozen=True):
    bold: bool = False
    italic: bool = False
    struck: bool = False
    link: str = ""


class _Reader:
    """One walk through one answer."""

    def __init__(self, marks: Sequence[_Mark], levels: Sequence[str]) -> None:
        self._marks = marks
        self._levels = levels

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        return tuple(block for node in nodes for block in self._block(node))

    def _block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        match node.type:
            case "heading":
                yield Heading(self._level(node.tag), self._line(node))
            case "bullet_list":
                yield Items(self._items(node))
            case "ordered_list":
                yield Items(self._items(node), start=int(str(node.attrs.get("start", 1))))
            case "blockquote":
                yield Quote(self.blocks(node.children))
            case "fence" | "code_block":
                yield Code(self._as_written(node.content).rstrip("\n"))
            case "table":
                yield from self._table(node)
            case "hr":
                yield Rule()
            case _:
                yield Paragraph(self._line(node))

    def _level(self, tag: str) -> int:
        return self._levels.index(tag) + 1 if tag in self._levels else len(self._levels) + 1

    def _items(self, node: SyntaxTreeNode) -> tuple[tuple[Block, ...], ...]:
        return tuple(self.blocks(item.children) for item in node.children)

    def _table(self, node: SyntaxTreeNode) -> Iterator[Block]:
        rows = [row.children for part in node.children for row in part.children]
        if len(rows[0]) > WIDEST:
            for row in rows:
                cells = [inline for cell in row for inline in (*self._line(cell), Words(" | "))]
                yield Paragraph(tuple(cells[:-1]))
            return
        aligned = [str(cell.attrs.get("style", "")).removeprefix("text-align:") for cell in rows[0]]
        cells = tuple(tuple(self._line(cell) for cell in row) for row in rows)
        yield Table(cells, tuple(side or "left" for side in aligned))

    def _line(self, node: SyntaxTreeNode) -> Line:
        """The inline content of a block, its quotations marked from end to end."""
        return tuple(_quoted(list(self._inlines(node, _Style()))))

    def _inlines(self, node: SyntaxTreeNode, style: _Style) -> Iterator[Inline | _Opening]:
        change = msgspec.structs.replace
        for child in node.children:
            match child.type:
                case "text":
                    yield from self._text(child.content, style)
                case "code_inline":
                    yield self._words(child.content, style, code=True)
                case "softbreak":
                    yield self._words(" ", style)
                case "hardbreak":
                    yield Break()
                case "em":
                    yield from self._inlines(child, change(style, italic=True))
                case "strong":
                    yield from self._inlines(child, change(style, bold=True))
                case "s":
                    yield from self._inlines(child, change(style, struck=True))
                case "link":
                    yield from self._link(child, style)
                case "image":
                    yield self._words(child.content, style)
                case _:
                    yield from self._inlines(child, style)

    def _link(self, node: SyntaxTreeNode, style: _Style) -> Iterator[Inline | _Opening]:
        address = _IN_ADDRESS.sub(
            lambda found: quote(_written(self._marks[int(found[1])]), safe=":"),
            clean(str(node.attrs.get("href", ""))),
        )
        inside = list(self._inlines(node, msgspec.structs.replace(style, link=address)))
        yield from inside
        shown = "".join(piece.text for piece in inside if isinstance(piece, Words))
        if shown != address and (host := _part(address, "hostname")):
            yield Host(clean(host))

    def _text(self, text: str, style: _Style) -> Iterator[Inline | _Opening]:
        if style.link:
            yield self._words(text, style)
            return
        for index, part in enumerate(_PLACEHOLDER.split(text)):
            if not index % 2:
                if part:
                    yield self._words(part, style)
                continue
            mark = self._marks[int(part)]
            yield Time(mark) if isinstance(mark, Citation) else mark

    def _words(self, text: str, style: _Style, *, code: bool = False) -> Words:
        words = self._as_written(text).replace("\n", " ")
        return Words(words, style.bold, style.italic, style.struck, code, style.link)

    def _as_written(self, text: str) -> str:
        """Text with placeholders as they were written."""
        return clean(_PLACEHOLDER.sub(lambda found: _written(self._marks[int(found[1])]), text))


def _written(mark: _Mark) -> str:
    return mark.text if isinstance(mark, Citation) else ""


def _quoted(pieces: Sequence[Inline | _Opening]) -> Iterator[Inline]:
    """Mark what lies between a quotation's two ends; one that ends elsewhere is not marked."""
    closed = {id(piece.quotation) for piece in pieces if isinstance(piece, Sign)}
    current: Quotation | None = None
    for piece in pieces:
        match piece:
            case _Opening(quotation):
                current = quotation if id(quotation) in closed else None
            case Sign():
                current = None
                yield piece
            case Words() | Time() if current:
                yield msgspec.structs.replace(piece, quotation=current)
            case _:
                yield piece


def _scheme(address: str) -> str:
    return _part(address.strip(), "scheme").lower()


def _part(address: str, name: Literal["scheme", "hostname"]) -> str:
    """A part of an address; empty for what is none."""
    try:
        return getattr(urlsplit(address), name) or ""
    except ValueError:
        return ""
