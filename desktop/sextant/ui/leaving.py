"""Closing the window ends the program; while work is in flight it asks, once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from sextant.bridge.runs import Runs
from sextant.ui.asking import Question, ask


class Leaving(QObject):
    """Asks before `confirmed` where something would be cut short."""

    confirmed = Signal()
    """The person wants the program to end, and knows what is in flight."""

    def __init__(self, window: QWidget, runs: Runs) -> None:
        super().__init__(window)
        self._window = window
        self._runs = runs
        self._question: QMessageBox | None = None

    def ask(self) -> None:
        """Somebody wants to leave."""
        if not self._runs.in_flight:
            self.confirmed.emit()
        elif self._question is None:
            self._open_question(self._runs.in_flight)

    def _open_question(self, in_flight: int) -> None:
        question = Question(
            self.tr("Quit Sextant?"),
            self.tr("%n recording(s) are being worked on.", "", in_flight),
            self.tr(
                "What has arrived is saved. Answers that are being written are kept as "
                "cut short, and “Continue” asks for them again."
            ),
            yes=self.tr("Quit"),
            no=self.tr("Keep working"),
        )
        self._question = ask(self._window, question, self.confirmed.emit)
        self._question.finished.connect(self._answered)

    def _answered(self) -> None:
        self._question = None
