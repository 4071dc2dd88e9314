"""One question with one safe answer, asked without stopping anything."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


class Question(msgspec.Struct, frozen=True):
    """`text` is what would happen, `more` what that means, `yes` and `no` the buttons."""

    title: str
    text: str
    more: str
    yes: str
    no: str = ""


def ask(parent: QWidget, question: Question, then: Callable[[], None]) -> QMessageBox:
    """Open `question` over `parent`; `then` is called if the answer is yes.

    The safe answer is the default and what Escape means.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(question.title)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(question.text)
    box.setInformativeText(question.more)
    stay = question.no or QCoreApplication.translate("Asking", "Cancel")
    no = box.addButton(stay, QMessageBox.ButtonRole.RejectRole)
    yes = box.addButton(question.yes, QMessageBox.ButtonRole.AcceptRole)
    yes.clicked.connect(then)
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    box.open()
    return box
