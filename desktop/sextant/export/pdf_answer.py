"""A model's answer as data for `report.typ`."""

from __future__ import annotations

import re
from typing import Any

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
from sextant.export.text import one_line, right_to_left
from sextant.export.turns import Turns
from sextant.export.wording import SIGNS, time_label, verdict

Data = dict[str, Any]

DEEPEST = 8
"""Levels that are set in from the edge; what is deeper stays at the last."""

LONGEST_CODE = 20_000
"""Characters that are set as code; more are set as text."""

MOST_PIECES = 500
"""Pieces of a paragraph: the time to set one grows with the square of them."""

_LONG_WORD = re.compile(r"[^\s\u200b]{48}")


class AnswerData:
    """The blocks of one answer, and what is to be said below it about its quotations."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self.footnotes: list[Data] = []

    def blocks(self, blocks: tuple[Block, ...], depth: int = 0) -> list[Data]:
        return [data for block in blocks for data in self._block(block, depth)]

    def _block(self, block: Block, depth: int) -> list[Data]:
        match block:
            case Paragraph(line):
                pieces = [line[i : i + MOST_PIECES] for i in range(0, len(line), MOST_PIECES)]
                direction = _direction(line)
                return [{"k": "p", "l": self._line(piece), **direction} for piece in pieces]
            case Heading(level, line):
                return [{"k": "h", "n": level, "l": self._line(line), **_direction(line)}]
            case Items() if depth >= DEEPEST:
                return [data for item in block.items for data in self.blocks(item, depth)]
            case Items(items, None):
                return [{"k": "ul", "items": [self.blocks(item, depth + 1) for item in items]}]
            case Items(items, start):
                inner = [self.blocks(item, depth + 1) for item in items]
                return [{"k": "ol", "start": start, "items": inner}]
            case Quote(blocks):
                inner = self.blocks(blocks, depth + 1)
                return inner if depth >= DEEPEST else [{"k": "q", "l": inner}]
            case Code(text):
                kind = "c" if len(text) <= LONGEST_CODE else "plain"
                return [{"k": kind, "rows": [breakable(row) for row in text.split("\n")]}]
            case Table(rows, aligned):
                cells = [[self._line(cell) for cell in row] for row in rows]
                return [{"k": "t", "rows": cells, "aligned": aligned}]
            case Rule():
                return [{"k": "hr"}]

    def _line(self, line: Line) -> list[Data]:
        return [self._inline(piece) for piece in line]

    def _inline(self, piece: Inline) -> Data:
        match piece:
            case Words():
                return _words(piece)
            case Time(citation):
                to = None if citation.beyond else self._turns.index(citation.start)
                label = time_label(citation, self._turns)
                return {"time": label, "to": to, "beyond": citation.beyond}
            case Sign(quotation):
                return self._sign(quotation)
            case Host(name):
                return {"host": breakable(name)}
            case Break():
                return {"br": True}

    def _sign(self, quotation: Quotation) -> Data:
        """A sign, and below the answer a note where the words were not found as they stand."""
        to = self._turns.index(quotation.start)
        sign = {"sign": SIGNS[quotation.status], "status": quotation.status}
        if quotation.status is Status.FOUND:
            return {**sign, "to": to, "note": None}
        note = len(self.footnotes) + 1
        quoted = one_line(quotation.text)
        words = {"quote": f"“{breakable(quoted)}”", **_direction_of(quoted)}
        said = breakable(verdict(quotation, self._turns))
        self.footnotes.append({**sign, **words, "note": note, "verdict": said})
        return {**sign, "to": to, "note": note}


def breakable(text: str) -> str:
    """`text` with places to break in words that no line could hold."""
    return _LONG_WORD.sub(lambda found: f"{found[0]}\u200b", text)


def _words(words: Words) -> Data:
    data: Data = {"t": breakable(words.text)}
    unfound = words.quotation is not None and words.quotation.status is Status.MISSING
    wanted = {"b": words.bold, "i": words.italic, "s": words.struck, "c": words.code, "u": unfound}
    return data | {name: True for name, on in wanted.items() if on}


def _direction(line: Line) -> Data:
    return _direction_of("".join(piece.text for piece in line if isinstance(piece, Words)))


def _direction_of(text: str) -> Data:
    return {"rtl": True} if right_to_left(text) else {}
