"""The two keys: where each lies, keep one, test one, forget one or both."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sextant.bridge.controller import Controller
from sextant.bridge.key_ring import SERVICES, KeyRing, KeyState, Verdict
from sextant.core.keys import KeyPlace
from sextant.ui.asking import Question, ask
from sextant.ui.settings.page import Page
from sextant.ui.settings.verdict_words import verdict_words
from sextant.ui.small import button, label, set_tone
from sextant.ui.words import SERVICE_NAMES

MADE_AT = {
    "deepgram": "https://console.deepgram.com/",
    "openrouter": "https://openrouter.ai/settings/keys",
}
FORGETTABLE = frozenset({"keyring", "this-run"})


def made_at(service: str) -> QPushButton:
    """A link to the page of the service where keys are made."""
    url = QUrl(MADE_AT[service])
    words = QCoreApplication.translate("Keys", "Make a key at {host} ↗").format(host=url.host())
    link = button(words, kind="link")
    link.setToolTip(url.toString())
    link.clicked.connect(lambda: QDesktopServices.openUrl(url))
    return link


class KeySection(QFrame):
    """One service."""

    def __init__(self, service: str, keys: KeyRing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answerCell")
        self.service = service
        self._keys = keys
        self._has_key = False
        name = SERVICE_NAMES[service]
        self._place = label(tone="muted")
        self._place.setWordWrap(True)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setPlaceholderText(self.tr("Paste the {service} key").format(service=name))
        self.field.setAccessibleName(self.tr("{service} key").format(service=name))
        self.field.setAcceptDrops(False)
        self.save = button(
            self.tr("Save"),
            kind="primary",
            name=self.tr("Save the {service} key").format(service=name),
        )
        self.test = button(
            self.tr("Test"),
            name=self.tr("Test the {service} key, free of charge").format(service=name),
        )
        self.forget = button(
            self.tr("Forget"), name=self.tr("Forget the {service} key").format(service=name)
        )
        self.verdict = label(tone="muted")
        self.verdict.setWordWrap(True)
        self._lay_out(name)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.test.clicked.connect(self._test)
        self.forget.clicked.connect(self._forget)
        keys.changed.connect(self.look)
        keys.tested.connect(self._show_verdict)
        self._typed()
        self.look()

    def look(self) -> None:
        """Say where the key lies now."""
        for state in self._keys.states:
            if state.service == self.service:
                words, tone = self._place_line(state)
                self._place.setText(words)
                set_tone(self._place, tone)
                self.forget.setEnabled(state.place.kind in FORGETTABLE)
                self._has_key = state.place.kind != "nowhere" or not state.needed
                self._typed()

    def _place_line(self, state: KeyState) -> tuple[str, str]:
        place = state.place
        match place.kind:
            case "environment":
                words = self.tr("✓ Taken from the environment ({variable}).")
                return words.format(variable=place.detail), "good"
            case "keyring" if place.detail:
                words = self.tr("✓ Kept in the system's keyring ({keyring}).")
                return words.format(keyring=place.detail), "good"
            case "keyring":
                return self.tr("✓ Kept in the system's keyring."), "good"
            case "this-run":
                return self.tr("⚠ Kept for this run only: gone when the window closes."), "warn"
            case _ if not state.needed:
                return self.tr("No key is needed: the service's address is your own."), "muted"
            case _:
                return self.tr("No key yet."), "muted"

    def _show_verdict(self, verdict: Verdict) -> None:
        if verdict.service == self.service and not verdict.address:
            self._say(*verdict_words(verdict))
            self.test.setEnabled(True)

    def _say(self, words: str, tone: str) -> None:
        self.verdict.setText(words)
        self.verdict.setVisible(bool(words))
        set_tone(self.verdict, tone)

    def _typed(self) -> None:
        """A result that belongs to another key is never shown."""
        self._keys.forget_test(self.service)
        typed = bool(self.field.text().strip())
        self._say("", "muted")
        self.save.setEnabled(typed)
        self.test.setEnabled(typed or self._has_key)

    def _save(self) -> None:
        key = self.field.text().strip()
        if key:
            self._keys.put(self.service, key)
            self.field.clear()

    def _test(self) -> None:
        self._say(self.tr("Asking the service…"), "muted")
        self.test.setEnabled(False)
        self._keys.test(self.service, self.field.text().strip())

    def _forget(self) -> None:
        self._keys.remove(self.service)

    def _lay_out(self, name: str) -> None:
        about = {
            "deepgram": self.tr("Writes the recording down."),
            "openrouter": self.tr("Asks the models."),
        }[self.service]
        head = QHBoxLayout()
        head.addWidget(label(name, bold=True))
        head.addWidget(label(about, tone="muted"), 1)
        head.addWidget(made_at(self.service))
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        for widget in (self.save, self.test, self.forget):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._place)
        column.addLayout(row)
        column.addWidget(self.verdict)


class KeysPage(Page):
    """Both keys, and a way to be rid of them."""

    def __init__(self, controller: Controller) -> None:
        super().__init__(controller.preferences)
        self._keys = controller.keys
        self.head(
            self.tr("Keys"),
            self.tr("Two services work for you, each with a key of yours. A test costs nothing."),
        )
        self.sections = {name: KeySection(name, controller.keys) for name in SERVICES}
        for section in self.sections.values():
            self.column.addWidget(section)
        self._kept = self.note()
        self.forget_all = button(self.tr("Forget both keys…"))
        self.line(self.forget_all)
        self.column.addStretch(1)
        self.forget_all.clicked.connect(self._ask_to_forget)
        controller.keys.changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        places = [state.place for state in self._keys.states]
        self._kept.setText(self._where_kept(places))
        self.forget_all.setEnabled(any(place.kind in FORGETTABLE for place in places))

    def _where_kept(self, places: list[KeyPlace]) -> str:
        looked = [place for place in places if place.kind != "environment"]
        if not looked or any(place.kind == "keyring" or place.detail for place in looked):
            return self.tr("Keys go into this computer's keyring, never into a file.")
        return self.tr(
            "This computer offers no keyring (on Linux: a Secret Service). "
            "A key is kept for this run only and forgotten when the window closes."
        )

    def _ask_to_forget(self) -> None:
        question = Question(
            self.tr("Forget both keys?"),
            self.tr("They are removed from this computer's keyring."),
            self.tr(
                "At the services they stay valid: who has them can use them until you delete "
                "them there. Keys from the environment are not touched."
            ),
            yes=self.tr("Forget"),
        )
        ask(self, question, self._forget)

    def _forget(self) -> None:
        self._keys.remove(*SERVICES)
