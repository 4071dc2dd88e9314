"""One answer: which model, how far, what it says; and all that can be done with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from sextant.bridge.state import ACTIVE, CellState
from sextant.core.agreement import Mention
from sextant.core.events import State
from sextant.core.evidence import Evidence, Quotation
from sextant.core.model import Analysis
from sextant.ui.answer_text import AnswerText
from sextant.ui.cell_actions import CellActions
from sextant.ui.cell_foot import CellFoot
from sextant.ui.cell_head import CellHead
from sextant.ui.cell_words import (
    absence_words,
    answered_by,
    facts_words,
    problem_words,
    progress_words,
    provenance_words,
)
from sextant.ui.explanations import Explanations
from sextant.ui.marked_text import Claim, Passage
from sextant.ui.small import paragraph, set_tone
from sextant.ui.theme import Theme
from sextant.ui.words import state_word

LOW = 240
"""Pixels of height from which on there is room for words above a text that was cut short."""

SECOND = 1000
"""Milliseconds between two looks at how long it is until the next try."""

ROOMY = 320
"""From this width on the head has room for an empty star."""


class AnswerCell(QFrame):
    """Text streams in as plain text and is laid out once, when it is whole."""

    again_asked = Signal()
    stop_asked = Signal()
    other_model_asked = Signal()
    star_asked = Signal(bool)
    hide_asked = Signal(bool)
    alone_asked = Signal()
    time_clicked = Signal(float)
    link_clicked = Signal(str)
    pointed = Signal(object)
    """The passage pointed at, or ``None``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answerCell")
        self.answer: Analysis | None = None
        self.evidence = Evidence()
        self.state: CellState | None = None
        self.hidden = False
        self._theme = theme
        self._claims: tuple[Claim, ...] = ()
        self._explanations: Explanations | None = None
        self._alias = ""
        self._words = 0
        self._streams = False
        self._seconds: float | None = None
        self._wait = QTimer(self)
        self._wait.setInterval(SECOND)
        self._wait.timeout.connect(self._count_down)
        self.head = CellHead()
        self._problem = paragraph(tone="bad")
        self.text_view = AnswerText(theme)
        self.actions_ = CellActions(self)
        self._foot = CellFoot()
        self._lay_out()
        self._connect()

    @property
    def text(self) -> str:
        """What can be read in the cell."""
        return self.text_view.toPlainText()

    @property
    def name(self) -> str:
        """The model as a reader may know it."""
        if self.state is None:
            return ""
        return self._alias or answered_by(self.state, self.answer)

    @property
    def title(self) -> str:
        """``Brief · Claude Sonnet 5.5``."""
        return f"{self.state.title} · {self.name}" if self.state else ""

    # ── What is shown ──

    def show_state(self, cell: CellState, *, busy: bool, alias: str = "") -> None:
        """The head, the problem and the buttons; the text comes by `show_answer` or `append`.

        `busy`: the recording is worked on. `alias` takes the place of the model's name
        where the reader is not to know it.
        """
        self.state, self._alias = cell, alias
        running = cell.state in ACTIVE
        if running and not self._streams:
            self._begin()
        self._streams = running
        self._wait.stop()
        self._seconds = cell.retry_in if cell.state is State.RETRYING else None
        if self._seconds is not None:
            self._wait.start()
        self.text_view.writing = cell.state is State.RUNNING
        self._show_problem()
        set_tone(self._problem, "warn" if running or cell.partial else "bad")
        self.text_view.explain_absence(absence_words(cell, busy=busy))
        self._foot.show_state(cell, f"{cell.title}, {self.name}", busy=busy)
        self.actions_.show_state(cell, readable=self.answer is not None)
        self._name_parts()
        self._show_facts()

    def show_answer(self, answer: Analysis, evidence: Evidence, claims: Sequence[Mention]) -> None:
        """The saved text, laid out; nothing happens where it is shown already."""
        places = tuple(sorted({(claim.offset, claim.length) for claim in claims}))
        wanted = tuple(Claim(*place) for place in places)
        if self._streams or (answer, evidence, wanted) == (
            self.answer,
            self.evidence,
            self._claims,
        ):
            return
        self.answer, self.evidence, self._claims = answer, evidence, wanted
        self._restyle()

    def show_nothing(self) -> None:
        """No answer yet."""
        if not self._streams:
            self.answer = None
            self.text_view.forget()

    def append(self, text: str) -> None:
        """More of an answer that is being written."""
        self.text_view.append(text)
        self._words += len(text.split())
        self._show_facts()

    def explain_with(self, explanations: Explanations | None) -> None:
        """What the passages are explained by."""
        self._explanations = self.text_view.explanations = explanations

    def show_marks(self, *, starred: bool, hidden: bool) -> None:
        """Whether the reader starred or hid it."""
        self.hidden = hidden
        self.actions_.show_marks(starred=starred, hidden=hidden)
        self.head.show_star(starred=starred, always=self.width() >= ROOMY)

    def light(self, mentions: Collection[Mention], *, bring: bool = False) -> None:
        """Light the passages of this answer that point to a moment."""
        places = {(mention.offset, mention.length) for mention in mentions}
        lit = self.text_view.light(places, bring=bring)
        self.head.here.setVisible(lit)
        if self.property("lit") != lit:
            self.setProperty("lit", lit)
            self.style().unpolish(self)
            self.style().polish(self)

    def focus(self) -> None:
        """Take the keyboard."""
        self.text_view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_problem()
        self._foot.stand(beside=self.width() >= ROOMY)
        starred = self.actions_.star.isChecked()
        self.head.show_star(starred=starred, always=self.width() >= ROOMY)

    def _begin(self) -> None:
        self.answer = None
        self._words = 0
        self.text_view.begin()

    def _restyle(self) -> None:
        if self.answer is None:
            return
        breaks_off = self.tr("— The answer breaks off here. —")
        ending = "" if self.answer.complete else breaks_off
        self.text_view.lay_out(self.answer.text, self.evidence, self._claims, ending)
        if self.state is not None:
            self.actions_.show_state(self.state, readable=True)
            self._name_parts()
        self._show_facts()

    def _show_problem(self) -> None:
        """In a low cell a text that was cut short goes before the words about it."""
        if self.state is None:
            return
        low = self.height() < LOW and self.state.partial
        words = problem_words(self.state, self._seconds)
        self._problem.setText(words)
        self._problem.setVisible(bool(words) and not low)

    def _count_down(self) -> None:
        self._seconds = max((self._seconds or 0.0) - 1.0, 0.0)
        self._show_problem()

    def _name_parts(self) -> None:
        """What a screen reader calls the cell and its parts."""
        assert self.state is not None
        words = f"{self.state.title}, {self.name}"
        self.setAccessibleName(f"{words}: {state_word(self.state.state)}")
        self.text_view.setAccessibleName(self.tr("Answer of {words}").format(words=words))
        self.head.star.setAccessibleName(self.tr("Star {words}").format(words=words))
        self.head.menu.setAccessibleName(self.tr("Actions for {words}").format(words=words))

    def _show_facts(self) -> None:
        if self.state is None:
            return
        self.head.model.show_line(self.name)
        whole = self.answer is not None and self.state.state is State.DONE
        if whole and self._alias:
            self.head.show_facts("")  # what it cost and took would tell who wrote it
        elif self.answer is not None and whole:
            self.head.show_facts(
                facts_words(self.answer, brief=False), facts_words(self.answer, brief=True)
            )
        else:
            long, short = (progress_words(self.state, self._words, brief=b) for b in (False, True))
            self.head.show_progress(long, short)
        told = "" if self._alias or self.answer is None else provenance_words(self.answer)
        self.head.facts.setToolTip(told)
        self.head.model.setToolTip(told or self.name)

    def actions_for(self, passage: Passage | None) -> Sequence[QAction]:
        """What the right button offers on a passage, beside what the cell's menu does."""
        found: list[QAction] = []
        if isinstance(passage, Quotation):
            copy = QAction(self.tr("Copy &quotation with time"), self)
            copy.triggered.connect(partial(self.copy_quotation, passage))
            found.append(copy)
        if self.text_view.textCursor().hasSelection():
            copy = QAction(self.tr("Copy se&lection"), self)
            copy.triggered.connect(self.text_view.copy)
            found.append(copy)
        return found

    def _show_menu(self, place: QPoint, passage: Passage | None) -> None:
        self.actions_.popup(place, self.actions_for(passage))

    def copy_quotation(self, quotation: Quotation) -> None:
        """Into the clipboard: as it was said, with who said it and when."""
        if self._explanations is not None:
            QGuiApplication.clipboard().setText(self._explanations.to_paste(quotation))

    def copy_answer(self) -> None:
        """Into the clipboard: the model's text, untouched."""
        if self.answer is not None:
            QGuiApplication.clipboard().setText(self.answer.text)

    def _toggle_hidden(self) -> None:
        self.hide_asked.emit(not self.hidden)

    def _connect(self) -> None:
        self._foot.again_asked.connect(self.again_asked)
        self._foot.stop_asked.connect(self.stop_asked)
        self._foot.other_model_asked.connect(self.other_model_asked)
        self.head.starred.connect(self.star_asked)
        self.text_view.time_clicked.connect(self.time_clicked)
        self.text_view.link_clicked.connect(self.link_clicked)
        self.text_view.pointed.connect(self.pointed)
        self.text_view.menu_asked.connect(self._show_menu)
        actions = self.actions_
        self.head.menu.setMenu(actions.menu)
        actions.copy.triggered.connect(self.copy_answer)
        actions.star.triggered.connect(self.star_asked)
        actions.hide.triggered.connect(self._toggle_hidden)
        actions.alone.triggered.connect(self.alone_asked)
        actions.again.triggered.connect(self.again_asked)
        actions.other.triggered.connect(self.other_model_asked)
        actions.stop.triggered.connect(self.stop_asked)
        self._theme.changed.connect(self._restyle)

    def _lay_out(self) -> None:
        self._problem.setContentsMargins(12, 8, 12, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._problem)
        column.addWidget(self.text_view, 1)
        column.addWidget(self._foot)
