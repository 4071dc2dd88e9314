"""The text of an answer: streams in plain, is laid out once, explains what it cites."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QToolTip, QWidget

from sextant.core.evidence import Evidence
from sextant.ui.closed_browser import TIME_SCHEME, ClosedBrowser, ClosedDocument
from sextant.ui.explanations import Explanation, Explanations
from sextant.ui.markdown import LONGEST, plain_format, render
from sextant.ui.marked_text import BREAK, LONGEST_WORD, Claim, Passage
from sextant.ui.passages import SIGN_SCHEME, Span
from sextant.ui.theme import Theme

NEAR_END = 4
"""Pixels from the end at which a reader follows what is being written."""

MOST_NESTED = 64
"""Passages looked at before a place: a claim holds a handful."""

MARGIN = 12
"""Pixels around the text."""

CARET = 4
"""Pixels the bar at the end of a text being written is wide."""


class AnswerText(ClosedBrowser):
    """Knows which passage is under the pointer or the keyboard's focus, and tells."""

    pointed = Signal(object)
    """The passage pointed at (`Passage`), or ``None``."""
    menu_asked = Signal(QPoint, object)
    """Where on the screen, and the passage there or ``None``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spans: tuple[Span, ...] = ()
        self._firsts: list[int] = []
        self._by_number: dict[int, Passage] = {}
        self._pointed: Passage | None = None
        self.writing = False
        """Whether a bar at the end tells that more is coming."""
        self.explanations: Explanations | None = None
        self._absence = ""
        self._unbroken = 0
        self._carried = False
        self.document().setDocumentMargin(MARGIN)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    # ── What is shown ──

    def begin(self) -> None:
        """An answer is being written from its beginning."""
        self.forget()
        self._carried = True
        QTextCursor(self.document()).setBlockFormat(plain_format())

    def explain_absence(self, words: str) -> None:
        """Say `words` where there is no text. Qt's own placeholder shows its first line alone."""
        self._absence = words
        self.setAccessibleDescription(words)
        self.viewport().update()

    def append(self, text: str) -> None:
        """More of an answer that is being written."""
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - NEAR_END
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(self._breakable(text))
        self._carried = self._carried and at_end
        if at_end:
            bar.setValue(bar.maximum())

    def _breakable(self, text: str) -> str:
        """`text` with a chance to break in what would be an endless word."""
        last = max(text.rfind(space) for space in " \n\t")
        self._unbroken = len(text) - last - 1 + (self._unbroken if last < 0 else 0)
        if self._unbroken < LONGEST_WORD:
            return text
        self._unbroken = 0
        return text + BREAK

    def lay_out(
        self, text: str, evidence: Evidence, claims: Iterable[Claim], ending: str = ""
    ) -> None:
        """Show a whole text, and `ending` after it; the reader stays where they are.

        Whoever was carried along while it was written finds its beginning.
        """
        bar = self.verticalScrollBar()
        place = 0 if self._carried else bar.value()
        self._carried = False
        self.forget()
        document = ClosedDocument(self)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(MARGIN)
        # Apart from the widget, which would lay it out after each step.
        self._spans = render(document, text, evidence, self._theme.color, claims)
        if len(text) > LONGEST:
            ending = self.tr("— It goes on: the whole text is in the answer’s file. —")
        if ending:
            self._end_with(document, ending)
        before = self.document()
        self.setDocument(document)
        before.deleteLater()
        self._firsts = [span.first for span in self._spans]
        self._by_number = {span.number: span.passage for span in self._spans}
        bar.setValue(place)

    def _end_with(self, document: QTextDocument, words: str) -> None:
        """A line after the text that is ours and not the model's."""
        cursor = QTextCursor(document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        shape = QTextCharFormat()
        shape.setForeground(self._theme.color("warn"))
        cursor.insertBlock(plain_format(), shape)
        cursor.insertText(words, shape)

    def forget(self) -> None:
        """Show nothing."""
        self._spans, self._firsts, self._by_number = (), [], {}
        self.setExtraSelections([])
        self._point(None)
        self.clear()

    def light(self, offsets: Collection[tuple[int, int]], *, bring: bool = False) -> bool:
        """Light the passages at these (offset, length) of the answer; true if there are any.

        With `bring`, the first of them is scrolled to unless one is to be seen.
        """
        lit = [
            span for span in self._spans if (span.passage.offset, span.passage.length) in offsets
        ]
        shape = QTextCharFormat()
        shape.setBackground(self._theme.color("lit"))
        marks: list[QTextEdit.ExtraSelection] = []
        for span in lit:
            mark = QTextEdit.ExtraSelection()
            mark.format = shape  # pyright: ignore[reportAttributeAccessIssue] - lacks in the stubs
            mark.cursor = self._cursor(span)  # pyright: ignore[reportAttributeAccessIssue] - as above
            marks.append(mark)
        self.setExtraSelections(marks)
        if bring and lit and not any(self._seen(span) for span in lit):
            top = self.cursorRect(QTextCursor(self._cursor(lit[0]).block())).top()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - self.viewport().height() // 4)
        return bool(lit)

    def go_to(self, passage: Passage) -> None:
        """Take the keyboard to a passage, and explain it."""
        span = next((span for span in self._spans if span.passage == passage), None)
        if span is None:
            return
        self.setTextCursor(self._cursor(span))
        self.ensureCursorVisible()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._point(passage)
        self._tell(passage)

    # ── What is pointed at ──

    def passage_at(self, place: QPoint) -> Passage | None:
        """The innermost passage at `place`, in the viewport's pixels."""
        url = QUrl(self.anchorAt(place))
        if url.scheme() in {TIME_SCHEME, SIGN_SCHEME}:
            return self._by_number.get(int(url.fragment() or -1))
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        position = (
            self.document()
            .documentLayout()
            .hitTest(QPointF(place + offset), Qt.HitTestAccuracy.ExactHit)
        )
        return self._passage(position)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point(self.passage_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and (told := self._explain(self.passage_at(event.pos()))):
            QToolTip.showText(event.globalPos(), told.html, self.viewport())
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        place = self.cursorRect().bottomLeft() if keyboard else event.pos()
        passage = self._pointed if keyboard else self.passage_at(place)
        self.menu_asked.emit(self.viewport().mapToGlobal(place), passage)

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: FBT001 - Qt's
        """Tab goes from link to link: each is told like one under the pointer."""
        moved = super().focusNextPrevChild(following)
        cursor = self.textCursor()
        if moved and self.hasFocus() and cursor.hasSelection():
            passage = self._by_number.get(self._number_of(cursor))
            self._point(passage)
            self._tell(passage)
        return moved

    def _clicked(self, url: QUrl) -> None:
        super()._clicked(url)
        if url.scheme() == SIGN_SCHEME:
            self._tell(self._by_number.get(int(url.fragment() or -1)))

    def _tell(self, passage: Passage | None) -> None:
        """Show an explanation by the cursor, and have a screen reader say it."""
        told = self._explain(passage)
        if told is None:
            return
        place = self.cursorRect().bottomLeft()
        QToolTip.showText(self.viewport().mapToGlobal(place), told.html, self.viewport())
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told.spoken))

    def _explain(self, passage: Passage | None) -> Explanation | None:
        if passage is None or self.explanations is None:
            return None
        return self.explanations.of(passage)

    def _point(self, passage: Passage | None) -> None:
        if passage is not self._pointed:
            self._pointed = passage
            self.pointed.emit(passage)

    def _passage(self, position: int) -> Passage | None:
        """The last to begin before `position` of those that reach it."""
        if position < 0:
            return None
        end = bisect_right(self._firsts, position)
        for span in reversed(self._spans[max(end - MOST_NESTED, 0) : end]):
            if position < span.last:
                return span.passage
        return None

    @staticmethod
    def _number_of(cursor: QTextCursor) -> int:
        url = QUrl(cursor.charFormat().anchorHref())
        return int(url.fragment()) if url.fragment().isdigit() else -1

    # ── The rest ──

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._absence and self.document().isEmpty():
            painter = QPainter(self.viewport())
            painter.setPen(self._theme.color("muted"))
            inner = self.viewport().rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
            painter.drawText(inner, flags | Qt.TextFlag.TextWordWrap, self._absence)
            painter.end()
        if self.writing:
            end = QTextCursor(self.document())
            end.movePosition(QTextCursor.MoveOperation.End)
            place = self.cursorRect(end)
            painter = QPainter(self.viewport())
            bar = QRectF(place.left() + 1, place.top(), CARET, place.height())
            painter.fillRect(bar, self._theme.color("accent"))
            painter.end()

    def _cursor(self, span: Span) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(span.first)
        cursor.setPosition(span.last, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _seen(self, span: Span) -> bool:
        cursor = QTextCursor(self.document())
        cursor.setPosition(span.first)
        return self.viewport().rect().contains(self.cursorRect(cursor).center())
