"""The seventh answer: what brings the others together, read and asked for here."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from sextant.bridge.loading import Detail
from sextant.bridge.state import ACTIVE, CellState, RecordingState
from sextant.core.events import State
from sextant.core.evidence import Evidence
from sextant.core.model import Analysis, Marks
from sextant.core.render import model_name
from sextant.core.synthesis import FEWEST, SYNTHESIS
from sextant.ui.answer_cell import AnswerCell
from sextant.ui.explanations import Explanations
from sextant.ui.small import button, paragraph
from sextant.ui.theme import Theme
from sextant.ui.words import day_word


class SynthesisPage(QWidget):
    """A button while there can be one, the versions there are, and the one that is read."""

    asked = Signal()
    """One is wanted, of a model still to be chosen."""
    again_asked = Signal(str)
    """The model that is to write it once more."""
    stop_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("synthesis")
        self._state: RecordingState | None = None
        self._detail: Detail | None = None
        self._running: CellState | None = None
        self.note = paragraph(tone="muted")
        self.button = button(self.tr("Bring the answers together…"), kind="primary")
        self.versions = QComboBox()
        self.versions.setAccessibleName(self.tr("Versions of the synthesis"))
        self.cell = _SynthesisCell(theme)
        self._lay_out()
        self.button.clicked.connect(self.asked)
        self.versions.activated.connect(self._choose_version)
        self.cell.again_asked.connect(self._ask_again)
        self.cell.other_model_asked.connect(self.asked)
        self.cell.stop_asked.connect(self.stop_asked)
        self.clear()

    @property
    def sources(self) -> Sequence[str]:
        """The ids of the answers it is to be made of: all of the grid that are not hidden."""
        return [cell.id for cell in self._wanted]

    def clear(self) -> None:
        """Before another recording is shown."""
        self._state = self._detail = self._running = None
        self.versions.clear()
        self.cell.show_nothing()
        self._refresh()

    def show_state(self, state: RecordingState) -> None:
        """Which answers there are."""
        self._state = state
        self._refresh()

    def show_detail(self, detail: Detail) -> None:
        """What is saved; the newest is shown where none was chosen."""
        self._detail = detail
        before, known = self.versions.currentData(), self.versions.count()
        self.versions.clear()
        for synthesis in reversed(detail.syntheses):
            self.versions.addItem(_version(synthesis), synthesis.key.id)
        newer = self.versions.count() > known
        place = 0 if newer else max(self.versions.findData(before), 0)
        self.versions.setCurrentIndex(place if self.versions.count() else -1)
        if detail.transcript is not None:
            self.cell.explain_with(Explanations(detail.transcript, detail.recording))
        self._show_version()

    def show_running(self, cell: CellState) -> None:
        """The one that was asked for is being written, or has come to an end."""
        self._running = None if cell.state is State.DONE else cell
        if self._running is None:
            self._show_version()
        else:
            self._show_cell(cell)
        self._refresh()

    def append(self, answer: str, text: str) -> None:
        """More of the one that is being written."""
        if self._running is not None and self._running.id == answer:
            self.cell.append(text)

    @property
    def _marks(self) -> Marks:
        return self._detail.marks if self._detail else Marks()

    @property
    def _wanted(self) -> Sequence[CellState]:
        cells = self._state.cells if self._state else ()
        return [cell for cell in cells if cell.id not in self._marks.hidden]

    def _choose_version(self) -> None:
        self._running = None
        self._show_version()

    def _show_version(self) -> None:
        """What is chosen, unless another one is just being written."""
        if self._running is not None:
            return
        chosen = self.versions.currentData()
        saved = self._detail.syntheses if self._detail else ()
        synthesis = next((one for one in saved if one.key.id == chosen), None)
        if synthesis is None:
            self.cell.show_nothing()
        else:
            assert self._detail is not None
            state = State.DONE if synthesis.complete else State.FAILED
            shown = CellState(
                SYNTHESIS,
                synthesis.key.model,
                id=chosen,
                state=state,
                partial=state is not State.DONE,
            )
            self._show_cell(shown)
            self.cell.show_answer(synthesis, self._detail.evidence.get(chosen, Evidence()), ())
        self._refresh()

    def _show_cell(self, cell: CellState) -> None:
        busy = self._state.running if self._state else False
        titled = msgspec.structs.replace(cell, title=self.tr("Synthesis"))
        self.cell.show_state(titled, busy=busy)

    def _refresh(self) -> None:
        running = self._running is not None and self._running.state in ACTIVE
        busy = bool(self._state and self._state.running)
        wanted = self._wanted
        missing = sum(cell.state is not State.DONE for cell in wanted)
        ready = len(wanted) >= FEWEST and not missing
        self.button.setVisible(ready)
        self.button.setEnabled(not running and not busy)
        there = self.versions.count() > 0
        self.versions.setVisible(there)
        self.versions.setEnabled(not running)
        self.cell.setVisible(there or self._running is not None)
        self.note.setText(self._words(ready=ready, missing=missing))

    def _words(self, *, ready: bool, missing: int) -> str:
        if missing:
            return self.tr(
                "A model of your choice can bring the answers together once they are all there: "
                "%n is still missing. Hidden answers are left out.",
                "",
                missing,
            )
        if not ready:
            return self.tr("It takes two answers or more to bring them together.")
        return self.tr(
            "One model reads the %n answers that are not hidden and what became of their "
            "quotations, and says where they agree, where they differ, and what only one has seen. "
            "It is checked like the rest. Its cost is told before anything is asked.",
            "",
            len(self._wanted),
        )

    def _ask_again(self) -> None:
        if self.cell.state is not None:
            self.again_asked.emit(self.cell.state.model)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.versions)
        head.addStretch()
        head.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 2, 14, 14)
        column.setSpacing(8)
        column.addWidget(self.note)
        column.addLayout(head)
        column.addWidget(self.cell, 1)
        column.addStretch()


class _SynthesisCell(AnswerCell):
    """An answer without what belongs to the grid: star, hiding, reading alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        actions = self.actions_
        for action in (actions.star, actions.hide, actions.alone):
            action.setVisible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.star.hide()


def _version(synthesis: Analysis) -> str:
    model = model_name(synthesis.served_model or synthesis.key.model)
    return f"{model} · {day_word(synthesis.started)} {synthesis.started.astimezone():%H:%M}"
