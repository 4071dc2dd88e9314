"""The cells of the open recording: made, kept true, named, and lit; others lay them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from sextant.bridge.loading import Detail
from sextant.bridge.state import CellState, RecordingState
from sextant.core.agreement import Mention, Moment
from sextant.core.evidence import Evidence, Quotation, Status
from sextant.core.model import Marks
from sextant.ui.answer_cell import AnswerCell
from sextant.ui.blind import Blind, Shuffle
from sextant.ui.explanations import Explanations
from sextant.ui.marked_text import Passage
from sextant.ui.theme import Theme

Key = tuple[str, str]
"""A prompt's name and the id of the model that heads the column."""


class Cells(QObject):
    """One cell for each prompt and model, found by its place or by its answer's id."""

    again_asked = Signal(str)
    stop_asked = Signal(str)
    other_model_asked = Signal(str)
    star_asked = Signal(str, bool)
    hide_asked = Signal(str, bool)
    """Each with the id of an answer; the last two with what it is to be."""
    alone_asked = Signal(object)
    """A Key."""
    time_clicked = Signal(float)
    link_clicked = Signal(str)
    pointed = Signal(str, object)
    """The id of an answer and the passage of it that is pointed at, or ``None``."""

    def __init__(self, theme: Theme, parent: QObject, shuffle: Shuffle | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._cells: dict[Key, AnswerCell] = {}
        self._keys: dict[str, Key] = {}
        self._state: RecordingState | None = None
        self._marks = Marks()
        self.blind = Blind(shuffle)

    def __getitem__(self, key: Key) -> AnswerCell:
        return self._cells[key]

    def __iter__(self) -> Iterator[AnswerCell]:
        return iter(self._cells.values())

    def get(self, key: Key) -> AnswerCell | None:
        return self._cells.get(key)

    def key_of(self, answer: str) -> Key | None:
        """The place of an answer, by its id."""
        return self._keys.get(answer)

    @property
    def ids(self) -> Sequence[str]:
        """Of all answers that were or can be asked for, in the order of the grid."""
        return tuple(self._keys)

    @property
    def titles(self) -> Mapping[str, str]:
        """The answers' names as the reader may know them, by id."""
        return {id_: self._cells[key].title for id_, key in self._keys.items()}

    @property
    def has_hidden(self) -> bool:
        return any(cell.hidden for cell in self)

    def show_state(self, state: RecordingState) -> bool:
        """Heads and problems of all; true where there are other cells now than before."""
        self._state = state
        self._keys = {cell.id: _key(cell) for cell in state.cells if cell.id}
        keys = [_key(cell) for cell in state.cells]
        renewed = keys != list(self._cells)
        if renewed:
            self._build(keys)
        self.refresh()
        return renewed

    def show_detail(self, detail: Detail) -> bool:
        """Texts and a reader's marks; true where others are hidden now than before."""
        explanations = (
            Explanations(detail.transcript, detail.recording) if detail.transcript else None
        )
        mentions = _by_answer(detail.moments)
        for id_, key in self._keys.items():
            cell = self._cells[key]
            cell.explain_with(explanations)
            answer = detail.answers.get(id_)
            if answer is None:
                cell.show_nothing()
            else:
                evidence = detail.evidence.get(id_, Evidence())
                cell.show_answer(answer, evidence, mentions.get(id_, ()))
        before, self._marks = self._marks, detail.marks
        self.refresh()
        return before.hidden != detail.marks.hidden

    def clear(self) -> None:
        """Before another recording is shown."""
        self._state = None
        self._marks = Marks()
        self._keys = {}
        self.blind.deal()
        self._build(())

    def append(self, answer: str, text: str) -> None:
        """More text of a running answer."""
        if key := self._keys.get(answer):
            self._cells[key].append(text)

    def refresh(self) -> None:
        """Say again what each cell is, as names or marks have changed."""
        if self._state is None:
            return
        self.blind.ordered(self._models())
        for shown in self._state.cells:
            cell = self._cells[_key(shown)]
            letter = self.blind.letter(shown.place[1])
            alias = self.tr("Model {letter}").format(letter=letter) if letter else ""
            cell.show_state(shown, busy=self._state.running, alias=alias)
            cell.show_marks(
                starred=shown.id in self._marks.starred, hidden=shown.id in self._marks.hidden
            )

    def rows(self, *, hidden: bool = False) -> list[list[Key]]:
        """As they stand in the grid. Rows and columns all of which is hidden are left out.

        With `hidden`, they are not.
        """
        models = self.blind.ordered(self._models())
        prompts = list(dict.fromkeys(prompt for prompt, _ in self._cells))
        seen = {key for key, cell in self._cells.items() if hidden or not cell.hidden}
        columns = [model for model in models if any((prompt, model) in seen for prompt in prompts)]
        return [
            [(prompt, model) for model in columns if (prompt, model) in self._cells]
            for prompt in prompts
            if any((prompt, model) in seen for model in models)
        ]

    @property
    def doubtful(self) -> Sequence[tuple[Key, Quotation]]:
        """The quotations that were not found as they stand, in the order of the grid."""
        return [
            (key, quotation)
            for row in self.rows()
            for key in row
            for quotation in self._cells[key].evidence.quotations
            if quotation.status is not Status.FOUND and not self._cells[key].hidden
        ]

    def light(self, moment: Moment | None, *, bring: bool = False) -> None:
        """Light a moment wherever it is cited, or nothing; with `bring`, scroll to it."""
        mentions = _by_answer((moment,) if moment else ())
        for id_, key in self._keys.items():
            self._cells[key].light(mentions.get(id_, ()), bring=bring)

    def _models(self) -> list[str]:
        return list(dict.fromkeys(model for _, model in self._cells))

    def _build(self, keys: Sequence[Key]) -> None:
        for cell in self:
            cell.setParent(None)
            cell.deleteLater()
        self._cells = {key: self._make(key) for key in keys}

    def _make(self, key: Key) -> AnswerCell:
        cell = AnswerCell(self._theme)
        for asked, told in (
            (cell.again_asked, self.again_asked),
            (cell.stop_asked, self.stop_asked),
            (cell.other_model_asked, self.other_model_asked),
            (cell.star_asked, self.star_asked),
            (cell.hide_asked, self.hide_asked),
            (cell.pointed, self.pointed),
        ):
            asked.connect(partial(self._tell, cell, told.emit))
        cell.alone_asked.connect(partial(self.alone_asked.emit, key))
        cell.time_clicked.connect(self.time_clicked)
        cell.link_clicked.connect(self.link_clicked)
        return cell

    @staticmethod
    def _tell(cell: AnswerCell, emit: Callable[..., None], *facts: bool | Passage | None) -> None:
        if cell.state is not None and cell.state.id:
            emit(cell.state.id, *facts)


def _key(cell: CellState) -> Key:
    return cell.place


def _by_answer(moments: Sequence[Moment]) -> Mapping[str, Sequence[Mention]]:
    found: dict[str, list[Mention]] = {}
    for moment in moments:
        for mention in moment.mentions:
            found.setdefault(mention.analysis, []).append(mention)
    return found
