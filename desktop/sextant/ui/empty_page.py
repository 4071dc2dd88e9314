"""What stands in place of a recording while there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sextant.ui.small import button, label
from sextant.ui.theme import Theme
from sextant.ui.words import PRIVACY

STEPS = (
    ("1", "The audio is taken out on this computer."),
    ("2", "Deepgram writes down who said what, and when."),
    ("3", "Three models answer two prompts each: six analyses, side by side."),
    ("4", "Every quotation is looked up in the transcript. All is kept in a plain folder."),
)


class EmptyPage(QWidget):
    """Says what to do first."""

    files_asked = Signal()
    practice_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("empty")
        picture = QLabel()
        picture.setPixmap(theme.icon("sextant").pixmap(64, 64))
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        title = label("Drop videos of your meetings here", bold=True, size=1.7)
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        choose = button("Choose files…", kind="primary")
        practise = button("Try it with the sample", name="Try it with the sample, without keys")
        choose.clicked.connect(self.files_asked)
        practise.clicked.connect(self.practice_asked)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(choose)
        buttons.addSpacing(6)
        buttons.addWidget(practise)
        buttons.addStretch()
        fine_print = label(
            f"{PRIVACY} The sample needs no keys and no network.", tone="muted", size=0.95
        )
        fine_print.setWordWrap(True)
        fine_print.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inner = QWidget()
        inner.setMaximumWidth(560)
        column = QVBoxLayout(inner)
        column.setSpacing(10)
        column.addWidget(picture)
        column.addSpacing(4)
        column.addWidget(title)
        column.addSpacing(6)
        for number, words in STEPS:
            column.addLayout(_step(number, words))
        column.addSpacing(8)
        column.addLayout(buttons)
        column.addSpacing(8)
        column.addWidget(fine_print)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner, 8)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)


def _step(number: str, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    sign = label(number, tone="brass", bold=True)
    sign.setFixedWidth(14)
    text = label(words)
    text.setWordWrap(True)
    row.addSpacing(24)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(text, 1)
    return row
