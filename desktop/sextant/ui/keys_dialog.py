"""The two keys: where each lies, keep one, test one, forget one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sextant.bridge.controller import Controller
from sextant.bridge.key_ring import SERVICES, KeyState, Outcome, Verdict
from sextant.ui.small import button, label, set_tone
from sextant.ui.words import SERVICE_NAMES

MADE_AT = {
    "deepgram": "Writes the recording down. Make a key at console.deepgram.com → API keys.",
    "openrouter": "Asks the models. Make a key at openrouter.ai → Settings → Keys.",
}
KEPT = "Keys go into this computer's keyring, never into a file."
NO_RING = (
    "This computer offers no keyring (on Linux: a Secret Service). "
    "A key is kept for this run only and forgotten when the window closes."
)
OUTCOMES = {
    Outcome.WORKS: ("✓ The key works.", "good"),
    Outcome.REFUSED: ("✕ The service refused the key.", "bad"),
    Outcome.NO_NETWORK: ("⚠ The service cannot be reached, so the key is not tested.", "warn"),
    Outcome.UNKNOWN: ("? The answer does not tell whether the key works.", "warn"),
}


def place_line(state: KeyState) -> tuple[str, str]:
    """Where a key lies, and the tone to say it in."""
    place = state.place
    match place.kind:
        case "environment":
            return f"✓ Taken from the environment ({place.detail}).", "good"
        case "keyring":
            return f"✓ Kept in the system's keyring{_in(place.detail)}.", "good"
        case "this-run":
            return "⚠ Kept for this run only: it is gone when the window closes.", "warn"
        case _ if not state.needed:
            return "No key is needed: the service's address is your own.", "muted"
        case _:
            return "No key yet.", "muted"


def _in(detail: str) -> str:
    return f" ({detail})" if detail else ""


class KeySection(QFrame):
    """One service."""

    def __init__(self, service: str, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answerCell")
        self._service = service
        self._controller = controller
        self._has_key = False
        name = SERVICE_NAMES[service]
        self._place = label(tone="muted")
        self._place.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setPlaceholderText(f"Paste the {name} key")
        self.field.setAccessibleName(f"{name} key")
        self.field.setAcceptDrops(False)
        self.save = button("Save", kind="primary", name=f"Save the {name} key")
        self.test = button("Test", name=f"Test the {name} key, free of charge")
        self.forget = button("Forget", name=f"Forget the {name} key")
        self.verdict = label(tone="muted")
        self.verdict.setWordWrap(True)
        self._lay_out(name)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.test.clicked.connect(self._test)
        self.forget.clicked.connect(self._forget)
        self._typed()

    def show_key(self, state: KeyState) -> None:
        words, tone = place_line(state)
        self._place.setText(words)
        set_tone(self._place, tone)
        self.forget.setEnabled(state.place.kind in {"keyring", "this-run"})
        self._has_key = state.place.kind != "nowhere" or not state.needed
        self._typed()

    def show_verdict(self, verdict: Verdict) -> None:
        words, tone = OUTCOMES[verdict.outcome]
        if verdict.notice is not None and verdict.outcome is not Outcome.WORKS:
            words = f"{words} {verdict.notice.title} {verdict.notice.remedy}"
        self._say(words, tone)
        self.test.setEnabled(True)

    def _say(self, words: str, tone: str) -> None:
        self.verdict.setText(words)
        self.verdict.setVisible(bool(words))
        set_tone(self.verdict, tone)

    def _typed(self) -> None:
        """A result that belongs to another key is never shown."""
        self._controller.keys.forget_test(self._service)
        typed = bool(self.field.text().strip())
        self._say("", "muted")
        self.save.setEnabled(typed)
        self.test.setEnabled(typed or self._has_key)

    def _save(self) -> None:
        key = self.field.text().strip()
        if key:
            self._controller.keys.put(self._service, key)
            self.field.clear()

    def _test(self) -> None:
        self._say("Asking the service…", "muted")
        self.test.setEnabled(False)
        self._controller.keys.test(self._service, self.field.text().strip())

    def _forget(self) -> None:
        self._controller.keys.remove(self._service)

    def _lay_out(self, name: str) -> None:
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        for widget in (self.save, self.test, self.forget):
            row.addWidget(widget)
        about = label(MADE_AT[self._service], tone="muted", size=0.95)
        about.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        column.addWidget(label(name, bold=True))
        column.addWidget(about)
        column.addWidget(self._place)
        column.addLayout(row)
        column.addWidget(self.verdict)


class KeysDialog(QDialog):
    """Open it with `open`, never with `exec`: that would stop other work for ever."""

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._controller = controller
        self.sections = {name: KeySection(name, controller) for name in SERVICES}
        self._kept = label(KEPT, tone="muted")
        self._kept.setWordWrap(True)
        close = button("Close")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self._kept, 1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 18, 18, 16)
        column.setSpacing(12)
        column.addWidget(label("Keys for the two services", bold=True, size=1.25))
        for section in self.sections.values():
            column.addWidget(section)
        column.addLayout(row)
        self.setMinimumWidth(560)
        controller.keys.changed.connect(self._show)
        controller.keys.tested.connect(self._show_verdict)
        self._show()

    def _show(self) -> None:
        states = self._controller.keys.states
        for state in states:
            self.sections[state.service].show_key(state)
        looked = [state.place for state in states if state.place.kind != "environment"]
        ring = not looked or any(place.kind == "keyring" or place.detail for place in looked)
        self._kept.setText(KEPT if ring else NO_RING)

    def _show_verdict(self, verdict: Verdict) -> None:
        self.sections[verdict.service].show_verdict(verdict)
