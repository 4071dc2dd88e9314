"""Turns in lines: exact for those in view, well guessed for all others.

A transcript of ten hours has some 100,000 words. Laying them all out takes half a
second and 50 MB; only what is seen is laid out, and the height of the rest is
reckoned from the widths of its words, which is exact for most scripts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine, QTextOption

from sextant.core.model import Turn

LEADING = 1.3
"""Height of a line, in heights of the font."""


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
        self._starts = [0, *accumulate(len(text) + 1 for text in texts)]
        self._line = metrics.line
        self._layout = QTextLayout(" ".join(texts), metrics.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._layout.beginLayout()
        self.lines = 0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(room)
            line.setPosition(QPointF(0, self.lines * self._line))
            self.lines += 1
        self._layout.endLayout()
        self.lines = max(self.lines, 1)

    def word_at(self, point: QPointF) -> int | None:
        """The number of the word under `point`."""
        number = int(point.y() // self._line)
        if not 0 <= number < self._layout.lineCount():
            return None
        line = self._layout.lineAt(number)
        used = line.naturalTextRect()
        return self.nearest_word(point) if used.left() <= point.x() <= used.right() else None

    def nearest_word(self, point: QPointF) -> int:
        """The number of the word nearest to `point`, for a hand that leaves the lines."""
        number = min(max(int(point.y() // self._line), 0), self.lines - 1)
        line = self._layout.lineAt(number)
        found = line.xToCursor(point.x(), line.CursorPosition.CursorOnCharacter)
        return min(bisect_right(self._starts, found) - 1, len(self._starts) - 2)

    def rects(self, first: int, last: int) -> list[QRectF]:
        """The boxes, one a line, around words `first` to `last`, both included."""
        begin, end = self._starts[first], self._starts[last + 1] - 1
        boxes: list[QRectF] = []
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            low = max(begin, line.textStart())
            high = min(end, line.textStart() + line.textLength())
            if low < high:
                left, right = _x(line, low), _x(line, high)
                top = number * self._line
                boxes.append(QRectF(min(left, right), top, abs(right - left), line.height()))
        return boxes

    def draw(self, painter: QPainter, corner: QPointF) -> None:
        """In the painter's pen."""
        self._layout.draw(painter, corner)


def _x(line: QTextLine, place: int) -> float:
    """Where the character `place` of a line begins."""
    x, _ = cast("tuple[float, int]", line.cursorToX(place))  # the stubs forget the second one
    return x
