"""A model's answer as Markdown again: what it says, without what it would do.

A viewer may allow HTML and pictures in Markdown. So the text of an answer is not passed
on, but written anew from its blocks, where there are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

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
from sextant.export.turns import Turns
from sextant.export.wording import SIGNS, time_label

FIRST_HEADING = 4
LAST_HEADING = 6

_SPECIAL = re.compile(r"[\\`*_\[\]<|~]|&(?=#?\w+;)|!$")
"""What would be formatting anywhere; a ``!`` only where a link may follow."""

_AT_START = re.compile(r"(\d*)([-+=.)]|[#>])")
_SIDES = {"left": "---", "center": ":-:", "right": "--:"}


def escaped(text: str) -> str:
    """`text` so that Markdown shows it as it is."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)


class AnswerMarkdown:
    """Writes the blocks of answers about one recording."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def lines(self, blocks: Sequence[Block]) -> list[str]:
        """The lines of `blocks`, an empty one between two of them."""
        made: list[str] = []
        for block in blocks:
            made += ["", *self._block(block)]
        return made[1:]

    def _block(self, block: Block) -> list[str]:
        match block:
            case Paragraph(line):
                return _kept_apart(self._line(line))
            case Heading(level, line):
                marks = "#" * min(FIRST_HEADING + level - 1, LAST_HEADING)
                return [f"{marks} {self._line(line).replace(chr(10), ' ')}"]
            case Items():
                return list(self._items(block))
            case Quote(blocks):
                return [f"> {line}".rstrip() for line in self.lines(blocks)] or [">"]
            case Code(text):
                fence = _fence(text, least=3)
                return [fence, *text.split("\n"), fence]
            case Table(rows, aligned):
                head, *rest = (self._row(row) for row in rows)
                return [head, f"| {' | '.join(map(_SIDES.__getitem__, aligned))} |", *rest]
            case Rule():
                return ["* * *"]

    def _items(self, items: Items) -> Iterator[str]:
        for index, item in enumerate(items.items):
            marker = "- " if items.start is None else f"{items.start + index}. "
            first, *rest = self.lines(item) or [""]
            yield f"{marker}{first}"
            yield from (f"{' ' * len(marker)}{line}".rstrip() for line in rest)

    def _row(self, row: Sequence[Line]) -> str:
        cells = (self._line(cell).replace("\\\n", " ") for cell in row)
        return f"| {' | '.join(cells)} |"

    def _line(self, line: Line) -> str:
        """Runs of one style are written as one: ``**a**``, not ``**a****b**``."""
        text, after_time = "", False
        for style, pieces in groupby(line, key=_style):
            if style is None:
                text += "".join(self._inline(piece) for piece in pieces)
            else:
                words = "".join(piece.text for piece in pieces if isinstance(piece, Words))
                shown = _styled(words, style)
                # A time in brackets must not become the text of a link.
                linking = after_time and shown.startswith(("(", ":"))
                text += f"\\{shown}" if linking else shown
            after_time = style is None
        return text

    def _inline(self, piece: Inline) -> str:
        match piece:
            case Time(citation):
                return f"[{time_label(citation, self._turns)}]"
            case Sign(quotation):
                return f" {SIGNS[quotation.status]}"
            case Host(name):
                return f" ({escaped(name)})"
            case Break():
                return "\\\n"
            case Words(text):
                return escaped(text)


def _style(piece: Inline) -> Words | None:
    """What the style of a run is, whatever its text."""
    if not isinstance(piece, Words):
        return None
    return msgspec.structs.replace(piece, text="", quotation=None)


def _styled(text: str, style: Words) -> str:
    inner = text.strip()
    if not inner:
        return text
    if style.code:
        fence = _fence(inner, least=1)
        shown = f"{fence} {inner} {fence}" if "`" in inner else f"{fence}{inner}{fence}"
    else:
        shown = escaped(inner)
    for wanted, mark in ((style.struck, "~~"), (style.italic, "*"), (style.bold, "**")):
        shown = f"{mark}{shown}{mark}" if wanted else shown
    if style.link:
        shown = f"[{shown}](<{style.link}>)"
    start = text[: len(text) - len(text.lstrip())]
    return f"{start}{shown}{text[len(text.rstrip()) :]}"


def _fence(text: str, *, least: int) -> str:
    """Backticks, more than stand together in `text`."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * max(longest + 1, least)


def _kept_apart(text: str) -> list[str]:
    """Lines of which none begins like a list or a line under a heading."""
    lines = text.split("\n")
    return [
        f"{mark[1]}\\{line[mark.start(2) :]}" if (mark := _AT_START.match(line)) else line
        for line in lines
    ]
