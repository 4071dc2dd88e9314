"""The project's recordings as a Qt model: found by name, in the order that is wished for.

Sorting and filtering happen here and not in a proxy: a proxy in Python compares
rows one by one, which took seconds for ten thousand of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from sextant.bridge.arrangement import Hit, Kind, Order, belongs, place
from sextant.bridge.state import RecordingState

Index = QModelIndex | QPersistentModelIndex

NAME_ROLE = Qt.ItemDataRole.UserRole
"""The folder's name, which is the recording's name in the project (str)."""
STATE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The whole row (RecordingState)."""
HIT_ROLE = Qt.ItemDataRole.UserRole + 2
"""Where the words searched for stand in it (Hit), if they do."""


class RecordingsModel(QAbstractListModel):
    """Rows are `RecordingState`; `put` adds or replaces one."""

    wanted = Signal(str)
    """The name of a recording that is looked at and only known in outline."""
    renamed = Signal(str, str)
    """A recording's name, and the title that was typed for it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.describe: Callable[[RecordingState], str] = lambda state: state.title
        """A row in words, for a screen reader; the window has them."""
        self._states: dict[str, RecordingState] = {}
        self.order = Order.NEWEST
        self._kind = Kind.ALL
        self._query = ""
        self._hits: dict[str, Hit] = {}
        self._places: list[tuple[Any, str]] = []
        """What is shown, sorted; the second of each is the name."""

    # ── What there is ──

    def reset(self, states: Iterable[RecordingState] = ()) -> None:
        """Begin anew with these rows."""
        self._states = {state.name: state for state in states}
        self._hits.clear()
        self._arrange()

    def extend(self, states: Sequence[RecordingState]) -> None:
        """Add rows; names that are there already are replaced in place."""
        fresh = [state for state in states if state.name not in self._states]
        for state in states:
            if state.name in self._states:
                self.put(state)
        self._states |= {state.name: state for state in fresh}
        self._insert([self._place(state) for state in fresh if self._shows(state)])

    def put(self, state: RecordingState) -> None:
        """Add or replace one."""
        before = self._states.get(state.name)
        if before is None:
            self.extend([state])
        elif before != state:
            self._replace(before, state)

    def remove(self, name: str) -> None:
        """Take one away. Harmless when there is none of that name."""
        state = self._states.get(name)
        if state is not None:
            self._take_out(self._place(state))
            self._hits.pop(name, None)
            del self._states[name]

    def state(self, name: str) -> RecordingState | None:
        return self._states.get(name)

    def states(self) -> Sequence[RecordingState]:
        """All, shown or not, in the order they came."""
        return tuple(self._states.values())

    # ── What is shown ──

    def sort_by(self, order: Order) -> None:
        self.order = order
        self._arrange()

    def show_only(self, kind: Kind) -> None:
        self._kind = kind
        self._arrange()

    def search(self, query: str) -> None:
        """Show what has `query` in its title; `add_hits` tells what has it elsewhere."""
        self._query = query.casefold().strip()
        self._hits.clear()
        self._arrange()

    def add_hits(self, hits: Mapping[str, Hit]) -> None:
        """Show these as well, and where the words stand in them."""
        known = {name: hit for name, hit in hits.items() if name in self._states}
        shown = [name for name in known if self._shows(self._states[name])]
        self._hits |= known
        for name in shown:
            self._changed(self._place(self._states[name]))
        fresh = (self._states[name] for name in known if name not in set(shown))
        self._insert([self._place(state) for state in fresh if self._shows(state)])

    def names(self) -> Sequence[str]:
        """What is shown, from top to bottom."""
        return tuple(name for _, name in self._places)

    def hit(self, name: str) -> Hit | None:
        """Where the words searched for stand in a recording, if they do."""
        return self._hits.get(name)

    def row_of(self, name: str) -> int:
        """Where a recording is shown; -1 where it is not."""
        state = self._states.get(name)
        return -1 if state is None else self._row(self._place(state))

    # ── For Qt ──

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._places):
            return None
        name = self._places[index.row()][1]
        state = self._states[name]
        match role:
            case (
                Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.EditRole
            ):
                return state.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.describe(state)
            case _ if role == NAME_ROLE:
                return name
            case _ if role == HIT_ROLE:
                return self._hits.get(name)
            case _ if role == STATE_ROLE:
                if not state.whole:
                    self.wanted.emit(name)
                return state
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if index.isValid() else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell that another title is wished for; the row changes when the files have."""
        name = index.data(NAME_ROLE)
        title = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or name is None or title == self._states[name].title:
            return False
        self.renamed.emit(name, title)
        return True

    # ── The inside ──

    def _place(self, state: RecordingState) -> tuple[Any, str]:
        return place(state, self.order)

    def _shows(self, state: RecordingState) -> bool:
        if not belongs(state, self._kind):
            return False
        return self._query in state.title.casefold() or state.name in self._hits

    def _arrange(self) -> None:
        self.beginResetModel()
        shown = filter(self._shows, self._states.values())
        self._places = sorted(map(self._place, shown))
        self.endResetModel()

    def _row(self, where: tuple[Any, str]) -> int:
        row = bisect_left(self._places, where)
        return row if row < len(self._places) and self._places[row] == where else -1

    def _insert(self, fresh: list[tuple[Any, str]]) -> None:
        """Runs of neighbours go in together, the last ones first, so that rows stay true."""
        fresh.sort()
        while fresh:
            last = fresh.pop()
            row = bisect_left(self._places, last)
            run = [last]
            while fresh and bisect_left(self._places, fresh[-1]) == row:
                run.append(fresh.pop())
            self.beginInsertRows(QModelIndex(), row, row + len(run) - 1)
            self._places[row:row] = reversed(run)
            self.endInsertRows()

    def _take_out(self, where: tuple[Any, str]) -> None:
        row = self._row(where)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._places[row]
            self.endRemoveRows()

    def _replace(self, before: RecordingState, state: RecordingState) -> None:
        """A row that is still shown stays the same row for Qt, with what is selected in it."""
        old, new = self._place(before), self._place(state)
        shown, stays = self._row(old) >= 0, self._shows(state)
        if shown and not stays:
            self._take_out(old)
        self._states[state.name] = state
        if shown and stays:
            self._move(old, new)
            self._changed(new)
        elif stays:
            self._insert([new])

    def _move(self, old: tuple[Any, str], new: tuple[Any, str]) -> None:
        """Qt counts the target before the row has left its place."""
        row, target = self._row(old), bisect_left(self._places, new)
        if target in {row, row + 1}:
            self._places[row] = new
            return
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), target)
        del self._places[row]
        self._places.insert(target - (target > row), new)
        self.endMoveRows()

    def _changed(self, where: tuple[Any, str]) -> None:
        index = self.index(self._row(where))
        self.dataChanged.emit(index, index)
