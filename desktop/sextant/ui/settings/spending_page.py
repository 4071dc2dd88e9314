"""What may be spent without asking, in a run and in a month."""

from __future__ import annotations

from sextant.bridge.preferences import Preferences
from sextant.ui.settings.page import Page


class SpendingPage(Page):
    """US dollars, as both services count."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self.head(
            self.tr("Spending"),
            self.tr("Money goes to Deepgram and OpenRouter directly, from your accounts there."),
        )
        self.ask_above = self.money(
            "ask_above_usd",
            self.tr("Ask above"),
            self.tr(
                "Below it, what you drop simply starts. The high end of the estimate counts, and "
                "a run whose price nobody knows asks as well."
            ),
        )
        none = self.tr("no limit")
        self.run_limit = self.money(
            "run_limit_usd",
            self.tr("Stop a run at"),
            self.tr(
                "What is under way counts with the most it can cost, so the limit is not passed. "
                "What had arrived is saved, and “Continue” does the rest."
            ),
            nothing=none,
        )
        self.month_limit = self.money(
            "month_limit_usd",
            self.tr("Stop a month at"),
            self.tr("Counted over all your projects on this computer, window and terminal alike."),
            nothing=none,
        )
        self.column.addStretch(1)
