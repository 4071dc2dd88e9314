"""What mouse and keyboard do in a transcript: play, walk, select, copy."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from sextant.bridge.transcript_model import Place, TranscriptModel
from sextant.ui.theme import Theme
from sextant.ui.turn_marks import Span
from sextant.ui.turns_view import TurnsView


class TranscriptList(TurnsView):
    """A click plays a word, dragging selects; arrow keys walk through turns and words."""

    second_chosen = Signal(float)
    """Play from there."""
    speaker_chosen = Signal(int)
    """The number of a turn: its speaker's name was chosen."""
    correction_asked = Signal(object)
    """A Place."""
    menu_asked = Signal(object, QPoint)
    """A Place, and where on the screen."""
    left = Signal()
    """The person looks elsewhere than where the player is."""

    def __init__(self, model: TranscriptModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(model, theme, parent)
        self._pressed: Place | None = None
        self._anchor: Place | None = None
        self._dragged = False
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().actionTriggered.connect(self.left)

    def go_to(self, place: Place) -> None:
        """Put the keyboard there, and let screen readers say so."""
        before = self.marks.cursor
        self.marks.cursor = place
        for changed in {before.turn if before else place.turn, place.turn}:
            self.repaint_turn(changed)
        self.reveal(place, calmly=False)
        if before is None or before.turn != place.turn:
            self.setCurrentIndex(self.turns.index(place.turn))
        else:
            said = QAccessibleAnnouncementEvent(self, self.turns.word(place).text)
            QAccessible.updateAccessibility(said)

    def copy(self) -> None:
        """The selected words, else the turn that has the keyboard, with speaker and time."""
        span = self.marks.selected or self._whole_turn()
        if span is not None:
            QGuiApplication.clipboard().setText(self.turns.text(*span))

    # ── Mouse ──

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or not self.turns.rowCount():
            return
        point = event.position().toPoint()
        extending = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self._dragged = False
        self._pressed = self.word_at(point)
        if extending and self._anchor is not None:
            self._select_to(self.nearest_word(point))
            self._dragged = True
            return
        self._select(None)
        self._anchor = self._pressed or self.nearest_word(point)
        if self._pressed is not None:
            self.go_to(self._pressed)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._point_at(point)
        elif self._anchor is not None:
            reached = self.nearest_word(point)
            if self._dragged or reached != self._anchor:
                self._dragged = True
                self._select_to(reached)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._dragged:
            return
        point = event.position().toPoint()
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self.word_at(point) == pressed:
            self.second_chosen.emit(self.turns.word(pressed).start)
        elif (turn := self._head_at(point)) is not None:
            if self.head(turn).name_area.contains(point):
                self.speaker_chosen.emit(turn)
            else:
                self.second_chosen.emit(self.turns.turns[turn].start)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The second of two clicks is a click."""
        self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.turns.rowCount():
            return
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        place = self.nearest_word(event.pos()) if by_mouse else self.marks.cursor or Place(0, 0)
        self.go_to(place)
        below = self.viewport().mapToGlobal(self.word_area(place).bottomLeft())
        self.menu_asked.emit(place, event.globalPos() if by_mouse else below)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self.word_at(event.pos())
            heard = self.turns.word(place).heard if place is not None else None
            words = self.tr("Heard: {word}").format(word=heard) if heard else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    # ── Keyboard ──

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.turns.rowCount() or not self._key(event):
            event.ignore()

    def _key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return True
        key, cursor = Qt.Key(event.key()), self.marks.cursor
        if (place := self._walk(key)) is not None:
            extending = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if extending:
                self._anchor = self._anchor or cursor
                self._select_to(place)
            else:
                self._anchor = None
                self._select(None)
            self.left.emit()
            self.go_to(place)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and cursor is not None:
            self.second_chosen.emit(self.turns.word(cursor).start)
        elif key is Qt.Key.Key_F2 and cursor is not None:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.speaker_chosen.emit(cursor.turn)
            else:
                self.correction_asked.emit(cursor)
        else:
            return False
        return True

    def _walk(self, key: Qt.Key) -> Place | None:
        """Where a key leads; ``None`` for one that leads nowhere."""
        here = self.marks.cursor or Place(self.turn_at(self.metrics.line), 0)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        back, on = (Qt.Key.Key_Right, Qt.Key.Key_Left)[:: -1 if not mirrored else 1]
        page = self.viewport().height()
        match key:
            case Qt.Key.Key_Up:
                return self._turn(here.turn - 1 if here.word == 0 else here.turn)
            case Qt.Key.Key_Down:
                return self._turn(here.turn + 1)
            case Qt.Key.Key_PageUp:
                return self._turn(self.turn_at(self.area(here.turn).top() - page))
            case Qt.Key.Key_PageDown:
                return self._turn(self.turn_at(self.area(here.turn).top() + page))
            case Qt.Key.Key_Home:
                return self._turn(0)
            case Qt.Key.Key_End:
                return self._turn(self.turns.rowCount() - 1)
            case _ if key is back:
                return self._beside(here, -1)
            case _ if key is on:
                return self._beside(here, +1)
            case _:
                return None

    def _turn(self, turn: int) -> Place:
        return Place(min(max(turn, 0), self.turns.rowCount() - 1), 0)

    def _beside(self, here: Place, step: int) -> Place:
        """The word before or after, across turns."""
        word = here.word + step
        if 0 <= word < len(self.turns.turns[here.turn].words):
            return Place(here.turn, word)
        turn = here.turn + step
        if not 0 <= turn < self.turns.rowCount():
            return here
        return Place(turn, 0 if step > 0 else len(self.turns.turns[turn].words) - 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # ── Inside ──

    def _head_at(self, point: QPoint) -> int | None:
        """The turn whose name or time is under `point`."""
        turn = self.turn_at(point.y())
        head = self.head(turn)
        inside = head.name_area.contains(point) or head.time_area.contains(point)
        return turn if inside else None

    def _point_at(self, point: QPoint) -> None:
        """A hand over all that can be clicked."""
        if not self.turns.rowCount():
            return
        there = self.word_at(point) is not None or self._head_at(point) is not None
        shape = Qt.CursorShape.PointingHandCursor if there else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _whole_turn(self) -> Span | None:
        if (cursor := self.marks.cursor) is None:
            return None
        last = len(self.turns.turns[cursor.turn].words) - 1
        return Place(cursor.turn, 0), Place(cursor.turn, last)

    def _select_to(self, place: Place) -> None:
        assert self._anchor is not None
        self._select((min(self._anchor, place), max(self._anchor, place)))

    def _select(self, span: Span | None) -> None:
        if span != self.marks.selected:
            self.marks.selected = span
            self.viewport().update()
