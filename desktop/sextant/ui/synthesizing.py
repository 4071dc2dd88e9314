"""Asking for the seventh answer: a model is chosen, its cost is told, and then it is asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sextant.bridge.controller import Controller
from sextant.bridge.loading import Detail
from sextant.bridge.notice import Notice
from sextant.bridge.state import CellState, RecordingState
from sextant.core.render import model_name
from sextant.ui.asking import Question, ask
from sextant.ui.model_chooser import ModelChooser, open_chooser
from sextant.ui.synthesis_page import SynthesisPage
from sextant.ui.words import money_word

if TYPE_CHECKING:
    from sextant.core.synthesizing import SynthesisOutlook


class Synthesizing(QObject):
    """Ties the page of the open recording to what can ask. Nothing is asked without a yes."""

    def __init__(self, parent: QWidget, page: SynthesisPage, controller: Controller) -> None:
        super().__init__(parent)
        self._parent = parent
        self._page = page
        self._controller = controller
        self._state: RecordingState | None = None
        self._detail: Detail | None = None
        self._looking = False
        page.asked.connect(self._choose)
        page.again_asked.connect(self._look_ahead)
        page.stop_asked.connect(self._stop)
        syntheses = controller.syntheses
        syntheses.looked_ahead.connect(self._confirm)
        syntheses.unavailable.connect(self._explain)
        syntheses.changed.connect(self._show_running)

    def open(self, name: str) -> None:
        """Another recording: what is being written of its synthesis, if anything."""
        self._page.clear()
        self._state = self._detail = None
        self._looking = False
        if (cell := self._controller.syntheses.asked(name)) is not None:
            self._page.show_running(cell)
            self._page.append(cell.id, self._controller.shelf.draft(name, cell.id))

    def show_state(self, state: RecordingState) -> None:
        self._state = state
        self._page.show_state(state)

    def show_detail(self, detail: Detail) -> None:
        self._detail = detail
        self._page.show_detail(detail)

    def _choose(self) -> None:
        state, detail = self._state, self._detail
        if state is None or detail is None:
            return
        chosen = [detail.answers[id_] for id_ in self._page.sources if id_ in detail.answers]
        words = sum(len(answer.text.split()) for answer in chosen)
        spoken = detail.transcript.word_count if detail.transcript else 0
        chooser = ModelChooser(
            self.tr("A model to bring the answers together"),
            words=words + spoken,
            note=self.tr("What it would cost is told before anything is asked."),
        )
        chooser.ask.setText(self.tr("See what it costs"))
        chooser.chosen.connect(self._look_ahead)
        open_chooser(chooser, self._parent, self._controller.answers, practice=state.practice)

    def _look_ahead(self, model: str) -> None:
        if self._state is not None:
            self._looking = True
            self._controller.syntheses.look_ahead(self._state.name, model, self._page.sources)

    def _confirm(self, recording: str, outlook: SynthesisOutlook) -> None:
        if not self._looking or self._state is None or recording != self._state.name:
            return
        self._looking = False
        model, again = outlook.key.model, outlook.saved is not None
        title = self.tr("Have {model} bring %n answers together?", "", len(outlook.sources))
        there = self.tr(
            "There is one by this model of these answers. Asking again costs once more."
        )
        parts = [there, self._cost(outlook)] if again else [self._cost(outlook)]
        question = Question(
            self.tr("Synthesis"),
            title.format(model=model_name(model)),
            " ".join(parts),
            self.tr("Ask again") if again else self.tr("Ask"),
        )
        go = partial(self._controller.syntheses.ask, recording, model, outlook.sources, again=again)
        ask(self._parent, question, go)

    def _cost(self, outlook: SynthesisOutlook) -> str:
        if self._state is not None and self._state.practice:
            return self.tr("Practice: it costs nothing, and nothing leaves this computer.")
        if outlook.cost is None or outlook.bound is None:
            return self.tr("What it would cost is not known: the model has no price in the list.")
        words = self.tr("It would cost about {low} to {high}, and no more than {most}.")
        cost = outlook.cost
        return words.format(
            low=money_word(cost.low), high=money_word(cost.high), most=money_word(outlook.bound)
        )

    def _explain(self, recording: str, notice: Notice) -> None:
        if self._looking and self._state is not None and recording == self._state.name:
            self._looking = False
            self._controller.problem.emit(notice)

    def _show_running(self, recording: str, cell: CellState) -> None:
        if self._state is not None and recording == self._state.name:
            self._page.show_running(cell)

    def _stop(self) -> None:
        if self._state is not None:
            self._controller.syntheses.stop(self._state.name)
