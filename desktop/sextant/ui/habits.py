"""What a program owes the desktop it runs on while it works and nobody is looking."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from sextant.bridge.awake import Awake
from sextant.bridge.burst import Burst, Outcome
from sextant.bridge.controller import Controller
from sextant.bridge.notifications import Notifications
from sextant.bridge.taskbar import Taskbar
from sextant.ui.main_window import MainWindow

LONG = 30.0
"""Seconds of work from which its end is news."""


class Habits(QObject):
    """Keeps the computer awake, shows on the icon how far it is, and says when it is through."""

    def __init__(self, window: MainWindow, controller: Controller) -> None:
        super().__init__(window)
        self._window = window
        self._model = controller.shelf.model
        self._awake = Awake(controller.tasks)
        self._taskbar = Taskbar(controller.tasks)
        self._newest = ""
        self.notifications = Notifications(controller.tasks, self)
        self.burst = Burst(controller.runs, controller.shelf, controller.feed, self)
        self.burst.began.connect(self._begin)
        self.burst.moved.connect(self._taskbar.show)
        self.burst.ended.connect(self._end)
        self.notifications.clicked.connect(self._bring_back)

    def close(self) -> None:
        """The program ends: there is nobody to tell any more."""
        self.burst.blockSignals(True)  # noqa: FBT003 - Qt's
        self._awake.let_go()
        self._taskbar.clear()
        self.notifications.close()

    def _begin(self) -> None:
        self._awake.keep(self.tr("Sextant is working on recordings"))

    def _end(self, outcome: Outcome) -> None:
        self._awake.let_go()
        self._taskbar.clear()
        looking = QApplication.activeWindow() is not None
        if looking or outcome.seconds < LONG or not (outcome.done or outcome.failed):
            return
        self._newest = (outcome.done or outcome.failed)[-1]
        self.notifications.tell(*self.words(outcome))
        QApplication.alert(self._window)

    def words(self, outcome: Outcome) -> tuple[str, str]:
        """A title and a text for what came of the work."""
        done, failed = len(outcome.done), len(outcome.failed)
        ready = self.tr("Ready to read: %n recording(s)", "", done)
        if failed:
            return self.tr("%n recording(s) could not be finished", "", failed), (
                ready if done else self.tr("Sextant says what to do.")
            )
        if done == 1:
            state = self._model.state(outcome.done[0])
            title = state.title if state else outcome.done[0]
            return self.tr("“{name}” is ready to read").format(name=title), ""
        return ready, ""

    def _bring_back(self) -> None:
        self._window.bring_forward()
        self._window.library.list.select(self._newest)
