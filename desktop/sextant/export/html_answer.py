"""A model's answer as HTML: every tag is ours, every word of it is text."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from sextant.core.evidence import Quotation, Status
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
from sextant.export.text import clean
from sextant.export.turns import Turns
from sextant.export.wording import SIGNS, time_label, verdict

FIRST_HEADING = 4
"""Headings of an answer come below the report's own."""

LAST_HEADING = 6

Play = Callable[[float], str]
"""A link that plays the recording from a second on, or nothing."""


class AnswerPage:
    """Writes the blocks of answers about one recording."""

    def __init__(self, turns: Turns, play: Play) -> None:
        self._turns = turns
        self._play = play

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        return "".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph(line):
                return f"<p>{self._line(line)}</p>\n"
            case Heading(level, line):
                tag = f"h{min(FIRST_HEADING + level - 1, LAST_HEADING)}"
                return f"<{tag}>{self._line(line)}</{tag}>\n"
            case Items(items, start):
                return self._items(items, start)
            case Quote(blocks):
                return f"<blockquote>{self.blocks(blocks)}</blockquote>\n"
            case Code(text):
                return f"<pre>{safe(text)}</pre>\n"
            case Table():
                return self._table(block)
            case Rule():
                return "<hr>\n"

    def _items(self, items: tuple[tuple[Block, ...], ...], start: int | None) -> str:
        inner = "".join(f"<li>{self._item(item)}</li>\n" for item in items)
        if start is None:
            return f"<ul>{inner}</ul>\n"
        return f"<ol{attribute('start', '' if start == 1 else str(start))}>{inner}</ol>\n"

    def _item(self, item: tuple[Block, ...]) -> str:
        """An item that is one line needs no paragraph."""
        if item and isinstance(item[0], Paragraph):
            return self._line(item[0].line) + self.blocks(item[1:])
        return self.blocks(item)

    def _table(self, table: Table) -> str:
        head, *rows = table.rows
        body = "".join(f"<tr>{self._cells(row, table.aligned, 'td')}</tr>\n" for row in rows)
        return (
            '<div class="wide" role="group" aria-label="Table" tabindex="0"><table>\n'
            f"<thead><tr>{self._cells(head, table.aligned, 'th')}</tr></thead>\n"
            f"<tbody>{body}</tbody></table></div>\n"
        )

    def _cells(self, row: tuple[Line, ...], aligned: tuple[str, ...], tag: str) -> str:
        scope = attribute("scope", "col" if tag == "th" else "")
        sides = [attribute("class", "" if side == "left" else side) for side in aligned]
        return "".join(
            f"<{tag}{scope}{side}>{self._line(cell)}</{tag}>"
            for cell, side in zip(row, sides, strict=True)
        )

    def _line(self, line: Line) -> str:
        return "".join(map(self._inline, line))

    def _inline(self, piece: Inline) -> str:
        match piece:
            case Words():
                return _words(piece)
            case Time(citation):
                label = time_label(citation, self._turns)
                anchor = None if citation.beyond else self._turns.index(citation.start)
                if anchor is None:
                    return f'<span class="beyond">{label}</span>'
                link = f'<a class="time" href="#t{anchor}">{label}</a>'
                return f'<span class="when">{link}{self._play(citation.start)}</span>'
            case Sign(quotation):
                return self._sign(quotation)
            case Host(name):
                return f' <span class="host">({safe(name)})</span>'
            case Break():
                return "<br>\n"

    def _sign(self, quotation: Quotation) -> str:
        words = safe(verdict(quotation, self._turns))
        attributes = f'class="sign {quotation.status}" title="{words}"'
        inner = f'{SIGNS[quotation.status]}<span class="hidden"> {words}</span>'
        anchor = self._turns.index(quotation.start)
        if anchor is None:
            return f"<span {attributes}>{inner}</span>"
        return f'<a {attributes} href="#t{anchor}">{inner}</a>'


def safe(text: str) -> str:
    """Text in HTML, as it is."""
    return escape(clean(text))


def attribute(name: str, value: str) -> str:
    """An attribute of a tag, where there is a value."""
    return f' {name}="{safe(value)}"' if value else ""


def _words(words: Words) -> str:
    shown = safe(words.text)
    if not shown.strip():
        return shown
    if words.quotation and words.quotation.status is Status.MISSING:
        shown = f'<span class="unfound">{shown}</span>'
    for wanted, tag in (
        (words.code, "code"),
        (words.struck, "s"),
        (words.italic, "em"),
        (words.bold, "strong"),
    ):
        if wanted:
            shown = f"<{tag}>{shown}</{tag}>"
    if words.link:
        shown = f'<a href="{safe(words.link)}" rel="noreferrer nofollow">{shown}</a>'
    return shown
