"""The settings: a list of pages, and the page that is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sextant.bridge.controller import Controller
from sextant.ui.menu_bar import MenuBar
from sextant.ui.settings.appearance_page import AppearancePage
from sextant.ui.settings.folder_page import FolderPage
from sextant.ui.settings.keys_page import KeysPage
from sextant.ui.settings.language_page import LanguagePage
from sextant.ui.settings.models_page import ModelsPage
from sextant.ui.settings.network_page import NetworkPage
from sextant.ui.settings.page import Page
from sextant.ui.settings.privacy_page import PrivacyPage
from sextant.ui.settings.prompts_page import PromptsPage
from sextant.ui.settings.spending_page import SpendingPage
from sextant.ui.small import button, label

SIZE = (980, 640)


class SettingsDialog(QDialog):
    """Open it with `open`, never with `exec`: that would stop other work for ever.

    There is nothing to confirm: what is changed is in force.
    """

    def __init__(
        self, controller: Controller, menus: MenuBar, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.keys = KeysPage(controller)
        self.pages: tuple[Page, ...] = (
            self.keys,
            ModelsPage(controller),
            PromptsPage(controller),
            LanguagePage(controller.preferences),
            PrivacyPage(controller.preferences),
            SpendingPage(controller),
            FolderPage(controller, menus),
            AppearancePage(controller.preferences),
            NetworkPage(controller.preferences, controller.keys),
        )
        self.list = QListWidget()
        self.list.setObjectName("settingsList")
        self._stack = QStackedWidget()
        for page in self.pages:
            self.list.addItem(page.title)
            self._stack.addWidget(page)
        self._lay_out()
        self.list.currentRowChanged.connect(self._stack.setCurrentIndex)
        controller.preferences.changed.connect(self._show_settings)
        self._show_settings()
        self.show_page(self.keys)

    def show_page(self, page: Page) -> None:
        self.list.setCurrentRow(self.pages.index(page))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.doItemsLayout()  # heights were reckoned before the style was known

    def _show_settings(self) -> None:
        for page in self.pages:
            page.show_settings()

    def _lay_out(self) -> None:
        self.list.setAccessibleName(self.tr("Pages of the settings"))
        widest = max(self.fontMetrics().horizontalAdvance(page.title) for page in self.pages)
        self.list.setFixedWidth(widest + 48)
        close = button(self.tr("Close"))
        close.clicked.connect(self.accept)
        note = label(self.tr("Changes are in force at once."), tone="muted")
        below = QFrame()
        below.setObjectName("settingsFoot")
        foot = QHBoxLayout(below)
        foot.setContentsMargins(20, 10, 16, 10)
        foot.addWidget(note, 1)
        foot.addWidget(close)
        parts = QHBoxLayout()
        parts.setSpacing(0)
        parts.addWidget(self.list)
        parts.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(parts, 1)
        column.addWidget(below)
        self.resize(*SIZE)
