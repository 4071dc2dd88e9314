"""One moment: what was said, and what each answer makes of it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from sextant.core.agreement import Moment, said
from sextant.core.model import Analysis, Recording, Transcript
from sextant.ui.closed_browser import TIME_SCHEME, ClosedBrowser
from sextant.ui.explanations import Explanations
from sextant.ui.markdown import plain_format
from sextant.ui.plain_words import plain_words
from sextant.ui.theme import Theme
from sextant.ui.words import clock, quoted

ANSWER_SCHEME = "sextant-answer"
"""Of a link to an answer: ``sextant-answer:ID``."""


class MomentPage(ClosedBrowser):
    """Words of the transcript on top, then the sentence of each answer that points there."""

    answer_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._transcript: Transcript | None = None
        self._recording: Recording | None = None
        self._answers: Mapping[str, Analysis] = {}
        self._titles: Mapping[str, str] = {}
        self._moment: Moment | None = None
        self.setObjectName("momentPage")
        self.setAccessibleName(self.tr("The chosen moment"))
        self.setPlaceholderText(self.tr("Choose a moment to see what each answer makes of it."))
        self.document().setDocumentMargin(14)
        theme.changed.connect(self._restyle)

    def know(
        self,
        transcript: Transcript | None,
        recording: Recording | None,
        answers: Mapping[str, Analysis],
        titles: Mapping[str, str],
    ) -> None:
        """What moments are looked up in; `titles` are the answers' names by id."""
        self._transcript, self._recording = transcript, recording
        self._answers, self._titles = answers, titles
        self._restyle()

    def show_moment(self, moment: Moment | None) -> None:
        self._moment = moment
        self._restyle()

    def _clicked(self, url: QUrl) -> None:
        super()._clicked(url)
        if url.scheme() == ANSWER_SCHEME:
            self.answer_asked.emit(url.path())

    def _restyle(self) -> None:
        self.clear()
        moment = self._moment
        if moment is None or self._transcript is None or self._recording is None:
            return
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        who = Explanations(self._transcript, self._recording).who(moment.start)
        self._head(cursor, f"{clock(moment.start)} · {who}", f"{TIME_SCHEME}:{moment.start}")
        self._words(cursor, quoted(said(self._transcript, moment)))
        for id_ in moment.analyses:
            answer = self._answers.get(id_)
            if answer is None:
                continue
            self._head(cursor, self._titles.get(id_, id_), f"{ANSWER_SCHEME}:{id_}")
            places = {(m.offset, m.length) for m in moment.mentions if m.analysis == id_}
            for offset, length in sorted(places):
                self._words(cursor, plain_words(answer.text[offset : offset + length]))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _head(self, cursor: QTextCursor, words: str, href: str) -> None:
        shape = QTextCharFormat()
        shape.setFontWeight(QFont.Weight.DemiBold)
        shape.setForeground(self._theme.color("accent"))
        shape.setAnchor(True)
        shape.setAnchorHref(href)
        block = QTextBlockFormat()
        block.setTopMargin(0 if cursor.atStart() else 8)
        self._block(cursor, words, block, shape)

    def _words(self, cursor: QTextCursor, words: str) -> None:
        shape = QTextCharFormat()
        shape.setForeground(self._theme.color("text"))
        self._block(cursor, words, plain_format(), shape)

    @staticmethod
    def _block(
        cursor: QTextCursor, words: str, block: QTextBlockFormat, shape: QTextCharFormat
    ) -> None:
        if cursor.atStart():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        cursor.insertText(words, shape)
