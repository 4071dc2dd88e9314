"""The transcript: who said what, when."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit, QWidget

from sextant.core.model import Recording, Transcript
from sextant.ui.closed_browser import TIME_SCHEME, ClosedBrowser
from sextant.ui.markdown import LINE_HEIGHT
from sextant.ui.theme import Theme
from sextant.ui.words import clock

_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class TranscriptView(ClosedBrowser):
    """Two blocks a turn: speaker and time, then the words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[str, dict[str, str]] | None = None
        self._transcript: Transcript | None = None
        self._recording: Recording | None = None
        self._starts: list[float] = []
        self.setAccessibleName("Transcript")
        self.document().setDocumentMargin(16)
        theme.changed.connect(self._restyle)

    def show_transcript(self, transcript: Transcript, recording: Recording) -> None:
        """Lay it out, unless it is what is shown already."""
        key = (transcript.fingerprint, dict(recording.speakers))
        self._transcript, self._recording = transcript, recording
        if key == self._shown:
            return
        self._shown = key
        self._lay_out(transcript, recording)

    def show_nothing(self, why: str) -> None:
        """Say why there is no transcript."""
        self._shown = self._transcript = None
        self._starts = []
        self.setExtraSelections([])
        self.setPlainText(why)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        shape = QTextCharFormat()
        shape.setForeground(self._theme.color("muted"))
        cursor.mergeCharFormat(shape)
        cursor.mergeBlockFormat(_words_block())

    def show_second(self, second: float) -> None:
        """Bring the turn of that second into view and mark it."""
        if not self._starts:
            return
        turn = max(bisect_right(self._starts, second) - 1, 0)
        marks: list[QTextEdit.ExtraSelection] = []
        for number in (2 * turn, 2 * turn + 1):
            mark = QTextEdit.ExtraSelection()
            shape = QTextCharFormat()
            shape.setBackground(self._theme.color("turn"))
            shape.setProperty(QTextFormat.Property.FullWidthSelection, True)  # noqa: FBT003 - Qt's
            cursor = QTextCursor(self.document().findBlockByNumber(number))
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            mark.format = shape  # pyright: ignore[reportAttributeAccessIssue] - lacks in the stubs
            mark.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue] - as above
            marks.append(mark)
        self.setExtraSelections(marks)
        block = self.document().findBlockByNumber(2 * turn)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(int(top - self.viewport().height() / 4))

    def _lay_out(self, transcript: Transcript, recording: Recording) -> None:
        self.setExtraSelections([])
        self.clear()
        self._starts = [turn.start for turn in transcript.turns]
        name, time, words = self._shapes()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for number, turn in enumerate(transcript.turns):
            if number:
                cursor.insertBlock(_name_block())
            else:
                cursor.setBlockFormat(_name_block())
            cursor.insertText(recording.speaker_name(turn.speaker), name)
            cursor.insertText("  ", words)
            time.setAnchorHref(f"{TIME_SCHEME}:{turn.start}")
            cursor.insertText(clock(turn.start), time)
            cursor.insertBlock(_words_block())
            cursor.insertText(turn.text, words)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _shapes(self) -> tuple[QTextCharFormat, QTextCharFormat, QTextCharFormat]:
        name = QTextCharFormat()
        name.setFontWeight(QFont.Weight.DemiBold)
        name.setForeground(self._theme.color("text"))
        time = QTextCharFormat()
        time.setForeground(self._theme.color("accent"))
        time.setAnchor(True)
        words = QTextCharFormat()
        words.setForeground(self._theme.color("text"))
        return name, time, words

    def _restyle(self) -> None:
        if self._transcript is not None and self._recording is not None:
            self._lay_out(self._transcript, self._recording)


def _name_block() -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setTopMargin(6)
    block.setBottomMargin(2)
    return block


def _words_block() -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setLineHeight(LINE_HEIGHT, _PROPORTIONAL)
    block.setBottomMargin(10)
    return block
