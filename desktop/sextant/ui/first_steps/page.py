"""The first steps: a page of the window that leads to a first recording, and holds nobody."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from sextant.bridge.controller import Controller
from sextant.bridge.key_ring import SERVICES
from sextant.ui.answers_bar import Tabs
from sextant.ui.first_steps.key_step import KeyStep
from sextant.ui.first_steps.welcome import Welcome
from sextant.ui.small import button, label, set_kind
from sextant.ui.theme import Theme
from sextant.ui.words import SERVICE_NAMES, both, quoted

WIDTH = 82
"""Characters: lines longer than that are hard to read."""


class FirstSteps(QScrollArea):
    """Welcome, one key, the other key. Any step can be gone to, any can be passed over."""

    closed = Signal()
    practice_asked = Signal()
    files_asked = Signal()

    def __init__(self, controller: Controller, theme: Theme) -> None:
        super().__init__()
        self._controller = controller
        self.tabs = Tabs()
        self.tabs.setAccessibleName(self.tr("First steps"))
        self.close_link = button("", kind="link")
        self.waiting = label()
        self.welcome = Welcome(theme)
        self.keys = {name: KeyStep(name, controller.keys) for name in SERVICES}
        self.steps: Sequence[QWidget] = (self.welcome, *self.keys.values())
        self.ready = label(tone="good")
        self.back = button(self.tr("Back"))
        self.choose = button(self.tr("Choose files…"), kind="primary")
        self.next = button("")
        self._nav = QWidget()
        self._lay_out()
        self._connect()
        self.show_step(0)
        for one in self.findChildren(QPushButton):
            one.setAutoDefault(True)  # Enter presses it, as in a dialog

    @property
    def step(self) -> int:
        return self.tabs.currentIndex()

    def show_step(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        self._show_step()

    def lead_to_missing(self) -> None:
        """Show the step of the first key that is missing."""
        missing = self._controller.keys.missing
        self.show_step(1 + SERVICES.index(missing[0]) if missing else 0)

    def begin(self) -> None:
        """Show the step to begin with: where one key is there already, the other one's."""
        missing = self._controller.keys.missing
        if len(missing) == 1:
            self.lead_to_missing()
        else:
            self.show_step(0)

    def take_focus(self) -> None:
        """Have the keyboard where something is to be done."""
        step = self.steps[self.step]
        if isinstance(step, KeyStep):
            done = step.settled and not step.field.text()
            target = (self._onward if done else step.first_control) or self.next
        else:
            target = self.welcome.keys
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A tall window has the steps a little above its middle, whichever is shown."""
        super().resizeEvent(event)
        self._column.setContentsMargins(0, max(20, self.height() // 11), 0, 20)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @property
    def _onward(self) -> QWidget:
        """What leads on from a step that is done."""
        return self.choose if self.choose.isVisibleTo(self) else self.next

    @property
    def _last(self) -> bool:
        return self.step == len(self.steps) - 1

    def _go_on(self) -> None:
        if self._last:
            self.closed.emit()
            return
        self.show_step(self.step + 1)
        self.take_focus()

    def _go_back(self) -> None:
        self.show_step(self.step - 1)
        self.take_focus()

    def _kept(self) -> None:
        """A key that works leads on; whoever is somewhere else by now stays there."""
        if self.steps[self.step].isAncestorOf(self.focusWidget() or self):
            self._onward.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_step(self) -> None:
        for number, step in enumerate(self.steps):
            step.setVisible(number == self.step)
        self._look()
        self.verticalScrollBar().setValue(0)

    def _look(self) -> None:
        """Say what is done, what is missing and where this goes on."""
        missing = self._controller.keys.missing
        for number, step in enumerate(self.steps):
            done = isinstance(step, KeyStep) and step.settled
            self._show_tab(number, done=done)
        self.close_link.setText(self.tr("Not now") if missing else self.tr("Close"))
        self.close_link.setAccessibleName(
            self.tr("{close}: leave the first steps").format(close=self.close_link.text())
        )
        self._show_waiting(missing)
        self.welcome.keys.setText(self._way_on(missing))
        self.welcome.keys.setAccessibleName(self.welcome.keys.text())
        self._show_onward(missing)

    def _show_tab(self, number: int, *, done: bool) -> None:
        name = (self.tr("Welcome"), *(SERVICE_NAMES[service] for service in SERVICES))[number]
        sign = "✓" if done else QLocale().toString(number + 1)
        self.tabs.setTabText(number, f"{sign}  {name}")
        words = (
            self.tr("Step {number} of {all}: {name}, done")
            if done
            else self.tr("Step {number} of {all}: {name}")
        )
        spoken = words.format(number=number + 1, all=len(self.steps), name=name)
        self.tabs.setAccessibleTabName(number, spoken)
        self.tabs.setTabToolTip(number, spoken)

    def _show_waiting(self, missing: Sequence[str]) -> None:
        """What was dropped meanwhile, and why nothing happens to it yet."""
        waiting = self._controller.waiting
        if waiting and missing:
            what = quoted(waiting[0].name)
            if len(waiting) > 1:
                what = self.tr("%Ln item(s)", "", len(waiting))
            names = both([SERVICE_NAMES[name] for name in missing])
            kept = self.tr("Kept ready: {what}. Nothing has been sent.").format(what=what)
            later = self.tr(
                "The work starts once the key(s) for {services} there.", "", len(missing)
            )
            self.waiting.setText(f"{kept} {later.format(services=names)}")
        else:
            self.waiting.clear()
        self.waiting.setVisible(bool(self.waiting.text()))

    def _way_on(self, missing: Sequence[str]) -> str:
        match missing:
            case []:
                return self.tr("Continue")
            case [one]:
                return self.tr("Set up the {service} key").format(service=SERVICE_NAMES[one])
            case _:
                return self.tr("Set up the two keys")

    def _show_onward(self, missing: Sequence[str]) -> None:
        step = self.steps[self.step]
        self._nav.setVisible(step is not self.welcome)
        if not isinstance(step, KeyStep):
            self.ready.hide()
            return
        ready = self._last and not missing and bool(self._controller.keys.states)
        self._show_ready(missing, ready=ready, settled=step.settled)
        self.choose.setVisible(ready)
        if self._last:
            self.next.setText(self.tr("Done") if ready else self.tr("Leave it for now"))
        else:
            self.next.setText(self.tr("Continue") if step.settled else self.tr("Skip this step"))
        self.next.setAccessibleName(self.next.text())
        busy_with_key = bool(step.field.key)
        set_kind(self.next, "primary" if step.settled and not ready and not busy_with_key else "")

    def _show_ready(self, missing: Sequence[str], *, ready: bool, settled: bool) -> None:
        if ready:
            words = self.tr("✓ All is ready. Drop a video anywhere into this window.")
        elif self._last and settled:
            names = both([SERVICE_NAMES[name] for name in missing])
            words = self.tr("⚠ The key for {services} is still missing: nothing can be sent.")
            words = words.format(services=names)
        else:
            words = ""
        self.ready.setProperty("tone", "good" if ready else "warn")
        self.ready.style().unpolish(self.ready)
        self.ready.style().polish(self.ready)
        self.ready.setText(words)
        self.ready.setVisible(bool(words))

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
        self.tabs.currentChanged.connect(self._show_step)
        self.close_link.clicked.connect(self.closed)
        self.welcome.go_on.connect(self._start_keys)
        self.welcome.practice_asked.connect(self.practice_asked)
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.choose.clicked.connect(self.files_asked)
        self._show_facts()

    def _start_keys(self) -> None:
        missing = self._controller.keys.missing
        self.show_step(1 + SERVICES.index(missing[0]) if missing else 1)
        self.take_focus()

    def _lay_out(self) -> None:
        for _ in self.steps:
            self.tabs.addTab("")
        self.waiting.setObjectName("waiting")
        for words in (self.waiting, self.ready):
            words.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self.tabs)
        head.addStretch()
        head.addWidget(self.close_link)
        nav = QHBoxLayout(self._nav)
        nav.setContentsMargins(0, 0, 0, 0)
        nav.setSpacing(10)
        nav.addWidget(self.back)
        nav.addStretch()
        nav.addWidget(self.next)
        nav.addWidget(self.choose)
        inner = QWidget()
        inner.setMaximumWidth(inner.fontMetrics().averageCharWidth() * WIDTH)
        column = self._column = QVBoxLayout(inner)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.waiting)
        column.addSpacing(14)
        for step in self.steps:
            column.addWidget(step)
        column.addSpacing(10)
        column.addWidget(self.ready)
        column.addWidget(self._nav)
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
