"""The line at the bottom: keys, privacy, work in flight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from sextant.bridge.controller import Controller
from sextant.ui.small import ElidedLabel, button, label, set_tone
from sextant.ui.words import PRIVACY, SERVICE_NAMES, count_word

PLACES = {
    "environment": "from the environment",
    "keyring": "in the system's keyring",
    "this-run": "for this run only",
}


class Footer(QFrame):
    """Always true at a glance."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self._controller = controller
        self.keys = button("Keys", kind="link", name="Keys…")
        privacy = ElidedLabel()
        privacy.show_line(PRIVACY)
        privacy.setProperty("tone", "muted")
        self._work = label(tone="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(14)
        row.addWidget(self.keys)
        row.addWidget(privacy, 1)
        row.addStretch()
        row.addWidget(self._work)
        controller.keys.changed.connect(self._show_keys)
        controller.runs.changed.connect(self._show_work)
        self._show_work()

    def keep_last(self) -> None:
        """Be the last that Tab reaches: Qt puts what is made later behind it."""
        last = self.window().previousInFocusChain()
        while last is not None and not last.focusPolicy() & Qt.FocusPolicy.TabFocus:
            last = last.previousInFocusChain()
        if last is not None and last is not self.keys:
            QWidget.setTabOrder(last, self.keys)

    def _show_keys(self) -> None:
        states = self._controller.keys.states
        missing = [SERVICE_NAMES[state.service] for state in states if state.missing]
        if missing:
            words = f"Key missing: {', '.join(missing)}"
        else:
            places = dict.fromkeys(PLACES.get(s.place.kind, "not needed") for s in states)
            words = f"Keys {' and '.join(places)} ✓"
        self.keys.setText(words)
        self.keys.setAccessibleName(f"{words}. Open the keys dialog")

    def _show_work(self) -> None:
        count = self._controller.runs.in_flight
        words = count_word(count, "recording in progress", "recordings in progress")
        self._work.setText(words if count else "")
        set_tone(self._work, "accent" if count else "muted")
