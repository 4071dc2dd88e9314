"""The turns of a transcript, drawn as they come into view: ten hours scroll as one minute does.

A list as far as models and screen readers go; only where the rows are and how they look
is its own, for Qt's list would lay out all of them before it showed the first.
"""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from sextant.bridge.transcript_model import Place, TranscriptModel
from sextant.ui.theme import Theme
from sextant.ui.turn_layout import Heights, Metrics, TurnLayout
from sextant.ui.turn_marks import Marks
from sextant.ui.turn_painter import Head, TurnPainter
from sextant.ui.words import clock

KEPT = 160
"""Layouts kept of turns that were in view: some screens full."""

CALM = 0.22
"""Where in the view a turn comes to stand that was not in it, from the top."""

Index = QModelIndex | QPersistentModelIndex


class TurnsView(QListView):
    """Where the turns are, and what they look like."""

    def __init__(self, model: TranscriptModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.turns = model
        self.marks = Marks()
        self.metrics = Metrics(self.font())
        self._heights = Heights()
        self._layouts: OrderedDict[int, TurnLayout] = OrderedDict()
        self._painter = TurnPainter(theme)
        self._room = 0
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        model.modelReset.connect(self._begin_anew)  # before Qt's list hears of it
        self.setModel(model)
        theme.changed.connect(self.viewport().update)

    def repaint_turn(self, turn: int) -> None:
        self.viewport().update(self.area(turn))

    def reveal(self, place: Place, *, calmly: bool = True) -> None:
        """Scroll so that a word can be read with what surrounds it; not at all if it can be.

        When not `calmly`, by no more than is needed.
        """
        self._settle_around(place.turn)
        line, high = self._line_of(place), self.viewport().height()
        if line.top() >= 0 and line.bottom() < high:
            return
        bar = self.verticalScrollBar()
        if not calmly:
            bar.setValue(bar.value() + (line.top() if line.top() < 0 else line.bottom() - high + 1))
            return
        start = self.area(place.turn).top()
        near = line.bottom() - start < high * (1 - CALM)
        bar.setValue(bar.value() + round((start if near else line.top()) - high * CALM))

    # ── Where things are, in the viewport ──

    def area(self, turn: int) -> QRect:
        """The turn, and the gap below it."""
        tops = self._heights.tops
        top, wide = tops[turn] - self.verticalOffset(), self.viewport().width()
        return QRect(0, top, wide, tops[turn + 1] - tops[turn])

    def head(self, turn: int) -> Head:
        mirrored = self._layout(turn).mirrored
        time = clock(self.turns.turns[turn].start)
        return Head(self.area(turn), self.metrics, self.turns.name(turn), time, mirrored=mirrored)

    def turn_at(self, y: int) -> int:
        """The turn at `y`; the nearest one where there is none."""
        return self._heights.row_at(y + self.verticalOffset())

    def word_at(self, point: QPoint) -> Place | None:
        if not self.turns.rowCount():
            return None
        turn = self.turn_at(point.y())
        word = self._layout(turn).word_at(QPointF(point) - self._corner(turn))
        return None if word is None else Place(turn, word)

    def nearest_word(self, point: QPoint) -> Place:
        """For a hand that leaves the lines; there must be turns."""
        turn = self.turn_at(point.y())
        return Place(turn, self._layout(turn).nearest_word(QPointF(point) - self._corner(turn)))

    def word_area(self, place: Place) -> QRect:
        """The box around a word; around its first part where it is broken."""
        boxes = self._layout(place.turn).rects(place.word, place.word)
        return boxes[0].translated(self._corner(place.turn)).toAlignedRect()

    # ── Qt's list, told where its rows are ──

    def visualRect(self, index: Index) -> QRect:
        return self.area(index.row()) if index.isValid() else QRect()

    def indexAt(self, p: QPoint) -> QModelIndex:
        if p.y() + self.verticalOffset() >= self._heights.tops[-1]:
            return QModelIndex()
        return self.turns.index(self.turn_at(p.y()))

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,  # noqa: ARG002
    ) -> None:
        if index.isValid():
            self.reveal(Place(index.row(), 0), calmly=False)

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def setSelection(self, rect: QRect, command: object) -> None:
        """Words are selected, not rows."""

    def visualRegionForSelection(self, selection: object) -> QRegion:  # noqa: ARG002 - Qt's
        return QRegion()

    def doItemsLayout(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        bar, high = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(self._heights.tops[-1] + self.metrics.below - high, 0))
        bar.setPageStep(max(high - self.metrics.line, 1))
        bar.setSingleStep(self.metrics.line)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002 - Qt's
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._room != self._room_now():
            self._reckon()
        self.updateGeometries()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.metrics = Metrics(self.font())
            self._reckon()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.turns.rowCount():
            return
        self._settle_view()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for turn in self._seen(event.rect()):
            self._draw(painter, turn)
        painter.end()

    # ── Inside ──

    def _draw(self, painter: QPainter, turn: int) -> None:
        marks = self.marks.of(turn, self.turns.turns[turn].words)
        if marks.heard is not None:
            self._painter.draw_ground(painter, self.area(turn), self.metrics)
        self._painter.draw_head(painter, self.head(turn), self.metrics)
        cursor = self.hasFocus() and marks.cursor is not None
        self._painter.draw_words(
            painter, self._corner(turn), self._layout(turn), marks, cursor=cursor
        )

    def _layout(self, turn: int) -> TurnLayout:
        layout = self._layouts.pop(turn, None)
        if layout is None:
            layout = TurnLayout(self.turns.turns[turn], self.metrics, self._room)
            if len(self._layouts) >= KEPT:
                self._layouts.popitem(last=False)
        self._layouts[turn] = layout
        return layout

    def _corner(self, turn: int) -> QPointF:
        """Where the first line of words begins."""
        area, metrics = self.area(turn), self.metrics
        return QPointF(area.left() + metrics.side, area.top() + metrics.above + metrics.line)

    def _line_of(self, place: Place) -> QRect:
        """What is to be seen of a word; with a turn's first words, its head."""
        area = self.word_area(place)
        first = self._corner(place.turn).y() + self.metrics.line > area.top()
        area.setTop(self.area(place.turn).top() if first else area.top())
        return area.adjusted(0, 0, 0, self.metrics.below)

    def _seen(self, part: QRect) -> range:
        return range(self.turn_at(part.top()), self.turn_at(part.bottom()) + 1)

    def _settle(self, turns: range) -> bool:
        """Lay turns out; whether any is higher or lower than was guessed."""
        wrong = [
            self._heights.settle(turn, self.metrics.height(self._layout(turn).lines))
            for turn in turns
        ]
        return any(wrong)

    def _settle_view(self) -> None:
        """Lay out what is in view; what stands at its top stays where it is."""
        bar = self.verticalScrollBar()
        while True:
            top = self.turn_at(0)
            above = self.area(top).top()
            if not self._settle(self._seen(self.viewport().rect())):
                return
            self.updateGeometries()
            bar.setValue(bar.value() + self.area(top).top() - above)

    def _settle_around(self, turn: int) -> None:
        """Lay out a turn and what will surround it when it is scrolled to."""
        start, screen = self.area(turn).top(), self.viewport().height()
        if self._settle(range(self.turn_at(start - screen), self.turn_at(start + screen) + 1)):
            self.updateGeometries()

    def _begin_anew(self) -> None:
        self.marks = Marks()
        self._reckon()

    def _reckon(self) -> None:
        """Other turns, another width or another font: what stands at the top stays there."""
        top = self.turn_at(0)
        self._room = self._room_now()
        self._layouts.clear()
        self._heights.guess(self.turns.turns, self.metrics, self._room)
        self.updateGeometries()
        if top < self.turns.rowCount():
            self.verticalScrollBar().setValue(self._heights.tops[top])
        self.viewport().update()

    def _room_now(self) -> int:
        """Pixels for the words."""
        return max(self.viewport().width() - 2 * self.metrics.side, self.metrics.line)
