"""The shapes of an answer that has been read: harmless, and the same for every format."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from sextant.core.evidence import Citation, Quotation


class Words(msgspec.Struct, frozen=True):
    """A run of text in one style. `host` tells where a link leads that is not shown as one.

    `link` is an http(s) address or empty; `quotation` is the one these words belong to.
    """

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""
    quotation: Quotation | None = None


class Time(msgspec.Struct, frozen=True):
    """A time that the answer points to, where it stood."""

    citation: Citation
    quotation: Quotation | None = None


class Sign(msgspec.Struct, frozen=True):
    """The end of a quotation, where its sign belongs."""

    quotation: Quotation


class Host(msgspec.Struct, frozen=True):
    """Where the link that ends here leads, so that nobody is led astray."""

    name: str


class Break(msgspec.Struct, frozen=True):
    """A new line within a paragraph."""


Inline = Words | Time | Sign | Host | Break
Line = tuple[Inline, ...]


class Paragraph(msgspec.Struct, frozen=True):
    """Text from edge to edge."""

    line: Line


class Heading(msgspec.Struct, frozen=True):
    """`level` counts from 1 within the answer, without gaps."""

    level: int
    line: Line


class Items(msgspec.Struct, frozen=True):
    """A list. `start` is the first number, ``None`` where there are bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


class Quote(msgspec.Struct, frozen=True):
    """A block set in from the edge."""

    blocks: tuple[Block, ...]


class Code(msgspec.Struct, frozen=True):
    """Text whose spaces and lines count, shown as it was written."""

    text: str


class Table(msgspec.Struct, frozen=True):
    """Rows of equally many cells, the first of them the head.

    `aligned` is ``left``, ``center`` or ``right`` a column.
    """

    rows: tuple[tuple[Line, ...], ...]
    aligned: tuple[str, ...]


class Rule(msgspec.Struct, frozen=True):
    """A line across."""


Block = Paragraph | Heading | Items | Quote | Code | Table | Rule


def lines(blocks: tuple[Block, ...]) -> Iterator[Line]:
    """Every line of `blocks`, however deep."""
    for block in blocks:
        match block:
            case Paragraph(line) | Heading(line=line):
                yield line
            case Items(items):
                for item in items:
                    yield from lines(item)
            case Quote(inner):
                yield from lines(inner)
            case Table(rows):
                for row in rows:
                    yield from row
            case Code() | Rule():
                pass
