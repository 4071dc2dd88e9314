"""The list of recordings: ten thousand rows and not one widget among them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from sextant.bridge.recordings_model import HIT_ROLE, NAME_ROLE, RecordingsModel
from sextant.bridge.state import RecordingState
from sextant.ui.recording_delegate import RecordingDelegate
from sextant.ui.theme import Theme
from sextant.ui.words import recording_line

Flag = QItemSelectionModel.SelectionFlag


class RecordingsList(QListView):
    """Chooses one recording to read and several to act on.

    What is chosen stays chosen while rows come, go and change their places; only a
    person chooses another.
    """

    chosen = Signal(str)
    """The name of a recording that a person wants to read."""

    def __init__(
        self, model: RecordingsModel, theme: Theme, menu: QMenu, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._recordings = model
        self._menu = menu
        self._name = ""
        self._row = 0
        self._arranging = False
        self.setModel(model)
        model.describe = _described
        self.setItemDelegate(RecordingDelegate(theme, self))
        self.setAccessibleName(self.tr("Recordings"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.clicked.connect(self._clicked)
        model.modelAboutToBeReset.connect(self._hold)
        model.modelReset.connect(self._settle)
        model.rowsAboutToBeRemoved.connect(self._hold)
        model.rowsRemoved.connect(self._settle)
        model.rowsInserted.connect(self._restore)
        theme.changed.connect(self.viewport().update)

    @property
    def names(self) -> Sequence[str]:
        """What is selected, from top to bottom."""
        selected = sorted(self.selectedIndexes(), key=QModelIndex.row)
        return tuple(index.data(NAME_ROLE) for index in selected)

    def select(self, name: str) -> None:
        """Make a recording the chosen one, as if a person had."""
        self._choose(self._recordings.row_of(name))

    def select_first(self) -> None:
        self._choose(0)

    def select_neighbour(self) -> None:
        """Choose what stands where the one that is gone has stood."""
        self._choose(min(self._row, self._recordings.rowCount() - 1))

    def _choose(self, row: int) -> None:
        """Not by `setCurrentIndex`: with Ctrl held down that takes a choice back."""
        index = self._recordings.index(row)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect)

    def follow(self, before: str, now: str) -> None:
        """The chosen recording has another name."""
        if self._name == before:
            self._name = now
            self._restore()

    def forget(self) -> None:
        """Nothing is chosen any more."""
        self._name = ""

    def rename(self) -> None:
        """Let a person type another title for the current recording."""
        if self.currentIndex().isValid():
            self.edit(self.currentIndex())

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        name = current.data(NAME_ROLE) if current.isValid() else ""
        if name and not self._arranging and name != self._name:
            self._name = name
            self._row = current.row()
            self.chosen.emit(name)

    def _clicked(self, index: QModelIndex) -> None:
        """A place that was found is gone to with each click, not only with the first."""
        if index.data(HIT_ROLE) is not None and index == self.currentIndex():
            self.chosen.emit(index.data(NAME_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return reads what is current; the other keys are the list's own and the menu's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().data(NAME_ROLE))
            return
        super().keyPressEvent(event)

    def _hold(self) -> None:
        """Qt is about to choose a neighbour of a row that goes; nobody asked for that."""
        self._arranging = True

    def _settle(self) -> None:
        self._arranging = False
        self._restore()

    def _restore(self) -> None:
        row = self._recordings.row_of(self._name) if self._name else -1
        current = self.currentIndex()
        if row < 0:
            if self._name or current.isValid():
                self._arranging = True
                self.selectionModel().clear()
                self._arranging = False
        elif row != current.row() or not self.selectionModel().isSelected(current):
            self._arranging = True
            self._choose(row)
            self._arranging = False

    def _open_menu(self, place: QPoint) -> None:
        if self.indexAt(place).isValid():
            self._menu.popup(self.viewport().mapToGlobal(place))


def _described(state: RecordingState) -> str:
    return f"{state.title}, {recording_line(state)}"
