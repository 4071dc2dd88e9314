"""A link in a model's answer is shown whole before it opens, and opens only when told to."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from sextant.ui.closed_browser import OPENABLE

translate = QCoreApplication.translate


def ask_to_open(parent: QWidget, address: str) -> QMessageBox:
    """Show where `address` leads; the answer decides. Only http and https are ever opened."""
    url = QUrl(address)
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle(translate("LinkQuestion", "Open this page?"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    asked = translate("LinkQuestion", "A model wrote this link. It leads to {host}.")
    box.setText(asked.format(host=url.host()))
    box.setInformativeText(address)
    role = QMessageBox.ButtonRole
    stay = box.addButton(translate("LinkQuestion", "Do not open"), role.RejectRole)
    copy = box.addButton(translate("LinkQuestion", "Copy address"), role.ActionRole)
    leave = box.addButton(translate("LinkQuestion", "Open in the browser"), role.AcceptRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)

    def copied() -> None:
        QGuiApplication.clipboard().setText(address)

    def opened() -> None:
        if url.scheme() in OPENABLE:
            QDesktopServices.openUrl(url)

    copy.clicked.connect(copied)
    leave.clicked.connect(opened)
    box.open()
    return box
