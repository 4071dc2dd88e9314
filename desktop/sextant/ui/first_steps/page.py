"""The first steps: a page of the window that leads to a first recording, and holds nobody."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from sextant.bridge.controller import Controller
from sextant.bridge.key_ring import SERVICES
from sextant.ui.first_steps.head import Head
from sextant.ui.first_steps.key_step import KeyStep
from sextant.ui.first_steps.onward import Onward
from sextant.ui.first_steps.welcome import Welcome
from sextant.ui.theme import Theme
from sextant.ui.words import SERVICE_NAMES

WIDTH = 82
"""Characters: lines longer than that are hard to read."""

LEAST_MARGIN = 20
"""Pixels above and below the steps, however low the window is."""


class FirstSteps(QScrollArea):
    """Welcome, one key, the other key. Any step can be gone to, any can be passed over."""

    closed = Signal()
    practice_asked = Signal()
    files_asked = Signal()

    def __init__(self, controller: Controller, theme: Theme) -> None:
        super().__init__()
        self._controller = controller
        self.welcome = Welcome(theme)
        self.keys = {name: KeyStep(name, controller.keys) for name in SERVICES}
        self.steps: Sequence[QWidget] = (self.welcome, *self.keys.values())
        self.head = Head(len(self.steps))
        self.onward = Onward()
        self._lay_out()
        self._connect()
        self._show_facts()
        self._show_step()
        for one in self.findChildren(QPushButton):
            one.setAutoDefault(True)  # Enter presses it, as in a dialog

    @property
    def step(self) -> int:
        return self.head.tabs.currentIndex()

    def show_step(self, number: int) -> None:
        self.head.tabs.setCurrentIndex(number)

    def lead_to_missing(self) -> None:
        """Show the step of the first key that is missing."""
        missing = self._controller.keys.missing
        self.show_step(1 + SERVICES.index(missing[0]) if missing else 0)

    def begin(self) -> None:
        """Show the step to begin with: where one key is there already, the other one's."""
        self.show_step(0)
        if len(self._controller.keys.missing) == 1:
            self.lead_to_missing()

    def take_focus(self) -> None:
        """Have the keyboard where something is to be done."""
        step = self.steps[self.step]
        target: QWidget = self.welcome.keys
        if isinstance(step, KeyStep):
            target = self.onward.best if step.settled else step.field
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A tall window has the steps a little above its middle, whichever is shown."""
        super().resizeEvent(event)
        above = max(LEAST_MARGIN, self.height() // 11)
        self._column.setContentsMargins(0, above, 0, LEAST_MARGIN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # ── From step to step ──

    def _go(self, by: int) -> None:
        if self.step + by < len(self.steps):
            self.show_step(self.step + by)
            self.take_focus()
        else:
            self.closed.emit()

    def _go_back(self) -> None:
        self._go(-1)

    def _go_on(self) -> None:
        self._go(1)

    def _begin_keys(self) -> None:
        self.show_step(1)
        if self._controller.keys.missing:
            self.lead_to_missing()
        self.take_focus()

    def _kept(self) -> None:
        """A key that was kept leads on; whoever is somewhere else by now stays there."""
        if self.steps[self.step].isAncestorOf(self.focusWidget() or self):
            self.onward.best.setFocus(Qt.FocusReason.OtherFocusReason)

    # ── What is shown ──

    def _show_step(self) -> None:
        for number, step in enumerate(self.steps):
            step.setVisible(number == self.step)
        self.onward.setVisible(self.steps[self.step] is not self.welcome)
        self._look()
        self.verticalScrollBar().setValue(0)

    def _look(self) -> None:
        """Say what is done, what is missing and where this goes on."""
        missing = self._controller.keys.missing
        self.head.show_missing(missing, self._controller.waiting)
        self.head.show_step(0, self.tr("Welcome"), done=False)
        for number, (service, step) in enumerate(self.keys.items(), start=1):
            self.head.show_step(number, SERVICE_NAMES[service], done=step.settled)
        self.welcome.show_missing(missing)
        step = self.steps[self.step]
        if isinstance(step, KeyStep):
            self.onward.show_step(step, missing, last=step is self.steps[-1])

    def _show_facts(self) -> None:
        preferences = self._controller.preferences
        self.welcome.show_facts(preferences.settings, preferences.surroundings)
        for step in self.keys.values():
            step.show_facts(preferences.settings, preferences.surroundings)

    def _connect(self) -> None:
        controller = self._controller
        controller.keys.changed.connect(self._look)
        controller.keys_needed.connect(self._look)
        controller.preferences.changed.connect(self._show_facts)
        controller.preferences.surveyed.connect(self._show_facts)
        for step in self.keys.values():
            step.changed.connect(self._look)
            step.kept.connect(self._kept)
        self.head.tabs.currentChanged.connect(self._show_step)
        self.head.closed.connect(self.closed)
        self.welcome.go_on.connect(self._begin_keys)
        self.welcome.practice_asked.connect(self.practice_asked)
        self.onward.back.clicked.connect(self._go_back)
        self.onward.next.clicked.connect(self._go_on)
        self.onward.choose.clicked.connect(self.files_asked)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setMaximumWidth(inner.fontMetrics().averageCharWidth() * WIDTH)
        column = self._column = QVBoxLayout(inner)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addSpacing(14)
        for step in self.steps:
            column.addWidget(step)
        column.addSpacing(10)
        column.addWidget(self.onward)
        outer = QWidget()
        outer.setObjectName("empty")
        row = QHBoxLayout(outer)
        row.addStretch(1)
        row.addWidget(inner, 8, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        self.setWidget(outer)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("First steps"))
