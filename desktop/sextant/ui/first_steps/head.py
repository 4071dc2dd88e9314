"""What stands above every step: where one is, the way out, and what waits for the keys."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sextant.ui.answers_bar import Tabs
from sextant.ui.small import button, paragraph
from sextant.ui.words import SERVICE_NAMES, both, quoted


class Head(QWidget):
    """A tab for each step, with a ✓ where nothing is left to do."""

    closed = Signal()

    def __init__(self, steps: int) -> None:
        super().__init__()
        self.tabs = Tabs()
        self.tabs.setAccessibleName(self.tr("First steps"))
        self.close_link = button("", kind="link")
        self.waiting = paragraph()
        self.waiting.setObjectName("waiting")
        for _ in range(steps):
            self.tabs.addTab("")
        row = QHBoxLayout()
        row.addWidget(self.tabs)
        row.addStretch()
        row.addWidget(self.close_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.waiting)
        self.close_link.clicked.connect(self.closed)

    def show_step(self, number: int, name: str, *, done: bool) -> None:
        """Say in its tab what a step is about, and whether it is done."""
        sign = "✓" if done else QLocale().toString(number + 1)
        words = (
            self.tr("Step {number} of {all}: {name}, done")
            if done
            else self.tr("Step {number} of {all}: {name}")
        )
        spoken = words.format(number=number + 1, all=self.tabs.count(), name=name)
        self.tabs.setTabText(number, f"{sign}  {name}")
        self.tabs.setAccessibleTabName(number, spoken)
        self.tabs.setTabToolTip(number, spoken)

    def show_missing(self, missing: Sequence[str], waiting: Sequence[Path]) -> None:
        """Say what leaving means, and what was dropped that cannot begin yet."""
        leave = self.tr("Not now") if missing else self.tr("Close")
        self.close_link.setText(leave)
        self.close_link.setAccessibleName(
            self.tr("{close}: leave the first steps").format(close=leave)
        )
        self.waiting.setText(self._waiting_words(missing, waiting))
        self.waiting.setVisible(bool(self.waiting.text()))

    def _waiting_words(self, missing: Sequence[str], waiting: Sequence[Path]) -> str:
        if not waiting or not missing:
            return ""
        count = len(waiting)
        what = self.tr("%Ln item(s)", "", count) if count > 1 else quoted(waiting[0].name)
        kept = self.tr("Kept ready: {what}. Nothing has been sent.").format(what=what)
        later = self.tr("The work starts once the key(s) for {services} there.", "", len(missing))
        names = both([SERVICE_NAMES[name] for name in missing])
        return f"{kept} {later.format(services=names)}"
