"""The head of an open recording: what it is, its steps, where the answers meet."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sextant.bridge.loading import Detail
from sextant.bridge.player import Player
from sextant.bridge.state import RecordingState
from sextant.core.events import Stage, State
from sextant.ui.player_bar import PlayerBar
from sextant.ui.small import ElidedLabel, button, label, set_font, set_tone
from sextant.ui.strip import AgreementStrip
from sextant.ui.theme import Theme
from sextant.ui.words import (
    STATE_WORDS,
    clock,
    count_word,
    day_word,
    language_word,
    size_word,
    spending_word,
    step_line,
)

SIGNS = {
    State.WAITING: "☐",
    State.RUNNING: "●",
    State.RETRYING: "↻",
    State.DONE: "✓",
    State.FAILED: "✕",
    State.SKIPPED: "–",
}
TONES = {
    State.WAITING: "muted",
    State.RUNNING: "accent",
    State.RETRYING: "warn",
    State.DONE: "good",
    State.FAILED: "bad",
    State.SKIPPED: "muted",
}
TITLES = {
    Stage.EXTRACT: "Audio",
    Stage.TRANSCRIBE: "Transcript",
    Stage.ANALYZE: "Analyses",
    Stage.REPORT: "Report",
}
PRACTICE = "Practice: extracts made on this computer, not AI"


TITLE_WIDTH = 260
"""Pixels of the title that the facts beside it leave alone."""


class RecordingHeader(QFrame):
    """Title and facts, four steps, the agreement strip."""

    stop_asked = Signal()
    continue_asked = Signal()
    report_asked = Signal()
    folder_asked = Signal()
    time_chosen = Signal(float)

    def __init__(self, player: Player, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._state: RecordingState | None = None
        self._detail: Detail | None = None
        self._title = ElidedLabel()
        set_font(self._title, bold=True, size=1.4)
        self._facts = ElidedLabel(Qt.TextElideMode.ElideRight)
        self._facts.setProperty("tone", "muted")
        self._pill = label(PRACTICE, size=0.9)
        self._pill.setProperty("role", "pill")
        self._stop = button("Stop", name="Stop the work on this recording")
        self._continue = button("Continue", kind="primary", name="Continue this recording")
        self._report = button("Open report")
        self._folder = button("Show folder")
        self._signs: dict[Stage, QLabel] = {}
        self._steps: dict[Stage, QLabel] = {}
        self.strip = AgreementStrip(theme)
        self.player_bar = PlayerBar(player, theme)
        self._lay_out()
        self._stop.clicked.connect(self.stop_asked)
        self._continue.clicked.connect(self.continue_asked)
        self._report.clicked.connect(self.report_asked)
        self._folder.clicked.connect(self.folder_asked)
        self.strip.chosen.connect(self.time_chosen)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, super().minimumSizeHint().height())

    def show_state(self, state: RecordingState) -> None:
        """Everything that does not need the whole recording to be read."""
        if self._detail is not None and self._detail.name != state.name:
            self._detail = None
            self.strip.show_moments((), 0.0, 1)
        self._state = state
        self._title.show_line(state.title)
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), TITLE_WIDTH))
        self._pill.setVisible(state.practice)
        self._stop.setVisible(state.running)
        self._continue.setVisible(not state.running and not state.finished)
        self._report.setVisible(state.step(Stage.REPORT).state is State.DONE)
        self._show_facts()
        self._show_steps()

    def show_detail(self, detail: Detail) -> None:
        """What the files add: speakers, sizes, moments."""
        self._detail = detail
        duration = detail.transcript.duration if detail.transcript else 0.0
        self.strip.show_moments(detail.moments, duration, max(len(detail.answers), 6))
        self._show_facts()
        self._show_steps()

    def show_second(self, second: float) -> None:
        """Where the player is."""
        self.strip.mark(second)

    def _show_facts(self) -> None:
        state, detail = self._state, self._detail
        assert state is not None
        parts = [clock(state.duration)] if state.duration is not None else []
        if detail is not None and detail.transcript is not None:
            parts += [language_word(code) for code in detail.transcript.languages[:2]]
            parts.append(count_word(len(detail.transcript.speakers), "speaker", "speakers"))
        parts.append(day_word(state.created))
        if cost := spending_word(state.spending):
            parts.append(cost)
        self._facts.show_line(" · ".join(parts))

    def _show_steps(self) -> None:
        assert self._state is not None
        for stage in Stage:
            step = self._state.step(stage)
            state = step.state
            self._signs[stage].setText(SIGNS[state])
            set_tone(self._signs[stage], TONES[state])
            words = self._step_words(stage)
            self._steps[stage].setText(words)
            self._steps[stage].setAccessibleName(f"{words}: {STATE_WORDS[state]}")
            self._steps[stage].setToolTip(step.problem.title if step.problem else "")
            set_tone(self._steps[stage], TONES[state] if state is not State.DONE else "muted")

    def _step_words(self, stage: Stage) -> str:
        assert self._state is not None
        state, detail, step = self._state, self._detail, self._state.step(stage)
        if stage is Stage.ANALYZE and state.cells:
            words = f"Analyses {state.count(State.DONE)} of {len(state.cells)}"
            failed = state.count(State.FAILED)
            return f"{words}, {failed} failed" if failed else words
        if step.state in {State.RUNNING, State.RETRYING}:
            return step_line(stage, step)
        if detail is not None and stage is Stage.EXTRACT and detail.audio_bytes:
            return f"Audio {size_word(detail.audio_bytes)}"
        if detail is not None and stage is Stage.TRANSCRIBE and detail.transcript is not None:
            return f"Transcript {count_word(detail.transcript.word_count, 'word', 'words')}"
        return TITLES[stage]

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        for widget in (self._title, self._facts, self._pill):
            top.addWidget(widget)
        top.addStretch()
        for widget in (self._stop, self._continue, self._report, self._folder):
            top.addWidget(widget)
        steps = QHBoxLayout()
        steps.setSpacing(5)
        for stage in Stage:
            self._signs[stage] = label()
            self._steps[stage] = label()
            steps.addWidget(self._signs[stage])
            steps.addWidget(self._steps[stage])
            steps.addSpacing(20)
        steps.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 10)
        column.setSpacing(7)
        for layout in (top, steps):
            column.addLayout(layout)
        column.addWidget(self.strip)
        column.addWidget(self.player_bar)
