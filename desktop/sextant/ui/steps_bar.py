"""The four steps of a recording: what each is doing, what it made, how long, for how much."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from sextant.bridge.accounts import StepFacts, expected_cost
from sextant.bridge.loading import Detail
from sextant.bridge.state import ACTIVE, RecordingState
from sextant.bridge.stopwatch import AT_LEAST, Stopwatch
from sextant.core.events import Stage, State
from sextant.ui.small import label, set_tone
from sextant.ui.words import (
    left_word,
    money_word,
    number_word,
    seconds_word,
    size_word,
    spending_word,
    state_word,
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
LEAST = 1
"""Facts of a step that are shown however narrow the window is."""

BETWEEN = 22
"""Pixels between two steps."""


class StepsBar(QWidget):
    """In a narrow window the steps leave out the last of their facts; tool tips keep them."""

    def __init__(self, stopwatch: Stopwatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stopwatch = stopwatch
        self._state: RecordingState | None = None
        self._detail: Detail | None = None
        self._ticks = QTimer(self)
        self._ticks.setInterval(1000)
        self._ticks.timeout.connect(self._show)
        self._signs: dict[Stage, QLabel] = {}
        self._steps: dict[Stage, QLabel] = {}
        self._facts: dict[Stage, list[str]] = {}
        self._titles = {
            Stage.EXTRACT: self.tr("Audio"),
            Stage.TRANSCRIBE: self.tr("Transcript"),
            Stage.ANALYZE: self.tr("Analyses"),
            Stage.REPORT: self.tr("Report"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        for stage in Stage:
            self._signs[stage], self._steps[stage] = label(), label()
            row.addWidget(self._signs[stage])
            row.addWidget(self._steps[stage])
            row.addSpacing(BETWEEN - 10)
        row.addStretch()

    def show_steps(self, state: RecordingState, detail: Detail | None) -> None:
        """`detail` is ``None`` until the recording has been read whole."""
        self._state, self._detail = state, detail
        self._show()
        if not any(state.step(stage).state in ACTIVE for stage in Stage):
            self._ticks.stop()
        elif not self._ticks.isActive():
            self._ticks.start()

    def _show(self) -> None:
        state, detail = self._state, self._detail
        assert state is not None
        for stage in Stage:
            step = state.step(stage)
            self._facts[stage] = self._words(stage, state, detail)
            whole = " · ".join(self._facts[stage])
            self._signs[stage].setText(SIGNS[step.state])
            set_tone(self._signs[stage], TONES[step.state])
            words = self._steps[stage]
            words.setAccessibleName(f"{whole}: {state_word(step.state)}")
            words.setToolTip(step.problem.title if step.problem else whole)
            set_tone(words, "muted" if step.state is State.DONE else TONES[step.state])
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show as many facts as there is room for, the same number of each step."""
        most = max((len(facts) for facts in self._facts.values()), default=0)
        for count in range(most, LEAST - 1, -1):
            shown = {stage: " · ".join(facts[:count]) for stage, facts in self._facts.items()}
            if count == LEAST or self._needed(shown) <= self.width():
                break
        else:
            return
        for stage, words in shown.items():
            self._steps[stage].setText(words)

    def _needed(self, shown: dict[Stage, str]) -> int:
        measure = self.fontMetrics()
        signs = sum(measure.horizontalAdvance(sign.text()) for sign in self._signs.values())
        return signs + sum(measure.horizontalAdvance(w) + BETWEEN + 8 for w in shown.values())

    def _words(self, stage: Stage, state: RecordingState, detail: Detail | None) -> list[str]:
        """The facts of a step, the most telling first."""
        step = state.step(stage)
        if step.state in ACTIVE and stage is not Stage.ANALYZE:
            return [step_line(stage, step), *self._running(stage, state)]
        facts = detail.facts.get(stage, StepFacts()) if detail is not None else StepFacts()
        match stage:
            case Stage.EXTRACT if detail is not None and detail.audio_bytes:
                first = f"{self._titles[stage]} {size_word(detail.audio_bytes)}"
                return [first, *_seconds(facts)]
            case Stage.TRANSCRIBE if detail is not None and detail.transcript is not None:
                words = self.tr("%Ln word(s)", "", detail.transcript.word_count)
                cost = spending_word(facts.spending)
                return [f"{self._titles[stage]} {words}", *_seconds(facts), *filter(None, [cost])]
            case Stage.ANALYZE if state.cells:
                return [self._answers(state), *self._answers_cost(state, detail, facts)]
            case _:
                return [self._titles[stage]]

    def _answers(self, state: RecordingState) -> str:
        words = self.tr("Analyses {done} of {all}").format(
            done=number_word(state.count(State.DONE)), all=number_word(len(state.cells))
        )
        if failed := state.count(State.FAILED):
            words = ", ".join((words, self.tr("%Ln failed", "", failed)))
        return words

    def _answers_cost(
        self, state: RecordingState, detail: Detail | None, facts: StepFacts
    ) -> list[str]:
        """What they have cost; while some are missing, what all will have cost."""
        spent = facts.spending.apart_from_open() if state.running else facts.spending
        cost = spending_word(spent)
        if detail is None:
            return self._running(Stage.ANALYZE, state)
        if state.finished:
            return [*filter(None, [cost]), *_seconds(facts)]
        expected = expected_cost(facts.spending.known, state.cells, detail.answers)
        running = self._running(Stage.ANALYZE, state)
        if expected is None or not cost:
            return [*filter(None, [cost]), *running]
        words = self.tr("{cost} of about {expected}")
        return [words.format(cost=cost, expected=money_word(expected)), *running]

    def _running(self, stage: Stage, state: RecordingState) -> list[str]:
        """How long still, where the way so far tells it, else how long already.

        At first nothing: a first guess is a bad one, and quick steps would flicker.
        """
        elapsed = self._stopwatch.elapsed(state.name, stage)
        if elapsed is None or elapsed < AT_LEAST:
            return []
        left = self._stopwatch.left(state.name, stage, state.step(stage).fraction)
        return [seconds_word(int(elapsed)) if left is None else left_word(left)]


def _seconds(facts: StepFacts) -> list[str]:
    return [] if facts.seconds is None else [seconds_word(facts.seconds)]
