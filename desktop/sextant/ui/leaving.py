"""Closing the window ends the program; while work is in flight it asks, once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from sextant.bridge.runs import Runs


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
        box = self._question = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Quit Sextant?"))
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("%n recording(s) are being worked on.", "", in_flight))
        box.setInformativeText(
            self.tr(
                "What has arrived is saved. Answers that are being written are kept as "
                "cut short, and “Continue” asks for them again."
            )
        )
        stay = box.addButton(self.tr("Keep working"), QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton(self.tr("Quit"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        leave.clicked.connect(self.confirmed)
        box.finished.connect(self._answered)
        box.open()

    def _answered(self) -> None:
        self._question = None
