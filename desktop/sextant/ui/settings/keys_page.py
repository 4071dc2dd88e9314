"""The two keys: where each lies, keep one, test one, forget one or both."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from sextant.bridge.controller import Controller
from sextant.bridge.key_ring import SERVICES, KeyRing, Verdict
from sextant.core.keys import is_key
from sextant.ui.asking import Question, ask
from sextant.ui.key_parts import KeyField, KeyPlaceLine, keeping_words, made_at
from sextant.ui.settings.page import Page
from sextant.ui.settings.verdict_words import verdict_words
from sextant.ui.small import button, label, paragraph, set_tone
from sextant.ui.words import SERVICE_NAMES

FORGETTABLE = frozenset({"keyring", "this-run"})


class KeySection(QFrame):
    """One service."""

    def __init__(self, service: str, keys: KeyRing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answerCell")
        self.service = service
        self._keys = keys
        self._has_key = False
        self._asking = False
        name = SERVICE_NAMES[service]
        self._place = KeyPlaceLine(keys)
        self.field = KeyField(service)
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
        self.verdict = paragraph(tone="muted")
        self._lay_out(name)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.test.clicked.connect(self._test)
        self.forget.clicked.connect(self._forget)
        keys.changed.connect(self.look)
        keys.tested.connect(self._show_verdict)
        keys.untested.connect(self._give_up)
        self._typed()
        self.look()

    def look(self) -> None:
        """Say where the key lies now."""
        for state in self._keys.states:
            if state.service == self.service:
                self._place.show_state(state)
                self.forget.setEnabled(state.place.kind in FORGETTABLE)
                self._has_key = not state.missing
                self._typed()

    def _show_verdict(self, verdict: Verdict) -> None:
        if self._asking and verdict.service == self.service:
            self._asking = False
            self._say(*verdict_words(verdict))
            self.test.setEnabled(True)

    def _give_up(self, service: str) -> None:
        """Nobody will tell what the test came to: another address is asked instead."""
        if self._asking and service == self.service:
            self._asking = False
            self._say("", "muted")
            self.test.setEnabled(bool(self.field.key) or self._has_key)

    def _say(self, words: str, tone: str) -> None:
        self.verdict.setText(words)
        self.verdict.setVisible(bool(words))
        set_tone(self.verdict, tone)

    def _typed(self) -> None:
        """A result that belongs to another key is never shown."""
        if self._asking:
            self._keys.forget_test(self.service)
        key = self.field.key
        fits = is_key(key)
        self._say("", "muted")
        if key and not fits:
            words = self.tr("This is no key. A key is one word of letters, digits and signs.")
            self._say(words, "warn")
        self.save.setEnabled(fits)
        self.test.setEnabled(fits or (not key and self._has_key))

    def _save(self) -> None:
        if is_key(self.field.key):
            self._keys.put(self.service, self.field.key)
            self.field.clear()

    def _test(self) -> None:
        self._keys.test(self.service, self.field.key)
        self._asking = True
        self._say(self.tr("Asking the service…"), "muted")
        self.test.setEnabled(False)

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
        self._kept.setText(keeping_words(places))
        self.forget_all.setEnabled(any(place.kind in FORGETTABLE for place in places))

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
