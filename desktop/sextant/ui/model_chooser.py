"""Another model for one answer, chosen from the live list with its price."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from sextant.bridge.asking import Answers
from sextant.bridge.loading import Detail
from sextant.bridge.state import RecordingState
from sextant.core.model import ModelInfo
from sextant.ui.models_model import ID_ROLE, ModelsModel
from sextant.ui.small import paragraph

SIZE = (620, 460)


class ModelChooser(QDialog):
    """Search, list, and nothing is asked before *Ask this model*."""

    chosen = Signal(str)
    """The id of a model."""

    def __init__(
        self,
        title: str,
        *,
        words: int,
        taken: Collection[str] = (),
        answered: Collection[str] = (),
        note: str = "",
    ) -> None:
        """`words` are read by the model; models in `taken` are not offered.

        The answer of those in `answered` is saved. `note` is said below the list.
        """
        super().__init__()
        self._words, self._taken, self._answered = words, taken, answered
        self._words_below = note or self.tr(
            "The price is an estimate for this transcript. The answer so far stays on disk."
        )
        self._models = ModelsModel((), words=words)
        self._shown = QSortFilterProxyModel(self)
        self.search = QLineEdit()
        self.list = QTreeView()
        self._note = paragraph(self.tr("Fetching the list of models…"), tone="muted")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.ask = self._buttons.addButton(
            self.tr("Ask this model"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.ask.setEnabled(False)
        self.setWindowTitle(title)
        self.resize(*SIZE)
        self._lay_out()
        self._connect()

    def show_models(self, models: Mapping[str, ModelInfo]) -> None:
        """The list has come; an empty one means that an id is to be typed."""
        free = [info for info in models.values() if info.id not in self._taken]
        self._models = ModelsModel(free, words=self._words, answered=self._answered)
        self._shown.setSourceModel(self._models)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        typed = self.tr("There is no list of models here. Type the id of one.")
        self._note.setText(self._words_below if free else typed)
        self._choice_changed()

    @property
    def choice(self) -> str:
        """The id that *Ask this model* would ask; empty when none is chosen."""
        current = self.list.currentIndex()
        if current.isValid():
            return str(current.data(ID_ROLE))
        return "" if self._models.rowCount() else self.search.text().strip()

    def _search(self, text: str) -> None:
        self._shown.setFilterFixedString(text)
        if text and self._shown.rowCount():
            self.list.setCurrentIndex(self._shown.index(0, 0))
        self._choice_changed()

    def _choice_changed(self) -> None:
        self.ask.setEnabled(bool(self.choice))

    def _accept(self) -> None:
        if self.choice:
            self.chosen.emit(self.choice)
            self.accept()

    def _activated(self, index: QModelIndex) -> None:  # noqa: ARG002 - Qt's
        self._accept()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._accept)
        self.list.selectionModel().currentChanged.connect(self._choice_changed)
        self.list.activated.connect(self._activated)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(self.tr("Search by name"))
        self.search.setAccessibleName(self.tr("Search models"))
        self.search.setClearButtonEnabled(True)
        self._shown.setSourceModel(self._models)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list.setModel(self._shown)
        self.list.setAccessibleName(self.tr("Models"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for widget in (self.search, self.list, self._note, self._buttons):
            column.addWidget(widget)
        self.search.setFocus()


def choose_model(
    parent: QWidget, answers: Answers, state: RecordingState, answer: str, detail: Detail
) -> ModelChooser | None:
    """Ask which model is to give `answer` (its id), and have it asked."""
    cell = next((cell for cell in state.cells if cell.id == answer), None)
    if cell is None:
        return None
    taken = {one.model for one in state.cells if one.prompt == cell.prompt}
    asked = {
        detail.answers[one.id].key.prompt_fingerprint
        for one in state.cells
        if one.prompt == cell.prompt and one.id in detail.answers
    }
    answered = {
        saved.key.model
        for saved in detail.answers.values()
        if saved.complete and saved.key.prompt_fingerprint in asked
    }
    words = detail.transcript.word_count if detail.transcript else 0
    title = QCoreApplication.translate("ModelChooser", "Another model for {title}")
    chooser = ModelChooser(
        title.format(title=cell.title), words=words, taken=taken, answered=answered
    )
    chooser.chosen.connect(partial(answers.use_model, state.name, answer))
    return open_chooser(chooser, parent, answers, practice=state.practice)


def open_chooser(
    chooser: ModelChooser, parent: QWidget, answers: Answers, *, practice: bool
) -> ModelChooser:
    """Open it over `parent`; the live list comes when it has come."""
    chooser.setParent(parent, chooser.windowFlags())
    chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    answers.models_listed.connect(chooser.show_models)
    answers.list_models(practice=practice)
    chooser.open()
    return chooser
