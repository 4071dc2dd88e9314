"""What stands in place of a recording while there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sextant.ui.small import button, label, numbered, paragraph
from sextant.ui.theme import Theme
from sextant.ui.words import privacy_words


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
        title = label(self.tr("Drop videos of your meetings here"), bold=True, size=1.7)
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        choose = button(self.tr("Choose files…"), kind="primary")
        practise = button(
            self.tr("Try it with the sample"), name=self.tr("Try it with the sample, without keys")
        )
        choose.clicked.connect(self.files_asked)
        practise.clicked.connect(self.practice_asked)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(choose)
        buttons.addSpacing(6)
        buttons.addWidget(practise)
        buttons.addStretch()
        sample = self.tr("The sample needs no keys and no network.")
        fine_print = paragraph(f"{privacy_words()} {sample}", tone="muted", size=0.95)
        fine_print.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inner = QWidget()
        inner.setMaximumWidth(560)
        column = QVBoxLayout(inner)
        column.setSpacing(10)
        column.addWidget(picture)
        column.addSpacing(4)
        column.addWidget(title)
        column.addSpacing(6)
        for number, words in enumerate(way_of_a_recording(), start=1):
            column.addLayout(numbered(QLocale().toString(number), words, indent=24))
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


def way_of_a_recording() -> Sequence[str]:
    """What happens to a recording, step by step."""
    translate = QCoreApplication.translate
    return (
        translate("EmptyPage", "The audio is taken out on this computer."),
        translate("EmptyPage", "Deepgram writes down who said what, and when."),
        translate("EmptyPage", "Three models answer two prompts each: six analyses, side by side."),
        translate(
            "EmptyPage",
            "Every quotation is looked up in the transcript. All is kept in a plain folder.",
        ),
    )
