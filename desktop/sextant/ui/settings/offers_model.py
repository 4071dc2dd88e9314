"""The models on offer as a Qt model: asked or not, context, age, price."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from sextant.core.cost import estimate
from sextant.core.model import ModelInfo
from sextant.core.settings import Grid, TranscriptionSettings
from sextant.ui.words import prices_word, range_word

Index = QModelIndex | QPersistentModelIndex

ID_ROLE = Qt.ItemDataRole.UserRole
"""The model's id (str)."""
SEARCH_ROLE = Qt.ItemDataRole.UserRole + 1
"""What a search looks at: name and id."""
SORT_ROLE = Qt.ItemDataRole.UserRole + 2
"""What a column is ordered by."""

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MILLION = 1_000_000
AN_HOUR = 3600.0
NOWHERE = Decimal("Infinity")
"""Where an unknown price stands in the order."""


class OffersModel(QAbstractTableModel):
    """A row a model. Ids that are asked and not on offer have a row as well."""

    toggled = Signal(str)
    """A person ticked or unticked the model of this id; `show_asked` says what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[ModelInfo] = ()
        self._asked: Sequence[str] = ()
        self._offered: frozenset[str] = frozenset()

    def show_models(self, offered: Iterable[ModelInfo], asked: Sequence[str]) -> None:
        known = {info.id: info for info in offered}
        self.beginResetModel()
        self._offered = frozenset(known)
        self._asked = asked
        strangers = [_stranger(one) for one in asked if one not in known]
        self._rows = sorted((*known.values(), *strangers), key=_by_name)
        self.endResetModel()

    def show_asked(self, asked: Sequence[str]) -> None:
        """Other models are asked; those that nobody offers come and go with it."""
        if set(asked) - {info.id for info in self._rows}:
            self.show_models((i for i in self._rows if i.id in self._offered), asked)
            return
        self._asked = asked
        if self._rows:
            last = self.index(len(self._rows) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])

    def info(self, index: Index) -> ModelInfo:
        return self._rows[index.row()]

    def offered(self, model: str) -> bool:
        return model in self._offered

    def name(self, model: str) -> str:
        """A model's name for people; its id where it has none."""
        return next((info.name for info in self._rows if info.id == model), model)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (
                    self.tr("Model"),
                    self.tr("Context"),
                    self.tr("Released"),
                    self.tr("In / out"),
                    self.tr("One answer"),
                )[section]
            case Qt.ItemDataRole.ToolTipRole:
                return (
                    "",
                    self.tr("Tokens it can read at once. An hour of speech has about 15,000."),
                    "",
                    self.tr("US dollars per million tokens, read and written"),
                    self.tr("One prompt about an hour of speech, as an estimate"),
                )[section]
            case Qt.ItemDataRole.TextAlignmentRole if section:
                return RIGHT
            case _:
                return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        info, column = self._rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(info, column)
            case Qt.ItemDataRole.CheckStateRole if column == 0:
                asked = info.id in self._asked
                return Qt.CheckState.Checked if asked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return info.id
            case Qt.ItemDataRole.TextAlignmentRole if column:
                return RIGHT
            case _ if role == ID_ROLE:
                return info.id
            case _ if role == SEARCH_ROLE:
                return f"{info.name} {info.id}"
            case _ if role == SORT_ROLE:
                return self._order(info, column)
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags if index.column() else flags | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ARG002 - Qt's
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.toggled.emit(self._rows[index.row()].id)
        return True

    def _words(self, info: ModelInfo, column: int) -> str:
        match column:
            case 0:
                return info.name
            case 1:
                return _short(info.context_length or 0)
            case 2:
                return _month(info.created)
            case 3:
                return self.price_words(info)
            case _:
                return self.hour_words(info)

    def price_words(self, info: ModelInfo) -> str:
        """``$2.00 / $10.00`` a million tokens."""
        if info.free:
            return self.tr("free")
        if info.prompt_price is None or info.completion_price is None:
            return self.tr("unknown")
        return prices_word(info.prompt_price * MILLION, info.completion_price * MILLION)

    def hour_words(self, info: ModelInfo) -> str:
        """What one answer about an hour of speech will probably cost."""
        if info.free:
            return self.tr("may train on it")
        cost = _hour(info)
        return "" if cost is None else range_word(*cost)

    def _order(self, info: ModelInfo, column: int) -> Any:
        match column:
            case 0:
                return info.name.casefold()
            case 1:
                return info.context_length or 0
            case 2:
                return info.created
            case 3:
                return float(info.completion_price or (0 if info.free else NOWHERE))
            case _:
                cost = _hour(info)
                return float(cost[1] if cost else (0 if info.free else NOWHERE))


def _by_name(info: ModelInfo) -> str:
    return info.name.casefold()


def _stranger(model: str) -> ModelInfo:
    return ModelInfo(model, model, None, None, None)


def _short(tokens: int) -> str:
    """``200K``, ``1M``, ``1.05M``; empty when unknown."""
    if tokens >= MILLION:
        return f"{QLocale().toString(tokens / MILLION, 'g', 3)}M"
    return f"{QLocale().toString(tokens // 1000)}K" if tokens else ""


def _month(created: int) -> str:
    """A release as year and month, which order as they are read; empty when unknown."""
    return datetime.fromtimestamp(created, UTC).strftime("%Y-%m") if created > 0 else ""


def _hour(info: ModelInfo) -> tuple[Decimal, Decimal] | None:
    grid = Grid(("one",), (info.id,))
    cost = estimate(AN_HOUR, TranscriptionSettings(), grid, {info.id: info})
    return None if cost.unpriced else (cost.analyses.low, cost.analyses.high)
