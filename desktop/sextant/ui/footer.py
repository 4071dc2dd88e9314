"""The line at the bottom: keys, privacy, work in flight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from sextant.bridge.controller import Controller
from sextant.ui.small import button, label, paragraph, set_tone
from sextant.ui.words import SERVICE_NAMES, both, privacy_words


class Footer(QFrame):
    """Always true at a glance."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self._controller = controller
        self.keys = button(self.tr("Keys"), kind="link", name=self.tr("Keys…"))
        privacy = paragraph(privacy_words(), tone="muted")
        self._work = label(tone="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 4)
        row.setSpacing(14)
        row.addWidget(self.keys)
        row.addWidget(privacy, 1)
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
            words = self.tr("Key missing: {services}").format(services=both(missing))
        else:
            places = list(dict.fromkeys(self._place(state.place.kind) for state in states))
            words = self.tr("Keys {places} ✓").format(places=both(places or [""]))
        self.keys.setText(words)
        self.keys.setAccessibleName(self.tr("{words}. Open the keys dialog").format(words=words))

    def _place(self, kind: str) -> str:
        match kind:
            case "environment":
                return self.tr("from the environment")
            case "keyring":
                return self.tr("in the system's keyring")
            case "this-run":
                return self.tr("for this run only")
            case _:
                return self.tr("not needed")

    def _show_work(self) -> None:
        count = self._controller.runs.in_flight
        words = self.tr("%Ln recording(s) in progress", "", count) if count else ""
        self._work.setText(words)
        set_tone(self._work, "accent" if count else "muted")
