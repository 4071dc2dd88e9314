"""Turns in lines: exact for those in view, well guessed for all others.

A transcript of ten hours has some 100,000 words. Laying them all out takes half a
second and 50 MB; only what is seen is laid out, and the height of the rest is
reckoned from the widths of its words, which is exact for most scripts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine, QTextOption

from sextant.core.model import Turn

LEADING = 1.3
"""Height of a line, in heights of the font."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Hebrew, Arabic and their kin."""


class Metrics:
    """The measures of a turn, all from the font in use."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.name_font = QFont(font)
        self.name_font.setWeight(QFont.Weight.DemiBold)
        self._measure = QFontMetricsF(font)
        self._widths: dict[str, float] = {}
        self.names = QFontMetricsF(self.name_font)
        em = self._measure.height()
        self.line = round(em * LEADING)
        self.side = round(em * 0.6)
        self.above = round(em * 0.45)
        self.below = round(em * 0.5)
        self.between = round(em * 0.3)
        self.space = self._measure.horizontalAdvance(" ")

    def width(self, text: str) -> float:
        """Of a word; measured once."""
        width = self._widths.get(text)
        if width is None:
            width = self._widths[text] = self._measure.horizontalAdvance(text)
        return width

    def height(self, lines: int) -> int:
        """Of a turn with so many lines, the gap to the next one included."""
        return self.above + self.line * (lines + 1) + self.below + self.between

    def guessed_lines(self, turn: Turn, room: float) -> int:
        """Into how many lines of `room` pixels the words will break."""
        lines, filled, space = 1, 0.0, self.space
        for word in turn.words:
            width = self.width(word.text)
            filled += width + space
            if filled - space > room and filled > width + space:
                lines += 1
                filled = width + space
        return lines


class Heights:
    """Where each turn begins, in pixels from the first one's top."""

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._tops: list[int] | None = [0]
        self._exact: set[int] = set()

    def guess(self, turns: Sequence[Turn], metrics: Metrics, room: float) -> None:
        """Forget all and reckon anew."""
        self._heights = [metrics.height(metrics.guessed_lines(turn, room)) for turn in turns]
        self._tops = None
        self._exact.clear()

    def settle(self, row: int, height: int) -> int:
        """Take down what a turn really needs; returns by how much the guess was wrong."""
        if row in self._exact:
            return 0
        self._exact.add(row)
        wrong = height - self._heights[row]
        if wrong:
            self._heights[row] = height
            self._tops = None
        return wrong

    @property
    def tops(self) -> list[int]:
        """One more than there are turns: the last is the height of all."""
        if self._tops is None:
            self._tops = [0, *accumulate(self._heights)]
        return self._tops

    def row_at(self, y: int) -> int:
        """The turn at `y`; the nearest one where there is none."""
        return min(max(bisect_right(self.tops, y) - 1, 0), max(len(self._heights) - 1, 0))


class TurnLayout:
    """The words of one turn in their lines; positions are from the first line's corner."""

    def __init__(self, turn: Turn, metrics: Metrics, room: float) -> None:
        texts = [word.text for word in turn.words]
        text = " ".join(texts)
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)]
        self._line = metrics.line
        self._bidirectional = _RIGHT_TO_LEFT.search(text) is not None
        self._layout = QTextLayout(text, metrics.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, line.lineNumber() * self._line))
        self._layout.endLayout()
        self.mirrored = _runs_from_right(text)
        """Whether reading goes from right to left, as the first letter tells."""

    @property
    def lines(self) -> int:
        return self._layout.lineCount()

    def word_at(self, point: QPointF) -> int | None:
        """The number of the word under `point`."""
        if not 0 <= point.y() < self.lines * self._line:
            return None
        used = self._line_at(point).naturalTextRect()
        return self.nearest_word(point) if used.left() <= point.x() <= used.right() else None

    def nearest_word(self, point: QPointF) -> int:
        """The number of the word nearest to `point`, for a hand that leaves the lines."""
        line = self._line_at(point)
        if self._bidirectional:
            return self._nearest_of(line, point.x())
        return self._word_of(line.xToCursor(point.x(), line.CursorPosition.CursorOnCharacter))

    def rects(self, first: int, last: int) -> list[QRectF]:
        """The boxes, one a line, around words `first` to `last`, both included."""
        begin, end = self._starts[first], self._starts[last + 1] - 1
        boxes: list[QRectF] = []
        for number in range(self.lines):
            line = self._layout.lineAt(number)
            low = max(begin, line.textStart())
            high = min(end, line.textStart() + line.textLength())
            if low < high:
                left, right = self._reach(line, low, high)
                boxes.append(QRectF(left, number * self._line, right - left, line.height()))
        return boxes

    def draw(self, painter: QPainter, corner: QPointF) -> None:
        """In the painter's pen."""
        self._layout.draw(painter, corner)

    def _line_at(self, point: QPointF) -> QTextLine:
        return self._layout.lineAt(min(max(int(point.y() // self._line), 0), self.lines - 1))

    def _word_of(self, character: int) -> int:
        return min(bisect_right(self._starts, character) - 1, len(self._starts) - 2)

    def _nearest_of(self, line: QTextLine, x: float) -> int:
        end = line.textStart() + line.textLength() - 1
        words = range(self._word_of(line.textStart()), self._word_of(end) + 1)

        def distance(word: int) -> float:
            low = max(self._starts[word], line.textStart())
            high = min(self._starts[word + 1] - 1, end + 1)
            left, right = self._reach(line, low, max(high, low + 1))
            return max(left - x, x - right, 0.0)

        return min(words, key=distance)

    def _reach(self, line: QTextLine, low: int, high: int) -> tuple[float, float]:
        """From where to where some characters of a line go."""
        if self._bidirectional:
            return _glyphs_reach(line, low, high)
        left, _ = cast("tuple[float, int]", line.cursorToX(low))  # the stubs forget the second
        right, _ = cast("tuple[float, int]", line.cursorToX(high))
        return left, right


def _runs_from_right(text: str) -> bool:
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def _glyphs_reach(line: QTextLine, low: int, high: int) -> tuple[float, float]:
    """What is drawn tells; Qt's cursor is elsewhere where both directions meet in a line."""
    left, right = line.naturalTextRect().right(), line.naturalTextRect().left()
    for run in line.glyphRuns(low, high - low):
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        for position, advance in zip(run.positions(), advances, strict=True):
            left = min(left, position.x())
            right = max(right, position.x() + advance.x())
    return left, max(right, left)
