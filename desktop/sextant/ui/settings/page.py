"""What the pages of the settings are made of: rows that read a setting and write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QLocale, QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from sextant.bridge.preferences import Preferences
from sextant.core.settings import value_of
from sextant.ui.small import label
from sextant.ui.words import money_word

WIDTH = 72
"""Characters: lines longer than that are hard to read."""
NAMES = 16
"""Characters that the names of rows have room for at least."""
APART = 8
"""Pixels more between an explanation and what follows: it belongs to what is above it."""


class _Note(QLabel):
    """A layout asks how high it is at a width that it never takes, and would cut lines off."""

    def heightForWidth(self, width: int) -> int:
        return super().heightForWidth(min(width, self.maximumWidth()))


class Page(QScrollArea):
    """A page: a title, a sentence, rows. What is locked is shown, with the reason.

    Fields are named with dots, as in the settings file.
    """

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.title = ""
        self._readers: list[Callable[[], None]] = []
        self._locks: list[tuple[str, QLabel, Sequence[QWidget]]] = []
        self._row_names: list[QLabel] = []
        inner = QWidget()
        inner.setObjectName("settingsPage")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(24, 18, 24, 18)
        self.column.setSpacing(8)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def head(self, title: str, lead: str = "") -> None:
        self.title = title
        self.setAccessibleName(title)
        self.column.addWidget(label(title, bold=True, size=1.3))
        if lead:
            self.note(lead)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._align()

    def _align(self) -> None:
        """Let the fields of all rows stand in a line, however long their names are."""
        least = self.fontMetrics().averageCharWidth() * NAMES
        width = max((least, *(name.sizeHint().width() for name in self._row_names)))
        for name in self._row_names:
            name.setMinimumWidth(width)

    def show_settings(self) -> None:
        """Read every row anew, and say what is locked."""
        for read in self._readers:
            read()
        for field, words, widgets in self._locks:
            reason = self._lock_reason(field)
            words.setText(reason)
            words.setVisible(bool(reason))
            for widget in widgets:
                widget.setEnabled(not reason)

    def whenever_shown(self, read: Callable[[], None]) -> None:
        """Have `read` called whenever settings may have changed."""
        self._readers.append(read)

    def value(self, field: str) -> Any:
        return value_of(self.preferences.settings, field)

    def heading(self, text: str) -> None:
        self.column.addSpacing(10)
        self.column.addWidget(label(text, bold=True))

    def note(self, text: str = "", *, tone: str = "muted", indent: int = 0) -> QLabel:
        """A sentence over the whole width."""
        made = _Note(text.replace("//", "/\u2060/\u2060"))  # keeps addresses whole
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setProperty("tone", tone)
        made.setWordWrap(True)
        made.setContentsMargins(indent, 0, 0, 0)
        made.setMaximumWidth(made.fontMetrics().averageCharWidth() * WIDTH + indent)
        self.column.addWidget(made)
        return made

    def fence(self, field: str, *widgets: QWidget) -> None:
        """Below what was added last: why `widgets` cannot be used, where that is so."""
        words = self.note(tone="brass")
        self._locks.append((field, words, widgets))

    def row(self, title: str, *widgets: QWidget) -> None:
        """`title` names the first of `widgets`, also for screen readers."""
        name = label(title)
        name.setBuddy(widgets[0])
        self._row_names.append(name)
        if not widgets[0].accessibleName():
            widgets[0].setAccessibleName(title)
        self.line(name, *widgets)

    def line(self, *widgets: QWidget) -> None:
        """Side by side, as wide as they need to be."""
        line = QHBoxLayout()
        for widget in widgets:
            line.addWidget(widget)
        line.addStretch(1)
        self.column.addLayout(line)

    def choice(
        self, field: str, title: str, options: Sequence[tuple[Any, str]], words: str = ""
    ) -> QComboBox:
        """One of several values, each with its name. A value that is none of them joins them."""
        box = QComboBox()
        for value, name in options:
            box.addItem(name, value)

        def read() -> None:
            value = self.value(field)
            if box.findData(value) < 0:
                box.addItem(str(value), value)
            box.setCurrentIndex(box.findData(value))

        def write() -> None:
            self.preferences.choose(field, box.currentData())

        box.activated.connect(write)
        self.whenever_shown(read)
        self.row(title, box)
        self._explain(field, words, box)
        return box

    def tick(
        self, field: str, title: str, words: str, *, on: object = True, off: object = False
    ) -> QCheckBox:
        """Two values, with what the choice means under it."""
        box = QCheckBox(title)
        box.setAccessibleDescription(words)

        def read() -> None:
            box.setChecked(self.value(field) == on)

        def write() -> None:
            self.preferences.choose(field, on if box.isChecked() else off)

        box.clicked.connect(write)
        self.whenever_shown(read)
        self.column.addWidget(box)
        self._explain(field, words, box, indent=24)
        return box

    def money(self, field: str, title: str, words: str, *, nothing: str = "") -> QDoubleSpinBox:
        """US dollars; `nothing` is what zero is called where zero means that there is no limit."""
        box = QDoubleSpinBox()
        box.setRange(0, 100_000)
        box.setDecimals(2)
        before, after = money_word(Decimal(0)).split(QLocale().toString(0.0, "f", 2))
        box.lineEdit().setTextMargins(5, 0, 5, 0)  # a style sheet's padding is not heeded here
        box.setPrefix(before)
        box.setSuffix(after)
        box.setSpecialValueText(nothing)
        box.setKeyboardTracking(False)
        box.setMinimumWidth(box.fontMetrics().averageCharWidth() * 14)

        def read() -> None:
            with QSignalBlocker(box):  # read, not chosen
                box.setValue(float(self.value(field) or 0))

        def write() -> None:
            amount = Decimal(str(round(box.value(), 2)))
            self.preferences.choose(field, amount if amount or not nothing else None)

        box.valueChanged.connect(write)
        self.whenever_shown(read)
        self.row(title, box)
        self._explain(field, words, box)
        return box

    def _explain(self, field: str, words: str, *widgets: QWidget, indent: int = 0) -> None:
        if words:
            self.note(words, indent=indent)
        self.fence(field, *widgets)
        if words:
            self.column.addSpacing(APART)

    def _lock_reason(self, field: str) -> str:
        around = self.preferences.surroundings
        if any(field == name or field.startswith(f"{name}.") for name in around.locked):
            who = around.study or self.tr("whoever set up this computer")
            return self.tr("Locked: chosen by {who}.").format(who=who)
        if variable := around.variables.get(field):
            return self.tr(
                "Set by the environment variable {variable}, for this run. "
                "What you chose yourself is kept for runs without it."
            ).format(variable=variable)
        return ""
