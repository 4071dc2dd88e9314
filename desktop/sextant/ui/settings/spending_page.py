"""What may be spent without asking, in a run and in a month."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent

from sextant.bridge.controller import Controller
from sextant.bridge.months import Bookkeeper, Months
from sextant.ui.settings.page import Page
from sextant.ui.small import button, label
from sextant.ui.words import money_word, month_word, spending_word


class SpendingPage(Page):
    """US dollars, as both services count."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller.preferences)
        self.books = Bookkeeper(controller, controller.desk.make_clock(), self)
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
        self.heading(self.tr("What was spent"))
        self._here = self.note(tone="")
        self.months = label()
        self.months.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(self.months)
        self._unknown = self.note()
        self.look_up = button(self.tr("Look unknown costs up"))
        self.look_up.hide()
        self.line(self.look_up)
        self.column.addStretch(1)
        self.books.read.connect(self._show_months)
        self.books.looked_up.connect(self._looked_up)
        self.look_up.clicked.connect(self._ask)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.books.look()

    def _show_months(self, months: Months) -> None:
        here = months.here
        words = self.tr("This month on this computer: {known} known").format(
            known=money_word(here.settled)
        )
        if here.unknown:
            words = self.tr(
                "{known}, and up to {most} more for %n request(s) whose cost the service "
                "does not name or that are under way",
                "",
                here.unknown,
            ).format(known=words, most=money_word(here.held))
        self._here.setText(f"{words}.")
        lines = [
            self.tr("{month}: {cost}").format(month=month_word(month), cost=spending_word(spent))
            for month, spent in months.project.items()
            if spending_word(spent)
        ]
        nothing = self.tr("Nothing was spent in the open project.")
        self.months.setText(
            "\n".join([self.tr("The open project, by its ledgers:"), *lines]) if lines else nothing
        )
        self.look_up.setVisible(bool(months.unknown))
        self.look_up.setEnabled(True)
        if months.unknown:
            self._unknown.setText(
                self.tr("Of %n answer(s) OpenRouter may know the cost by now.", "", months.unknown)
            )

    def _ask(self) -> None:
        self.look_up.setEnabled(False)
        self._unknown.setText(self.tr("Asking OpenRouter, free of charge…"))
        self.books.look_up()

    def _looked_up(self, found: int) -> None:
        self._unknown.setText(
            self.tr("%n cost(s) became known.", "", found)
            if found
            else self.tr("OpenRouter does not know them either. They stay unknown.")
        )
