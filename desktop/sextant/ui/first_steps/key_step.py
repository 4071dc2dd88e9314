"""A step in which one service's key is made, tested and kept, or left for later."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sextant.bridge.key_ring import KeyRing, KeyState, Outcome, Verdict
from sextant.core.keys import wants_key
from sextant.core.settings import Settings, Surroundings, value_of
from sextant.ui.first_steps.welcome import host_of
from sextant.ui.key_parts import KeyField, KeyPlaceLine, keeping_words, made_at
from sextant.ui.settings.verdict_words import verdict_words
from sextant.ui.small import button, numbered, paragraph, set_kind, set_tone
from sextant.ui.words import SERVICE_NAMES, range_word

AN_HOUR = Decimal(60)


class KeyStep(QWidget):
    """One service. What a test came to is shown for as long as it is true of this very key."""

    kept = Signal()
    """A key that was given here lies where keys are kept."""
    changed = Signal()
    """Whether the key is there, or what a test came to, may be another now."""

    def __init__(self, service: str, keys: KeyRing) -> None:
        super().__init__()
        self.service = service
        self._keys = keys
        self._asked: str | None = None
        """The key that is being tested, empty for the one that is kept."""
        self._keeping = False
        self._own = False
        self._url = ""
        self._replacing = False
        name = SERVICE_NAMES[service]
        self._lead = paragraph(tone="muted")
        self._address = paragraph(tone="brass")
        self.made_at = made_at(service)
        self.place = KeyPlaceLine(keys)
        self.field = KeyField(service)
        self.test = button("")
        self.verdict = paragraph(tone="muted")
        self.anyway = button(
            self.tr("Keep it nonetheless"),
            kind="link",
            name=self.tr("Keep the {service} key nonetheless").format(service=name),
        )
        self.another = button(
            self.tr("Use another key"),
            kind="link",
            name=self.tr("Use another {service} key").format(service=name),
        )
        self._fine_print = paragraph(tone="muted", size=0.95)
        self._lay_out(name)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._test)
        self.test.clicked.connect(self._test)
        self.anyway.clicked.connect(self._keep_anyway)
        self.another.clicked.connect(self._replace)
        keys.changed.connect(self._keys_changed)
        keys.tested.connect(self._tested)
        keys.untested.connect(self._untested)
        self._say("", "muted")
        self._show_state()

    @property
    def state(self) -> KeyState | None:
        """Where the key lies, once that is known."""
        return next((one for one in self._keys.states if one.service == self.service), None)

    @property
    def settled(self) -> bool:
        """Whether this service has the key it wants."""
        return self.state is not None and not self.state.missing

    def show_facts(self, settings: Settings, around: Surroundings) -> None:
        """Say what the service does and where it is. What was said elsewhere is forgotten."""
        url = value_of(settings, f"{self.service}_url")
        own = not wants_key(self.service, url)
        self._lead.setText(self._lead_words(settings, own=own))
        self._address.setText(self._address_words(url, around))
        self._address.setVisible(bool(self._address.text()))
        self._own = own
        if url != self._url:
            self._url = url
            self._forget()
        self._show_state()

    def _lead_words(self, settings: Settings, *, own: bool) -> str:
        if self.service == "openrouter":
            return self.tr(
                "It passes the transcript on to the models you choose and brings back their "
                "answers. One key is enough for all of them. Before anything is sent, Sextant "
                "tells what it may cost."
            )
        words = self.tr("It gets the audio and sends back who said what, and when.")
        if own:
            return words
        low, high = settings.transcription.usd_per_minute
        price = self.tr("By its list prices, an hour of recording costs about {range}.")
        return f"{words} {price.format(range=range_word(low * AN_HOUR, high * AN_HOUR))}"

    def _address_words(self, url: str, around: Surroundings) -> str:
        field = f"{self.service}_url"
        if url == value_of(Settings(), field):
            return ""
        host = host_of(url)
        if field in around.locked:
            who = around.study or self.tr("whoever set up this computer")
            return self.tr("Its address is {host}, chosen by {who}.").format(host=host, who=who)
        return self.tr("Its address is {host}, by your settings.").format(host=host)

    # ── What the keyboard does ──

    def _typed(self) -> None:
        """A result that belongs to another key is never shown."""
        self._forget()
        self._show_state()

    def _test(self) -> None:
        if not self.test.isEnabled():
            return
        key = self.field.key
        self._keys.test(self.service, key)
        self._asked = key
        self._say(self.tr("Asking the service…"), "muted")
        self._show_state()

    def _replace(self) -> None:
        self._replacing = True
        self._show_state()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_anyway(self) -> None:
        self._keep(self.field.key)
        self._say("", "muted")

    def _keep(self, key: str) -> None:
        """Put it where keys are kept. The field is emptied, and no result is lost by that."""
        self._keeping, self._replacing = True, False
        self._keys.put(self.service, key)
        self.field.blockSignals(True)  # noqa: FBT003 - Qt's
        self.field.clear()
        self.field.blockSignals(False)  # noqa: FBT003 - Qt's
        self._show_state()

    # ── What the keys tell ──

    def _tested(self, verdict: Verdict) -> None:
        if self._asked is None or verdict.service != self.service:
            return
        asked, self._asked = self._asked, None
        self._say(*verdict_words(verdict))
        told = QAccessibleAnnouncementEvent(self, self.verdict.text())
        QAccessible.updateAccessibility(told)
        works = verdict.outcome is Outcome.WORKS
        self.anyway.setVisible(bool(asked) and not works)
        if asked and works:
            self._keep(asked)
        self._show_state()

    def _untested(self, service: str) -> None:
        if self._asked is not None and service == self.service:
            self._asked = None
            self._say("", "muted")
            self._show_state()

    def _keys_changed(self) -> None:
        """A key that came from elsewhere is not the one a result is about."""
        kept, self._keeping = self._keeping, False
        if not kept and not self._asked:
            self._forget()
        self._show_state()
        if kept:
            self.kept.emit()

    def _forget(self) -> None:
        if self._asked is not None:
            self._keys.forget_test(self.service)
        self._say("", "muted")

    def _say(self, words: str, tone: str) -> None:
        self.verdict.setText(words)
        self.verdict.setVisible(bool(words))
        set_tone(self.verdict, tone)
        self.anyway.hide()

    def _show_state(self) -> None:
        state = self.state
        if state is not None:
            self.place.show_state(state)
            self._fine_print.setText(
                f"{self.tr('A test costs nothing.')} {keeping_words([state.place])}"
            )
        typed = bool(self.field.key)
        asks = not self.settled or self._replacing or typed
        keeps = typed or not self.settled
        given = state is not None and state.place.kind == "environment"
        closed = state is not None and state.place.closed
        self.place.setVisible(self.settled or closed)
        self.another.setVisible(not asks and not given)
        self._how.setVisible(asks and not self._own)
        self.field.setVisible(asks)
        self._fine_print.setVisible(asks)
        self.test.setText(self.tr("Test and keep") if keeps else self.tr("Test the key"))
        self.test.setAccessibleName(f"{self.test.text()}: {SERVICE_NAMES[self.service]}")
        self.test.setEnabled(self._asked is None and (typed or self.settled))
        set_kind(self.test, "primary" if keeps else "")
        self.changed.emit()

    def _lay_out(self, name: str) -> None:
        title = {
            "deepgram": self.tr("A key for {service}, which writes it down"),
            "openrouter": self.tr("A key for {service}, which asks the models"),
        }[self.service]
        head = paragraph(title.format(service=name), bold=True, size=1.6)
        self._how = QWidget()
        how = QVBoxLayout(self._how)
        how.setContentsMargins(0, 0, 0, 0)
        how.setSpacing(6)
        link = QWidget()
        beside = QHBoxLayout(link)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.made_at)
        beside.addStretch()
        how.addLayout(numbered(QLocale().toString(1), link))
        how.addLayout(numbered(QLocale().toString(2), self.tr("Copy it there and paste it here.")))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.test)
        row.addWidget(self.another)
        row.addStretch()
        told = QHBoxLayout()
        told.setSpacing(10)
        told.addWidget(self.verdict, 1)
        told.addWidget(self.anyway)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(self._lead)
        column.addWidget(self._address)
        column.addSpacing(10)
        column.addWidget(self._how)
        column.addWidget(self.place)
        column.addLayout(row)
        column.addLayout(told)
        column.addWidget(self._fine_print)
