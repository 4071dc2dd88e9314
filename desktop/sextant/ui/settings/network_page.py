"""Where the services are, and the way to them."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from sextant.bridge.key_ring import SERVICES, KeyRing, Outcome, Verdict
from sextant.bridge.preferences import Preferences
from sextant.core.settings import DEEPGRAM_URL, OPENROUTER_URL
from sextant.ui.settings.page import Page
from sextant.ui.settings.verdict_words import verdict_words
from sextant.ui.small import button, paragraph, set_tone
from sextant.ui.words import SERVICE_NAMES

USUAL = {"deepgram": DEEPGRAM_URL, "openrouter": OPENROUTER_URL}


class NetworkPage(Page):
    """Addresses can be tested before they are used; proxies and certificates are the system's."""

    def __init__(self, preferences: Preferences, keys: KeyRing) -> None:
        super().__init__(preferences)
        self._keys = keys
        self.fields: dict[str, QLineEdit] = {}
        self.tests: dict[str, QPushButton] = {}
        self.verdicts: dict[str, QLabel] = {}
        self.head(
            self.tr("Network"),
            self.tr(
                "Leave the addresses as they are, unless you use Deepgram's servers in the EU "
                "(https://api.eu.deepgram.com), a server of your own, or an OpenAI-compatible "
                "one on this computer (Ollama, LM Studio, vLLM)."
            ),
        )
        for service in SERVICES:
            self._add_address(service)
        self.heading(self.tr("Proxy and certificates"))
        self._ways = self.note(tone="")
        self.note(
            self.tr(
                "Sextant goes the way the system says, or HTTPS_PROXY and NO_PROXY where they are "
                "set, and trusts the certificates the system trusts and those in SSL_CERT_FILE. "
                "Nothing turns the checks off."
            )
        )
        self.column.addStretch(1)
        keys.tested.connect(self._show_verdict)
        keys.untested.connect(self._give_up)
        preferences.surveyed.connect(self._tell_ways)
        self.whenever_shown(self._tell_ways)

    def _add_address(self, service: str) -> None:
        name = SERVICE_NAMES[service]
        field = self.fields[service] = QLineEdit()
        field.setMinimumWidth(field.fontMetrics().averageCharWidth() * 40)
        test = self.tests[service] = button(
            self.tr("Test"), name=self.tr("Test the address of {service}").format(service=name)
        )
        usual = button(
            self.tr("Usual address"),
            name=self.tr("Back to the usual address of {service}").format(service=name),
        )
        verdict = self.verdicts[service] = paragraph(tone="muted")
        verdict.hide()
        self.heading(name)
        self.row(self.tr("Address"), field, test, usual)
        self.column.addWidget(verdict)
        self.fence(f"{service}_url", field, usual)

        def read() -> None:
            if not field.hasFocus() or not field.isModified():
                field.setText(self.value(f"{service}_url"))
            usual.setEnabled(self.value(f"{service}_url") != USUAL[service])

        def typed() -> None:
            self._keys.forget_test(service)
            test.setEnabled(bool(_address(field)))
            verdict.hide()

        def write() -> None:
            self.preferences.choose(f"{service}_url", _address(field) or USUAL[service])

        def ask() -> None:
            write()
            self._keys.test_address(service, self.value(f"{service}_url"))
            verdict.setText(self.tr("Asking whoever is there…"))
            set_tone(verdict, "muted")
            verdict.show()
            test.setEnabled(False)

        def go_back() -> None:
            field.setText(USUAL[service])
            write()

        field.textChanged.connect(typed)
        field.editingFinished.connect(write)
        test.clicked.connect(ask)
        usual.clicked.connect(go_back)
        self.whenever_shown(read)

    def _show_verdict(self, verdict: Verdict) -> None:
        if verdict.address != self.value(f"{verdict.service}_url"):
            return
        words, tone = verdict_words(verdict)
        if verdict.outcome is Outcome.WORKS:
            words = self.tr("✓ The service answers there, and the key works.")
        shown = self.verdicts[verdict.service]
        shown.setText(words)
        set_tone(shown, tone)
        shown.show()
        self.tests[verdict.service].setEnabled(True)

    def _give_up(self, service: str) -> None:
        """Nobody will tell what the test came to: a key is asked about instead."""
        self.verdicts[service].hide()
        self.tests[service].setEnabled(bool(_address(self.fields[service])))

    def _tell_ways(self) -> None:
        around = self.preferences.surroundings
        lines = [
            self.tr("{service} is reached by the proxy {proxy}.").format(
                service=SERVICE_NAMES[service], proxy=around.proxies[service]
            )
            if service in around.proxies
            else self.tr("{service} is reached without a proxy.").format(
                service=SERVICE_NAMES[service]
            )
            for service in SERVICES
        ]
        if around.certificates:
            lines.append(
                self.tr("Also trusted: the certificates in {file}.").format(
                    file=around.certificates
                )
            )
        self._ways.setText("\n".join(lines))


def _address(field: QLineEdit) -> str:
    return field.text().strip().rstrip("/")
