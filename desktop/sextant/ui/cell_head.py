"""The head of a cell: star, model, what it took, and the menu; the same line in all."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from sextant.ui.small import ElidedLabel, label, set_font

STAR, NO_STAR = "★", "☆"
HERE = "◆"
"""Shown while the moment pointed at in another cell is cited in this one as well."""


MARGINS = (10, 5, 4, 5)
SPACING = 3
PAD = 5


class CellHead(QWidget):
    """One line; what does not fit is in the tool tips and the menu."""

    starred = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answerHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._long = self._short = self._least = ""
        self.star = tool_button(NO_STAR)
        self.star.setCheckable(True)
        self.model = ElidedLabel(Qt.TextElideMode.ElideRight)
        set_font(self.model, bold=True)
        self.here = label(HERE, tone="accent", size=0.8)
        self.here.hide()
        self.facts: QLabel = label(tone="muted", size=0.94)
        self.menu = tool_button("⋯")
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(*MARGINS)
        row.setSpacing(SPACING)
        for widget in (self.star, self.model, self.here):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.facts)
        row.addWidget(self.menu)
        self.star.clicked.connect(self.starred)

    def show_facts(self, long: str, short: str = "") -> None:
        """`long` where there is room for it beside the model's name, else `short`, else nothing."""
        self._long, self._short, self._least = long, short, ""
        self._fit()

    def show_progress(self, long: str, short: str) -> None:
        """What is always to be read, `short` where room is; then the model's name gives way."""
        self._long, self._short, self._least = long, short, short
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        taken = (self.star, self.here, self.menu)
        used = sum(w.sizeHint().width() + SPACING for w in taken if not w.isHidden())
        room = self.width() - used - MARGINS[0] - MARGINS[2] - 2 * SPACING
        metrics = self.facts.fontMetrics()
        room -= self.model.sizeHint().width()
        for words in (self._long, self._short):
            if metrics.horizontalAdvance(words) <= room:
                break
        else:
            words = self._least
        self.facts.setText(words)

    def show_star(self, *, starred: bool, always: bool) -> None:
        """`always` shows the empty star as well, where there is room for it."""
        self.star.setChecked(starred)
        self.star.setText(STAR if starred else NO_STAR)
        self.star.setVisible(starred or always)
        self.star.setToolTip(self.tr("Remove the star") if starred else self.tr("Star"))


def tool_button(text: str) -> QToolButton:
    """A button of one sign, without a frame until it is pointed at."""
    made = QToolButton()
    made.setText(text)
    made.setAutoRaise(True)
    made.setFixedWidth(made.fontMetrics().horizontalAdvance("⋯") + 2 * PAD)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
