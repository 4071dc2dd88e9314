"""The left part: project, search, drop zone, recordings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QMenu, QVBoxLayout, QWidget

from sextant.bridge.recordings_model import NAME_ROLE, STATE_ROLE, RecordingsModel
from sextant.bridge.state import RecordingState, Spending
from sextant.ui.recording_delegate import RecordingDelegate
from sextant.ui.small import button, label, set_font
from sextant.ui.study_badge import StudyBadge
from sextant.ui.theme import Theme
from sextant.ui.words import count_word, recording_line, spending_word


class RecordingsProxy(QSortFilterProxyModel):
    """Newest first, found by name; says to a screen reader what the delegate paints."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.sort(0)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state: RecordingState = super().data(index, STATE_ROLE)
            return f"{state.title}, {recording_line(state)}"
        return super().data(index, role)

    def lessThan(
        self, left: QModelIndex | QPersistentModelIndex, right: QModelIndex | QPersistentModelIndex
    ) -> bool:
        first: RecordingState = left.data(STATE_ROLE)
        second: RecordingState = right.data(STATE_ROLE)
        return (first.created, first.name) > (second.created, second.name)


class LibraryPane(QFrame):
    """Chooses a recording; asks for files."""

    chosen = Signal(str)
    """The name of a recording."""
    files_asked = Signal()

    def __init__(
        self, model: RecordingsModel, theme: Theme, menu: QMenu, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("library")
        self._model = model
        self._menu = menu
        self.study = StudyBadge()
        self._project = button("Project ▾", kind="title", name="Project menu")
        set_font(self._project, bold=True, size=1.12)
        self._search = QLineEdit()
        self._search.setPlaceholderText("Find a recording")
        self._search.setAccessibleName("Find a recording by name")
        self._search.setClearButtonEnabled(True)
        self._search.setAcceptDrops(False)
        glass = QAction(theme.icon("search"), "", self._search)
        self._search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._proxy = RecordingsProxy(self)
        self._proxy.setSourceModel(model)
        self._list = QListView()
        self._list.setModel(self._proxy)
        self._list.setItemDelegate(RecordingDelegate(theme, self._list))
        self._list.setAccessibleName("Recordings")
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._nothing = label("No recording has this in its name.", tone="muted")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sum = label(tone="muted")
        self._sum.setWordWrap(True)
        self._choose = button("choose files…", kind="link", name="Choose video or audio files")
        self._lay_out()
        self._connect(theme)
        self._count()

    def show_project(self, name: str) -> None:
        self._project.setText(f"{name} ▾")
        self._project.setAccessibleName(f"Project {name}, menu")

    def select(self, name: str) -> None:
        """Make a recording the chosen one."""
        for row in range(self._proxy.rowCount()):
            index = self._proxy.index(row, 0)
            if index.data(NAME_ROLE) == name:
                self._list.setCurrentIndex(index)
                return

    def focus_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def select_first(self) -> None:
        if self._proxy.rowCount():
            self._list.setCurrentIndex(self._proxy.index(0, 0))

    def focus_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _current_changed(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(NAME_ROLE))

    def _filter(self, text: str) -> None:
        self._proxy.setFilterFixedString(text)
        self._count()

    def _count(self) -> None:
        states = self._model.states()
        spent = Spending(
            sum((state.spending.known for state in states), Decimal(0)),
            sum((state.spending.estimated for state in states), Decimal(0)),
            sum(state.spending.unknown for state in states),
        )
        parts = [count_word(len(states), "recording", "recordings")]
        if seconds := sum(state.duration or 0.0 for state in states):
            hours, minutes = divmod(round(seconds / 60), 60)
            parts.append(f"{hours} h {minutes} min" if hours else f"{max(minutes, 1)} min")
        if cost := spending_word(spent):
            parts.append(cost)
        self._sum.setText(" · ".join(parts) if states else "")
        self._nothing.setVisible(bool(states) and not self._proxy.rowCount())

    def _open_menu(self) -> None:
        self._menu.popup(self._project.mapToGlobal(self._project.rect().bottomLeft()))

    def _connect(self, theme: Theme) -> None:
        self._project.clicked.connect(self._open_menu)
        self._choose.clicked.connect(self.files_asked)
        self._search.textChanged.connect(self._filter)
        self._list.selectionModel().currentChanged.connect(self._current_changed)
        for signal in (self._model.rowsInserted, self._model.modelReset, self._model.dataChanged):
            signal.connect(self._count)
        theme.changed.connect(self._list.viewport().update)

    def _lay_out(self) -> None:
        drop = QFrame()
        drop.setObjectName("dropZone")
        zone = QVBoxLayout(drop)
        zone.setContentsMargins(8, 12, 8, 12)
        zone.setSpacing(0)
        zone.addWidget(label("Drop videos here", tone="muted"), 0, Qt.AlignmentFlag.AlignHCenter)
        line = QHBoxLayout()
        line.setSpacing(1)
        line.addStretch()
        line.addWidget(label("or", tone="muted"))
        line.addWidget(self._choose)
        line.addStretch()
        zone.addLayout(line)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.study)
        column.addWidget(self._project, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._search)
        column.addWidget(drop)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        column.addWidget(self._sum)
