"""Asks, when told to, whether there is a newer version, and leads to the page that offers it."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sextant.bridge.notice import Notice
from sextant.bridge.updates import Updates
from sextant.core.releases import Release
from sextant.ui.small import button, paragraph


class NewerVersion(QWidget):
    """Not there where nobody has said whom to ask. The page's address is shown before it opens."""

    def __init__(self, updates: Updates, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._updates = updates
        self._page = QUrl()
        self.ask = button(self.tr("Check for a newer version"))
        self.words = paragraph(tone="muted")
        self.open = button(self.tr("Open its page"), kind="link")
        self.open.hide()
        row = QHBoxLayout()
        row.addWidget(self.ask)
        row.addWidget(self.open)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.words)
        if not updates.possible:
            self.hide()
        self.ask.clicked.connect(self._ask)
        self.open.clicked.connect(self._open)
        updates.checked.connect(self._show)

    def _ask(self) -> None:
        self.ask.setEnabled(False)
        self.open.hide()
        self.words.setText(self.tr("Asking…"))
        self._updates.check()

    def _show(self, release: Release | None, trouble: Notice | None) -> None:
        self.ask.setEnabled(True)
        self.open.setVisible(release is not None)
        if trouble is not None:
            self.words.setText(trouble.title)
        elif release is None:
            self.words.setText(self.tr("This is the newest version."))
        else:
            self._page = QUrl(release.page)
            address = self._page.toString(QUrl.ComponentFormattingOption.FullyEncoded)
            there = self.tr("Version {version} is offered at {address}")
            self.words.setText(there.format(version=release.version, address=address))

    def _open(self) -> None:
        QDesktopServices.openUrl(self._page)
