"""What stands where a recording will be: the first steps, or a word on what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sextant.bridge.controller import Controller
from sextant.ui.empty_page import EmptyPage
from sextant.ui.small import paragraph
from sextant.ui.theme import Theme

if TYPE_CHECKING:
    from sextant.ui.first_steps.page import FirstSteps


PATIENCE = 1500
"""Milliseconds that a keyring may take before a person is told what is waited for."""


class Blank(QWidget):
    """Before anything is known, with a word on what that may depend on."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("empty")
        self.words = paragraph(
            self.tr("Asking the system's keyring for your keys. It may want to be unlocked."),
            tone="muted",
        )
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        self.words.hide()


class Beginning(QObject):
    """Keeps a stack of pages, of which the recording's own is one.

    The first steps come by themselves where keys are missing and there is nothing to read,
    until somebody has put them away; later they come when asked for. They are made when
    first needed, as most starts of the program never show them.
    """

    changed = Signal()
    """Another page is shown."""
    files_asked = Signal()

    def __init__(
        self, stack: QStackedWidget, recording: QWidget, controller: Controller, theme: Theme
    ) -> None:
        super().__init__(stack)
        self.empty = EmptyPage(theme)
        self._stack = stack
        self._recording = recording
        self._controller = controller
        self._theme = theme
        self._steps: FirstSteps | None = None
        self._blank = Blank()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._tell_of_keyring)
        self._patience.start()
        self._put_away = False
        self._files_wait = False
        self._awaited = False
        """Something has begun that one wants to see as soon as it is there."""
        for page in (self._blank, recording, self.empty):
            stack.addWidget(page)
        stack.currentChanged.connect(self._page_changed)
        controller.keys_needed.connect(self.lead_to_missing)
        controller.keys.changed.connect(self._keys_changed)
        controller.problem.connect(self._stop_waiting)
        controller.not_a_project.connect(self._stop_waiting)
        self.empty.files_asked.connect(self.files_asked)
        self.empty.practice_asked.connect(self.practise)

    @property
    def steps(self) -> FirstSteps:
        """The first steps, whether they are shown or not."""
        if self._steps is None:
            from sextant.ui.first_steps.page import FirstSteps

            self._steps = FirstSteps(self._controller, self._theme)
            self._steps.closed.connect(self.put_away)
            self._steps.practice_asked.connect(self.practise)
            self._steps.files_asked.connect(self.files_asked)
            self._stack.addWidget(self._steps)
        return self._steps

    @property
    def guiding(self) -> bool:
        """Whether the first steps are shown, which say themselves what is missing."""
        return self._steps is not None and self._stack.currentWidget() is self._steps

    @property
    def gives_way(self) -> bool:
        """Whether the next recording that is heard of takes this place."""
        if self._stack.currentWidget() is self._recording:
            return False
        return not self.guiding or self._awaited or not self._controller.shelf.opened

    def give_way(self) -> None:
        """A recording was chosen; one that was chosen before is shown again."""
        if self._controller.shelf.opened:
            self._stack.setCurrentWidget(self._recording)

    def wait(self) -> None:
        """A project is being read: nobody knows yet what there is to see."""
        self._stack.setCurrentWidget(self._blank)

    def show(self) -> None:
        """There is no recording to be seen."""
        if self._controller.keys.missing and not self._put_away:
            self.guide()
        else:
            self._stack.setCurrentWidget(self.empty)

    def guide(self) -> None:
        """Show the first steps, from the first that is of use."""
        self.steps.begin()
        self._guide()

    def lead_to_missing(self) -> None:
        """Show where the missing key goes, as something waits for it."""
        self._files_wait = bool(self._controller.waiting)
        self.steps.lead_to_missing()
        self._guide()

    def practise(self) -> None:
        """Run the sample, and show it as soon as there is something to see of it."""
        self._await(beginning=True)
        self._controller.practise()

    def put_away(self) -> None:
        """Go back to the recording that was read before, or to the word on what to do first."""
        self._put_away = True
        opened = self._controller.shelf.opened
        self._stack.setCurrentWidget(self._recording if opened else self.empty)

    def _guide(self) -> None:
        self._stack.setCurrentWidget(self.steps)
        self.steps.take_focus()

    def _await(self, *, beginning: bool) -> None:
        """Whether the sample is on its way: its services take a moment to come up."""
        self._awaited = beginning
        if self._steps is not None:
            self._steps.welcome.show_practice(beginning=beginning)

    def _keys_changed(self) -> None:
        """What waited for the last key begins now, and is what one wants to see."""
        self._patience.stop()
        self._blank.words.hide()
        if self._files_wait and not self._controller.keys.missing:
            self._files_wait = False
            self._awaited = self.guiding

    def _stop_waiting(self) -> None:
        self._await(beginning=False)
        if self._stack.currentWidget() is self._blank:
            self.show()

    def _tell_of_keyring(self) -> None:
        """The system may be asking for a password, perhaps behind this window."""
        self._blank.words.setVisible(not self._controller.keys.states)

    def _page_changed(self) -> None:
        if not self.guiding:
            self._await(beginning=False)
        self.changed.emit()
