"""The answers side by side: prompts down, models across."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sextant.bridge.loading import Detail
from sextant.bridge.state import CellState, RecordingState
from sextant.core.evidence import Evidence, Status
from sextant.ui.answer_cell import AnswerCell
from sextant.ui.markdown import MARKS
from sextant.ui.small import label
from sextant.ui.theme import Theme
from sextant.ui.words import count_word

NARROW = 720
"""Below this width, prompts stand above their answers instead of beside them."""

CELL_WIDTH = 140
CELL_HEIGHT = 150
PROMPT_WIDTH = 84


class AnswersPane(QWidget):
    """A cell for each prompt and model."""

    again_asked = Signal(str)
    """The id of an answer."""
    stop_asked = Signal(str)
    """The id of an answer."""
    time_clicked = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answers")
        self._theme = theme
        self._cells: dict[tuple[str, str], AnswerCell] = {}
        self._states: dict[str, CellState] = {}
        self._beside: list[QWidget] = []
        self._above: list[QWidget] = []
        self._quotes = label(tone="muted")
        self._grid_widget = QWidget()
        self._grid_widget.setObjectName("answerGrid")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._grid_widget)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 6)
        head.addWidget(label("Analyses", bold=True))
        head.addStretch()
        head.addWidget(self._quotes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._area, 1)

    def cell(self, prompt: str, model: str) -> AnswerCell | None:
        return self._cells.get((prompt, model))

    def show_state(self, state: RecordingState) -> None:
        """Heads and problems of all cells; the grid is built anew where its shape changed."""
        if [(cell.prompt, cell.model) for cell in state.cells] != list(self._cells):
            self._build(state.cells)
        self._states = {cell.id: cell for cell in state.cells if cell.id}
        for shown in state.cells:
            self._cells[shown.prompt, shown.model].show_state(shown)

    def show_detail(self, detail: Detail) -> None:
        """The texts that are saved."""
        for id_, state in self._states.items():
            cell = self._cells[state.prompt, state.model]
            answer = detail.answers.get(id_)
            if answer is None:
                cell.show_nothing()
            else:
                cell.show_answer(answer, detail.evidence.get(id_, Evidence()))
        self._quotes.setText(quotes_line(detail.evidence.values()))

    def clear(self) -> None:
        """Before another recording is shown."""
        self._build(())
        self._states = {}
        self._quotes.setText("")

    def append(self, answer: str, text: str) -> None:
        """More text of a running answer."""
        if state := self._states.get(answer):
            self._cells[state.prompt, state.model].append(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < NARROW
        for widget in self._beside:
            widget.setVisible(not narrow)
        for widget in self._above:
            widget.setVisible(narrow)

    def _build(self, states: Sequence[CellState]) -> None:
        for widget in (*self._cells.values(), *self._beside, *self._above):
            widget.setParent(None)
            widget.deleteLater()
        self._cells.clear()
        self._beside.clear()
        self._above.clear()
        if (old := self._grid_widget.layout()) is not None:
            QWidget().setLayout(old)  # Qt lets go of a layout only when another widget takes it.
        grid = QGridLayout(self._grid_widget)
        grid.setContentsMargins(14, 2, 14, 14)
        grid.setSpacing(9)
        prompts = {state.prompt: state for state in states}
        rows = list(prompts)
        models = list(dict.fromkeys(state.model for state in states))
        for row, prompt in enumerate(prompts.values()):
            beside, above = self._prompt_labels(prompt)
            grid.addWidget(beside, 2 * row + 1, 0)
            grid.addWidget(above, 2 * row, 0, 1, len(models) + 1)
            grid.setRowStretch(2 * row + 1, 1)
        for column in range(len(models)):
            grid.setColumnStretch(column + 1, 1)
        for prompt, model in ((state.prompt, state.model) for state in states):
            cell = AnswerCell(self._theme)
            cell.setMinimumSize(CELL_WIDTH, CELL_HEIGHT)
            cell.again_asked.connect(partial(self._tell, self.again_asked.emit, prompt, model))
            cell.stop_asked.connect(partial(self._tell, self.stop_asked.emit, prompt, model))
            cell.time_clicked.connect(self.time_clicked)
            grid.addWidget(cell, 2 * rows.index(prompt) + 1, models.index(model) + 1)
            self._cells[prompt, model] = cell
        self._arrange()

    def _tell(self, emit: Callable[[str], None], prompt: str, model: str) -> None:
        for state in self._states.values():
            if (state.prompt, state.model) == (prompt, model):
                emit(state.id)
                return

    def _prompt_labels(self, prompt: CellState) -> tuple[QWidget, QLabel]:
        title, summary = prompt.title, prompt.summary
        beside = QWidget()
        beside.setFixedWidth(PROMPT_WIDTH)
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 9, 0, 0)
        column.setSpacing(3)
        words = label(summary, tone="muted", size=0.92)
        words.setWordWrap(True)
        column.addWidget(label(title, bold=True))
        column.addWidget(words)
        column.addStretch()
        above = label(f"{title} · {summary}" if summary else title, tone="muted")
        self._beside.append(beside)
        self._above.append(above)
        return beside, above


def quotes_line(evidence: Iterable[Evidence]) -> str:
    """``23 quotes · 20 found ✓ · 2 close ≈ · 1 not found ×``; empty without any."""
    found = Counter(quotation.status for one in evidence for quotation in one.quotations)
    if not found:
        return ""
    said = {
        Status.FOUND: "found",
        Status.CLOSE: "close",
        Status.ELSEWHERE: "elsewhere",
        Status.MISSING: "not found",
    }
    parts = [f"{found[s]} {words} {MARKS[s]}" for s, words in said.items() if found[s]]
    return " · ".join([count_word(found.total(), "quote", "quotes"), *parts])
