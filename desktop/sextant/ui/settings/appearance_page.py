"""Light or dark, and how large the text is."""

from __future__ import annotations

from sextant.bridge.preferences import Preferences
from sextant.ui.settings.page import Page

PERCENT = (75, 85, 100, 110, 125, 150, 175, 200)


class AppearancePage(Page):
    """In force while one looks."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self.head(self.tr("Appearance"))
        self.scheme = self.choice(
            "appearance.scheme",
            self.tr("Colours"),
            [
                ("system", self.tr("As the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
            ],
            self.tr("“As the system” follows the system while the window is open."),
        )
        self.text_size = self.choice(
            "appearance.text_size",
            self.tr("Text size"),
            [(percent, self.tr("{percent} %").format(percent=percent)) for percent in PERCENT],
            self.tr("Of the size the system uses."),
        )
        self.column.addStretch(1)
