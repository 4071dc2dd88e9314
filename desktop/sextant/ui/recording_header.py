"""The head of an open recording: what it is, its steps, where the answers meet."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from sextant.bridge.controller import Controller
from sextant.bridge.loading import Detail
from sextant.bridge.state import RecordingState
from sextant.core.events import Stage, State
from sextant.ui.export_control import ExportControl
from sextant.ui.player_bar import PlayerBar
from sextant.ui.small import ElidedLabel, button, label, set_font
from sextant.ui.speaker_bar import SpeakerBar
from sextant.ui.steps_bar import StepsBar
from sextant.ui.strip import AgreementStrip
from sextant.ui.theme import Theme
from sextant.ui.words import (
    clock,
    day_word,
    language_word,
    spending_word,
)

FINE = 0.25
"""Seconds: a strip as wide as the window has no room for less."""

TITLE_WIDTH = 260
"""Pixels of the title that the facts beside it leave alone."""


class RecordingHeader(QFrame):
    """Title and facts, four steps, the agreement strip."""

    stop_asked = Signal()
    continue_asked = Signal()
    time_chosen = Signal(float)

    def __init__(self, controller: Controller, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._state: RecordingState | None = None
        self._detail: Detail | None = None
        self._second: float | None = None
        self._title = ElidedLabel()
        set_font(self._title, bold=True, size=1.4)
        self._facts = ElidedLabel(Qt.TextElideMode.ElideRight)
        self._facts.setProperty("tone", "muted")
        practice = self.tr("Practice: extracts made on this computer, not AI")
        self._pill = label(practice, size=0.9)
        self._pill.setProperty("role", "pill")
        self._stop = button(self.tr("Stop"), name=self.tr("Stop the work on this recording"))
        self._continue = button(
            self.tr("Continue"), kind="primary", name=self.tr("Continue this recording")
        )
        self.export = ExportControl(controller.exports)
        self.steps = StepsBar(controller.stopwatch)
        self.strip = AgreementStrip(theme)
        self.speakers = SpeakerBar(theme)
        self.player_bar = PlayerBar(controller.player, theme)
        self._lay_out()
        self._stop.clicked.connect(self.stop_asked)
        self._continue.clicked.connect(self.continue_asked)
        self.strip.chosen.connect(self.time_chosen)
        self.speakers.chosen.connect(self.time_chosen)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())

    def show_state(self, state: RecordingState) -> None:
        """Everything that does not need the whole recording to be read."""
        if self._detail is not None and self._detail.name != state.name:
            self._detail = None
            self.strip.clear()
            self.speakers.clear()
        self._state = state
        self._title.show_line(state.title)
        self._title.setMinimumWidth(0)  # what a label would like is never below its minimum
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), TITLE_WIDTH))
        self._pill.setVisible(state.practice)
        self._stop.setVisible(state.running)
        self._continue.setVisible(not state.running and not state.finished)
        self.export.show_recording(
            state.name,
            exportable=state.step(Stage.TRANSCRIBE).state is State.DONE,
            reported=state.step(Stage.REPORT).state is State.DONE,
        )
        self._show_facts()
        self.steps.show_steps(state, self._detail)

    def show_detail(self, detail: Detail) -> None:
        """What the files add: speakers, sizes, moments."""
        self._detail = detail
        self.strip.show_detail(detail)
        self.speakers.show_transcript(detail.transcript, detail.recording)
        self._show_facts()
        if self._state is not None:
            self.steps.show_steps(self._state, detail)

    def show_second(self, second: float) -> None:
        """Where the player is; as fine as can be seen."""
        shown = round(second / FINE) * FINE
        if shown != self._second:
            self._second = shown
            self.strip.mark(shown)
            self.speakers.mark(shown)

    def _show_facts(self) -> None:
        state, detail = self._state, self._detail
        assert state is not None
        parts = [clock(state.duration)] if state.duration is not None else []
        if detail is not None and detail.transcript is not None:
            parts += [language_word(code) for code in detail.transcript.languages[:2]]
            parts.append(self.tr("%Ln speaker(s)", "", len(detail.transcript.speakers)))
        parts.append(day_word(state.created))
        if cost := spending_word(state.spent):
            parts.append(cost)
        self._facts.show_line(" · ".join(parts))
        self._facts.setToolTip("\n".join([self._facts.text(), *self._costs()]))

    def _costs(self) -> list[str]:
        """What each service has cost, and who says so."""
        if self._detail is None:
            return []
        facts = self._detail.facts
        heard = spending_word(facts[Stage.TRANSCRIBE].spending)
        asked = spending_word(facts[Stage.ANALYZE].spending)
        transcript = self.tr("Deepgram: {cost}, from its list prices; it reports none itself")
        answers = self.tr("OpenRouter: {cost}, as reported by it")
        return [
            *([transcript.format(cost=heard)] if heard else []),
            *([answers.format(cost=asked)] if asked else []),
        ]

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        for widget in (self._title, self._facts, self._pill):
            top.addWidget(widget)
        top.addStretch()
        for widget in (self._stop, self._continue, self.export):
            top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 10)
        column.setSpacing(7)
        column.addLayout(top)
        column.addWidget(self.steps)
        column.addWidget(self.strip)
        column.addWidget(self.speakers)
        column.addWidget(self.player_bar)
