"""Which answers stand side by side, and whether they scroll together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSizePolicy, QWidget

from sextant.ui.cells import Key

MOST = 3
"""Columns; narrower ones would no longer be wide."""

SHORTEST = 8
"""Characters of a name that a chooser shows at least."""


class ColumnsBar(QWidget):
    """The switches; its `choosers` go above the columns, one each."""

    changed = Signal()
    """Other answers were chosen."""
    tie_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[Key, ...] = ()
        self._chosen: list[Key] = []
        self._three = QCheckBox(self.tr("Three columns"))
        self._tie = QCheckBox(self.tr("Scroll together"))
        self._tie.setChecked(True)
        self._choosers = [self._make_chooser(number) for number in range(MOST)]
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 6)
        row.setSpacing(16)
        row.addWidget(self._tie)
        row.addWidget(self._three)
        row.addStretch()
        self._three.toggled.connect(self._count_changed)
        self._tie.toggled.connect(self.tie_asked)

    @property
    def chosen(self) -> Sequence[Key]:
        """The answers in the columns, from left to right."""
        return tuple(self._chosen)

    @property
    def choosers(self) -> Sequence[QComboBox]:
        """One for each column that is shown."""
        return self._choosers[: len(self._chosen)]

    def offer(self, titles: Mapping[Key, str]) -> None:
        """The answers there are. What was chosen stays, where it is still there."""
        keys = tuple(titles)
        before, self._keys = self._chosen, keys
        wanted = MOST if self._three.isChecked() else MOST - 1
        kept = [key for key in before if key in titles][:wanted]
        kept += [key for key in keys if key not in kept][: max(wanted - len(kept), 0)]
        self._chosen = kept
        self._three.setEnabled(len(keys) >= MOST)
        for number, chooser in enumerate(self._choosers):
            chooser.blockSignals(True)  # noqa: FBT003 - Qt's
            chooser.clear()
            chooser.addItems(list(titles.values()))
            if number < len(kept):
                chooser.setCurrentIndex(keys.index(kept[number]))
            chooser.blockSignals(False)  # noqa: FBT003 - Qt's

    def choose(self, keys: Sequence[Key]) -> None:
        """Show these, two or three."""
        self._three.setChecked(len(keys) >= MOST)
        self._chosen = list(keys[:MOST])
        for chooser, key in zip(self._choosers, self._chosen, strict=False):
            chooser.setCurrentIndex(self._keys.index(key))
        self.changed.emit()

    def _make_chooser(self, number: int) -> QComboBox:
        chooser = QComboBox()
        chooser.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        chooser.setMinimumContentsLength(SHORTEST)
        chooser.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        chooser.setAccessibleName(self.tr("Answer in column {number}").format(number=number + 1))
        chooser.activated.connect(partial(self._picked, number))
        return chooser

    def _picked(self, column: int, index: int) -> None:
        """An answer that stands in another column already changes places with this one."""
        key, before = self._keys[index], self._chosen[column]
        if key in self._chosen:
            other = self._chosen.index(key)
            self._chosen[other] = before
            self._choosers[other].setCurrentIndex(self._keys.index(before))
        self._chosen[column] = key
        self.changed.emit()

    def _count_changed(self, three: bool) -> None:  # noqa: FBT001 - Qt's
        wanted = MOST if three else MOST - 1
        free = [key for key in self._keys if key not in self._chosen]
        self._chosen = [*self._chosen, *free][:wanted]
        for chooser, key in zip(self._choosers, self._chosen, strict=False):
            chooser.setCurrentIndex(self._keys.index(key))
        self.changed.emit()
