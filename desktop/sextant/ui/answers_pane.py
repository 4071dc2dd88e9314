"""The answers of the open recording: to be read in whichever way, and where they agree."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sextant.bridge.loading import Detail
from sextant.bridge.state import RecordingState
from sextant.core.agreement import Agreement, Moment
from sextant.core.evidence import Citation, Quotation
from sextant.ui.agreement_view import AgreementView
from sextant.ui.answer_cell import AnswerCell
from sextant.ui.answers_bar import AnswersBar, Tab
from sextant.ui.arrangement import Arrangement
from sextant.ui.blind import Shuffle
from sextant.ui.cells import Cells, Key
from sextant.ui.link_question import ask_to_open
from sextant.ui.marked_text import Passage
from sextant.ui.synthesis_page import SynthesisPage
from sextant.ui.theme import Theme


class AnswersPane(QWidget):
    """Grid, side by side, agreement, synthesis; the moment the reader is at, lit in all cells."""

    again_asked = Signal(str)
    stop_asked = Signal(str)
    other_model_asked = Signal(str)
    star_asked = Signal(str, bool)
    hide_asked = Signal(str, bool)
    """Each with the id of an answer; the last two with what it is to be."""
    time_clicked = Signal(float)
    """Seconds that are to be shown and heard."""
    second_shown = Signal(float)
    """Seconds that are to be shown."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, shuffle: Shuffle | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("answers")
        self._detail: Detail | None = None
        self._moment: Moment | None = None
        self._second = 0.0
        self._shown: tuple[tuple[Moment, ...], Mapping[str, str]] | None = None
        self._doubt: tuple[Key, Quotation] | None = None
        self.agreement = Agreement((), ())
        self.cells = Cells(theme, self, shuffle)
        self.bar = AnswersBar()
        self.arrangement = Arrangement(self.cells)
        self.moments = AgreementView(theme)
        self.synthesis = SynthesisPage(theme)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._connect_cells()

    def cell(self, prompt: str, model: str) -> AnswerCell | None:
        return self.cells.get((prompt, model))

    def show_state(self, state: RecordingState) -> None:
        """Heads and problems of all cells; the grid is built anew where its shape changed."""
        if self.cells.show_state(state):
            self.arrangement.arrange()

    def show_detail(self, detail: Detail) -> None:
        """The texts that are saved, what they prove, and what a reader thinks of them."""
        self._detail = detail
        keys = [detail.answers[id_].key for id_ in self.cells.ids if id_ in detail.answers]
        self.agreement = Agreement(detail.moments, keys)
        rearranged = self.cells.show_detail(detail)
        self.bar.show_quotes([cell.evidence for cell in self.cells if cell.answer is not None])
        self.bar.hidden.setEnabled(self.cells.has_hidden)
        self._show_agreement()
        if rearranged:
            self.arrangement.arrange()

    def clear(self) -> None:
        """Before another recording is shown."""
        self._detail = self._moment = self._doubt = None
        self.agreement = Agreement((), ())
        self.cells.clear()
        self.arrangement.alone = None
        self.arrangement.arrange()
        self.bar.show_quotes(())
        self._show_agreement()

    def append(self, answer: str, text: str) -> None:
        """More text of a running answer."""
        self.cells.append(answer, text)
        self.synthesis.append(answer, text)

    def show_second(self, second: float, *, bring: bool = False) -> None:
        """The reader is at `second`: light the moment there, and nothing where there is none.

        With `bring`, cells that speak of it scroll to where they do.
        """
        self._second = second
        moment = self.agreement.at(second)
        if moment != self._moment:
            self._moment = moment
            self.cells.light(moment, bring=bring)
            self.moments.choose(moment)

    def show_tab(self, tab: Tab) -> None:
        self.bar.tabs.setCurrentIndex(tab)

    def read_alone(self, key: Key) -> None:
        """Give one answer all the room, or all of them their own again."""
        if self.arrangement.alone == key:
            self.arrangement.read_all()
        else:
            self.show_tab(Tab.GRID)
            self.arrangement.read_alone(key)

    def read_answer(self, answer: str) -> None:
        """Give an answer, by its id, all the room, where it speaks of the moment."""
        if (key := self.cells.key_of(answer)) is not None:
            self.show_tab(Tab.GRID)
            self.arrangement.read_alone(key)
            self.cells.light(self._moment, bring=True)

    def read_blind(self, *, blind: bool) -> None:
        """Hide who wrote what, or reveal it."""
        self.cells.blind.on = blind
        self.bar.offer_synthesis(offered=not blind)  # it names who said what
        self.cells.blind.deal()
        self.cells.refresh()
        self._show_agreement()
        self.arrangement.arrange()

    def step_moment(self, by: int) -> None:
        """Go to the next moment that the filter lets through, or to the one before."""
        if (moment := self.moments.step(self._second, by)) is not None:
            self._show_moment(moment)

    def step_doubt(self, by: int) -> None:
        """Go to the next quotation that was not found as it stands, or to the one before."""
        doubtful = self.cells.doubtful
        if not doubtful:
            return
        here = doubtful.index(self._doubt) if self._doubt in doubtful else min(-by, 0)
        key, quotation = self._doubt = doubtful[(here + by) % len(doubtful)]
        if not self.cells[key].isVisibleTo(self):
            self.show_tab(Tab.GRID)
            self.arrangement.read_all()
        self.cells[key].text_view.go_to(quotation)

    def _show_agreement(self) -> None:
        detail, titles = self._detail, self.cells.titles
        shown = (detail.moments if detail else (), titles)
        if shown == self._shown:
            return
        self._shown = shown
        ids = {self.cells.key_of(id_): id_ for id_ in self.cells.ids}
        self.moments.show_agreement(
            self.agreement,
            detail.transcript if detail else None,
            detail.recording if detail else None,
            detail.answers if detail else {},
            titles,
            [[ids.get(key, "") for key in row] for row in self.cells.rows(hidden=True)],
        )

    def _pointed(self, answer: str, passage: Passage | None) -> None:
        """Light the moment pointed at in all cells; else the one the reader is at."""
        match passage:
            case None:
                moment = self._moment
            case Citation(beyond=False, start=start) | Quotation(start=float() as start):
                moment = self.agreement.at(start)
            case _:
                moment = self.agreement.mentioned_at(answer, passage.offset)
        self.cells.light(moment)

    def _go(self, second: float) -> None:
        self.show_second(second, bring=True)
        self.time_clicked.emit(second)

    def _show_moment(self, moment: Moment) -> None:
        self.show_second(moment.start, bring=True)
        self.second_shown.emit(moment.start)

    def _tab_changed(self, tab: int) -> None:
        pages = {Tab.AGREEMENT: self.moments, Tab.SYNTHESIS: self.synthesis}
        self._stack.setCurrentWidget(pages.get(Tab(tab), self.arrangement))
        self.arrangement.show_side_by_side(side_by_side=tab == Tab.COLUMNS)

    def _blind_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's
        self.read_blind(blind=on)

    def _hidden_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's
        self.arrangement.show_hidden(shown=on)

    def _show_again(self, key: Key) -> None:
        state = self.cells[key].state
        if state is not None:
            self.hide_asked.emit(state.id, False)  # noqa: FBT003 - a signal's

    def _open_link(self, address: str) -> None:
        ask_to_open(self, address)

    def _connect(self) -> None:
        bar = self.bar
        bar.tabs.currentChanged.connect(self._tab_changed)
        bar.blind.toggled.connect(self._blind_toggled)
        bar.hidden.toggled.connect(self._hidden_toggled)
        bar.moment_stepped.connect(self.step_moment)
        bar.doubt_stepped.connect(self.step_doubt)
        bar.answer_stepped.connect(self.arrangement.step)
        self.arrangement.show_asked.connect(self._show_again)
        self.moments.moment_chosen.connect(self._show_moment)
        self.moments.time_clicked.connect(self._go)
        self.moments.answer_asked.connect(self.read_answer)

    def _connect_cells(self) -> None:
        cells = self.cells
        for asked, told in (
            (cells.again_asked, self.again_asked),
            (cells.stop_asked, self.stop_asked),
            (cells.other_model_asked, self.other_model_asked),
            (cells.star_asked, self.star_asked),
            (cells.hide_asked, self.hide_asked),
        ):
            asked.connect(told)
        cells.alone_asked.connect(self.read_alone)
        cells.time_clicked.connect(self._go)
        cells.link_clicked.connect(self._open_link)
        cells.pointed.connect(self._pointed)
        self.synthesis.cell.time_clicked.connect(self._go)
        self.synthesis.cell.link_clicked.connect(self._open_link)

    def _lay_out(self) -> None:
        self._stack.addWidget(self.arrangement)
        self._stack.addWidget(self.moments)
        self._stack.addWidget(self.synthesis)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
