"""One answer: which model, how far, what it says; stop it or ask again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from sextant.bridge.state import CellState
from sextant.core.events import State
from sextant.core.evidence import Evidence
from sextant.core.model import Analysis
from sextant.core.render import model_name, money
from sextant.ui.closed_browser import ClosedBrowser
from sextant.ui.markdown import LINE_HEIGHT, linked, render
from sextant.ui.small import ElidedLabel, button, label, set_font, set_tone
from sextant.ui.theme import Theme
from sextant.ui.words import STATE_WORDS, count_word, seconds_word

_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


BRIEF = 200
"""Below this width the head tells the cost and leaves the seconds to the tool tip."""


class AnswerCell(QFrame):
    """Text streams in as plain text and is laid out once, when it is whole."""

    again_asked = Signal()
    stop_asked = Signal()
    time_clicked = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answerCell")
        self._theme = theme
        self._answer: Analysis | None = None
        self._evidence = Evidence()
        self._words = 0
        self._streams = False
        self._cell: CellState | None = None
        self._model = ElidedLabel(Qt.TextElideMode.ElideRight)
        set_font(self._model, bold=True)
        self._facts = label(tone="muted", size=0.94)
        self._problem = label(tone="bad")
        self._problem.setWordWrap(True)
        self._again = button("Ask again", kind="link")
        self._stop = button("Stop", kind="link")
        self._body = ClosedBrowser()
        self._body.document().setDocumentMargin(12)
        self._body.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._lay_out()
        self._again.clicked.connect(self.again_asked)
        self._stop.clicked.connect(self.stop_asked)
        self._body.time_clicked.connect(self.time_clicked)
        theme.changed.connect(self._restyle)

    @property
    def text(self) -> str:
        """What can be read in the cell."""
        return self._body.toPlainText()

    def show_state(self, cell: CellState) -> None:
        """The head, the problem and the buttons; the text comes by `show_answer` or `append`."""
        name = model_name(cell.model)
        self._model.show_line(name)
        self._model.setToolTip(cell.model)
        words = f"{cell.title}, {name}"
        self.setAccessibleName(f"{words}: {STATE_WORDS[cell.state]}")
        self._body.setAccessibleName(f"Answer of {words}")
        self._again.setAccessibleName(f"Ask {words} again")
        self._stop.setAccessibleName(f"Stop {words}")
        running = cell.state in {State.RUNNING, State.RETRYING}
        if running and not self._streams:
            self._begin()
        self._streams = running
        problem = cell.problem if cell.state is not State.DONE else None
        self._show_problem(cell, f"{problem.title} {problem.remedy}" if problem else "")
        self._again.setVisible(cell.state is State.FAILED and bool(cell.id))
        self._stop.setVisible(running)
        self._cell = cell
        self._show_facts()

    def show_answer(self, answer: Analysis, evidence: Evidence) -> None:
        """The saved text, laid out; nothing happens where it is shown already."""
        if self._streams or (self._answer == answer and self._evidence == evidence):
            return
        self._answer, self._evidence = answer, evidence
        self._restyle()

    def show_nothing(self) -> None:
        """No answer yet."""
        if not self._streams:
            self._answer = None
            self._body.clear()

    def append(self, text: str) -> None:
        """More of an answer that is being written."""
        bar = self._body.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 4
        cursor = QTextCursor(self._body.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        self._words += len(text.split())
        self._facts.setText(f"writing… {count_word(self._words, 'word', 'words')}")
        if at_end:
            bar.setValue(bar.maximum())

    def _begin(self) -> None:
        self._answer = None
        self._words = 0
        self._body.clear()
        cursor = QTextCursor(self._body.document())
        block = QTextBlockFormat()
        block.setLineHeight(LINE_HEIGHT, _PROPORTIONAL)
        cursor.setBlockFormat(block)

    def _show_problem(self, cell: CellState, words: str) -> None:
        if cell.state is State.RETRYING and cell.retry_in is not None:
            words = f"{words} Next try in {cell.retry_in:.0f} s.".strip()
        elif cell.partial and not words:
            words = "This answer was cut short. The text so far is kept."
        set_tone(self._problem, "warn" if cell.state is State.RETRYING or cell.partial else "bad")
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_facts()

    def _show_facts(self) -> None:
        cell = self._cell
        if cell is None:
            return
        if cell.state is State.RUNNING:
            words = f"writing… {self._words} words" if self._words else "thinking…"
        elif self._answer is not None and cell.state is State.DONE:
            words = _facts(self._answer, brief=self.width() < BRIEF)
        else:
            words = "cut short" if cell.partial else STATE_WORDS[cell.state]
        self._facts.setText(words)

    def _restyle(self) -> None:
        if self._answer is None:
            return
        markdown = linked(self._answer.text, self._evidence)
        render(self._body.document(), markdown, self._theme.color)
        self._show_facts()
        self._facts.setToolTip(_provenance(self._answer))

    def _lay_out(self) -> None:
        head = QWidget()
        head.setObjectName("answerHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 8, 10, 8)
        row.setSpacing(4)
        row.addWidget(self._model)
        row.addStretch()
        row.addWidget(self._facts)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 0, 8, 8)
        foot.addWidget(self._again)
        foot.addWidget(self._stop)
        foot.addStretch()
        self._problem.setContentsMargins(12, 8, 12, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._problem)
        column.addWidget(self._body, 1)
        column.addLayout(foot)


def _facts(answer: Analysis, *, brief: bool) -> str:
    cost = answer.usage.cost_usd
    parts = [] if cost is None or answer.practice else [money(cost)]
    if not (brief and parts):
        parts.append(seconds_word(answer.seconds))
    return " · ".join(parts)


def _provenance(answer: Analysis) -> str:
    served = answer.served_model or answer.key.model
    via = f" via {answer.provider}" if answer.provider else ""
    return f"{served}{via}, {_facts(answer, brief=False)}"
