"""What stands above the answers: tabs, what became of the quotations, how to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QTabBar, QToolButton, QWidget

from sextant.core.evidence import Evidence, Status
from sextant.ui.passages import MARKS
from sextant.ui.small import ElidedLabel
from sextant.ui.words import number_word

translate = QCoreApplication.translate


class Tab(IntEnum):
    """In the order of the tabs."""

    GRID = 0
    COLUMNS = 1
    AGREEMENT = 2
    SYNTHESIS = 3


class Tabs(QTabBar):
    """Words with a line below; each is as wide as it is when chosen and bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)

    def tabSizeHint(self, index: int) -> QSize:
        size = super().tabSizeHint(index)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = self.tabText(index)
        wider = QFontMetrics(bold).horizontalAdvance(words)
        return size + QSize(wider - self.fontMetrics().horizontalAdvance(words), 0)


class AnswersBar(QWidget):
    """Tabs on the left, quotations and the menu of ways to read on the right."""

    moment_stepped = Signal(int)
    """1 for the next moment, -1 for the one before."""
    doubt_stepped = Signal(int)
    """The same for quotations that were not found as they stand."""
    answer_stepped = Signal(int, int)
    """How many cells down and to the right the keyboard is to go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = Tabs()
        self.tabs.setAccessibleName(self.tr("Ways to read the answers"))
        names = (
            self.tr("Grid"),
            self.tr("Side by side"),
            self.tr("Agreement"),
            self.tr("Synthesis"),
        )
        for name in names:
            self.tabs.addTab(name)
        self.quotes = ElidedLabel(Qt.TextElideMode.ElideRight)
        self.quotes.setProperty("tone", "muted")
        self.quotes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.quotes.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.menu = QMenu(self)
        self._goes: dict[Tab, QAction] = {}
        self._ways = QToolButton()
        self._ways.setText(self.tr("Reading ▾"))
        self._ways.setAccessibleName(self.tr("Ways of reading"))
        self._ways.setMenu(self.menu)
        self._ways.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._fill_menu()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 6)
        row.setSpacing(6)
        row.addWidget(self.tabs)
        row.addWidget(self.quotes, 1)
        row.addWidget(self._ways)

    @property
    def reading(self) -> Sequence[QAction]:
        """The ways of reading, for a menu of the window."""
        return self.menu.actions()

    def show_quotes(self, evidence: Iterable[Evidence]) -> None:
        self.quotes.show_line(*quotes_lines(evidence))

    def offer_synthesis(self, *, offered: bool) -> None:
        """Whether the synthesis may be read."""
        self.tabs.setTabEnabled(Tab.SYNTHESIS, offered)
        self._goes[Tab.SYNTHESIS].setEnabled(offered)

    def _fill_menu(self) -> None:
        for tab in Tab:
            name = self.tabs.tabText(tab)
            go = self._add(name, f"Ctrl+{tab + 1}")
            go.triggered.connect(partial(self.tabs.setCurrentIndex, tab))
            self._goes[tab] = go
        self.menu.addSeparator()
        self.blind = self._add(self.tr("Read &blind"), "Ctrl+B")
        self.blind.setCheckable(True)
        self.blind.setToolTip(self.tr("Hide and shuffle the models' names"))
        self.only = self._add(self.tr("Answers &only"), "F8")
        self.only.setCheckable(True)
        self.hidden = self._add(self.tr("Show &hidden answers"))
        self.hidden.setCheckable(True)
        self.hidden.setEnabled(False)
        self.menu.addSeparator()
        for name, key, stepped, by in (
            (self.tr("&Next moment"), "F7", self.moment_stepped, 1),
            (self.tr("&Previous moment"), "Shift+F7", self.moment_stepped, -1),
            (self.tr("Next &doubtful quotation"), "F9", self.doubt_stepped, 1),
            (self.tr("Previous do&ubtful quotation"), "Shift+F9", self.doubt_stepped, -1),
        ):
            self._add(name, key).triggered.connect(partial(stepped.emit, by))
        self.menu.addSeparator()
        for name, key, step in (
            (self.tr("Answer to the &left"), "Ctrl+Shift+Left", (0, -1)),
            (self.tr("Answer to the &right"), "Ctrl+Shift+Right", (0, 1)),
            (self.tr("Answer &above"), "Ctrl+Shift+Up", (-1, 0)),
            (self.tr("Answer b&elow"), "Ctrl+Shift+Down", (1, 0)),
        ):
            self._add(name, key).triggered.connect(partial(self.answer_stepped.emit, *step))

    def _add(self, name: str, shortcut: str = "") -> QAction:
        action = QAction(name, self.menu)
        action.setShortcut(QKeySequence(shortcut))
        action.setShortcutVisibleInContextMenu(True)
        self.menu.addAction(action)
        self.addAction(action)
        return action


def quotes_lines(evidence: Iterable[Evidence]) -> Sequence[str]:
    """``23 quotes · 20 found ✓ · 1 not found ×``, and shorter: ``23 quotes · 20 ✓ · 1 ×``.

    The last is ``20 ✓  1 ×``; one empty line without any quotation.
    """
    found = Counter(quotation.status for one in evidence for quotation in one.quotations)
    if not found:
        return [""]
    counted = {
        Status.FOUND: translate("AnswersBar", "%Ln found", "", found[Status.FOUND]),
        Status.CLOSE: translate("AnswersBar", "%Ln close", "", found[Status.CLOSE]),
        Status.ELSEWHERE: translate("AnswersBar", "%Ln elsewhere", "", found[Status.ELSEWHERE]),
        Status.MISSING: translate("AnswersBar", "%Ln not found", "", found[Status.MISSING]),
    }
    quotes = translate("AnswersBar", "%Ln quote(s)", "", found.total())
    there = [status for status in counted if found[status]]
    words = [f"{counted[status]} {MARKS[status]}" for status in there]
    signs = [f"{number_word(found[status])} {MARKS[status]}" for status in there]
    return [" · ".join((quotes, *words)), " · ".join((quotes, *signs)), "  ".join(signs)]
