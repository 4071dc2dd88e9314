"""The moments of a recording as a Qt model: in order of time, all or those of one kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sextant.core.agreement import Agreement, Kind, Moment, said
from sextant.core.model import Transcript
from sextant.ui.words import clock

Index = QModelIndex | QPersistentModelIndex

MOMENT_ROLE = Qt.ItemDataRole.UserRole
"""The Moment itself."""
WORDS_ROLE = Qt.ItemDataRole.UserRole + 1
"""What was said there (str)."""


class MomentsModel(QAbstractListModel):
    """Rows are `Moment`; `show_kind` filters."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.agreement = Agreement((), ())
        self.kind: Kind | None = None
        self._transcript: Transcript | None = None
        self._titles: Mapping[str, str] = {}
        self._rows: Sequence[Moment] = ()

    def show(
        self, agreement: Agreement, transcript: Transcript | None, titles: Mapping[str, str]
    ) -> None:
        """Begin anew. `titles` are the answers' names by their ids."""
        self.beginResetModel()
        self.agreement, self._transcript, self._titles = agreement, transcript, titles
        self._rows = agreement.of_kind(self.kind)
        self.endResetModel()

    def show_kind(self, kind: Kind | None) -> None:
        """Only the moments of this kind; ``None`` is all."""
        self.beginResetModel()
        self.kind = kind
        self._rows = self.agreement.of_kind(kind)
        self.endResetModel()

    def moment(self, row: int) -> Moment | None:
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, moment: Moment | None) -> int:
        """-1 where it is not shown."""
        return self._rows.index(moment) if moment in self._rows else -1

    def words(self, moment: Moment) -> str:
        """What was said there."""
        return said(self._transcript, moment) if self._transcript else ""

    def title(self, answer: str) -> str:
        """The name of an answer."""
        return self._titles.get(answer, answer)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        moment = self.moment(index.row()) if index.isValid() else None
        if moment is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{clock(moment.start)} {self.words(moment)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._aloud(moment)
            case Qt.ItemDataRole.ToolTipRole:
                return self.cited_by(moment)
            case _ if role == MOMENT_ROLE:
                return moment
            case _ if role == WORDS_ROLE:
                return self.words(moment)
            case _:
                return None

    def cited_by(self, moment: Moment) -> str:
        """How many answers point there, and which."""
        names = ", ".join(self.title(answer) for answer in moment.analyses)
        words = self.tr("Cited by {count} of {total}: {names}")
        return words.format(count=len(moment.analyses), total=self.agreement.answers, names=names)

    def _aloud(self, moment: Moment) -> str:
        return f"{clock(moment.start)}. {self.cited_by(moment)}. {self.words(moment)}"
