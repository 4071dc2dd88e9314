"""The live list of models as a Qt model: name, context, what an answer would cost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from sextant.core.cost import answer_estimate
from sextant.core.model import ModelInfo
from sextant.ui.words import number_word, range_word

Index = QModelIndex | QPersistentModelIndex

ID_ROLE = Qt.ItemDataRole.UserRole
"""The model's id (str)."""

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ModelsModel(QAbstractTableModel):
    """A row a model, in the order of their names; `words` are those of the transcript."""

    def __init__(
        self, models: Iterable[ModelInfo], *, words: int, answered: Collection[str] = ()
    ) -> None:
        """`answered` are ids of models whose answer is saved, and costs nothing."""
        super().__init__()
        self._rows: Sequence[ModelInfo] = sorted(models, key=lambda info: info.name.casefold())
        self._words = words
        self._answered = answered

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (self.tr("Model"), self.tr("Context"), self.tr("This answer"))[section]
            case Qt.ItemDataRole.TextAlignmentRole if section:
                return RIGHT
            case _:
                return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        info = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (info.name, self._context(info), self.cost_words(info))[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return info.id
            case Qt.ItemDataRole.TextAlignmentRole if index.column():
                return RIGHT
            case _ if role == ID_ROLE:
                return info.id
            case _:
                return None

    def cost_words(self, info: ModelInfo) -> str:
        """``$0.02–$0.06``, as an estimate; what is saved already costs nothing."""
        if info.id in self._answered:
            return self.tr("saved already")
        if info.free:
            return self.tr("free; may train on it")
        estimate = answer_estimate(self._words, info)
        if estimate is None:
            return self.tr("price unknown")
        return range_word(estimate.low, estimate.high)

    @staticmethod
    def _context(info: ModelInfo) -> str:
        return number_word(info.context_length) if info.context_length else ""
