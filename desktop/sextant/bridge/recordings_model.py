"""The project's recordings as a Qt model: a list, newest last, found by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sextant.bridge.state import RecordingState

Index = QModelIndex | QPersistentModelIndex

NAME_ROLE = Qt.ItemDataRole.UserRole
"""The folder's name, which is the recording's name in the project (str)."""
STATE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The whole row (RecordingState)."""


class RecordingsModel(QAbstractListModel):
    """Rows are `RecordingState`; `put` adds or replaces one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[RecordingState] = []
        self._places: dict[str, int] = {}

    def reset(self, states: Iterable[RecordingState] = ()) -> None:
        """Begin anew with these rows."""
        self.beginResetModel()
        self._rows = list(states)
        self._places = {state.name: row for row, state in enumerate(self._rows)}
        self.endResetModel()

    def extend(self, states: Sequence[RecordingState]) -> None:
        """Append rows; names that are there already are replaced in place."""
        fresh = [state for state in states if state.name not in self._places]
        for state in states:
            if state.name in self._places:
                self.put(state)
        if not fresh:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
        self._rows.extend(fresh)
        self._places |= {state.name: first + n for n, state in enumerate(fresh)}
        self.endInsertRows()

    def put(self, state: RecordingState) -> None:
        row = self._places.get(state.name)
        if row is None:
            self.extend([state])
        elif self._rows[row] != state:
            self._rows[row] = state
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def state(self, name: str) -> RecordingState | None:
        row = self._places.get(name)
        return None if row is None else self._rows[row]

    def states(self) -> Sequence[RecordingState]:
        return tuple(self._rows)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        state = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return state.title
            case _ if role == NAME_ROLE:
                return state.name
            case _ if role == STATE_ROLE:
                return state
            case _:
                return None
