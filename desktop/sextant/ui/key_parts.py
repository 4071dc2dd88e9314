"""What every place that asks for a key is made of: the field, where it lies, where it is made."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from sextant.bridge.key_ring import KeyRing, KeyState
from sextant.core.keys import KeyPlace, tidied
from sextant.ui.small import button, paragraph, set_tone
from sextant.ui.words import SERVICE_NAMES

translate = QCoreApplication.translate

MADE_AT = {
    "deepgram": "https://console.deepgram.com/",
    "openrouter": "https://openrouter.ai/settings/keys",
}


def made_at(service: str) -> QPushButton:
    """A link to the page of the service where keys are made."""
    url = QUrl(MADE_AT[service])
    words = translate("Keys", "Make a key at {host} ↗").format(host=url.host())
    link = button(words, kind="link")
    link.setToolTip(url.toString())
    link.clicked.connect(lambda: QDesktopServices.openUrl(url))
    return link


def keeping_words(places: list[KeyPlace]) -> str:
    """What becomes of a key that is entered, as far as one can know before."""
    looked = [place for place in places if place.kind != "environment"]
    if any(place.closed for place in looked):
        return translate(
            "Keys",
            "A key goes into the keyring once that is unlocked. Until then it is kept for this "
            "run only, and never in a file.",
        )
    if not looked or any(place.detail for place in looked):
        return translate("Keys", "Keys go into this computer's keyring, never into a file.")
    return translate(
        "Keys",
        "This computer offers no keyring (on Linux: a Secret Service). "
        "A key is kept for this run only and forgotten when the window closes.",
    )


class KeyField(QLineEdit):
    """Where a key is pasted; nobody can read it from the screen."""

    def __init__(self, service: str) -> None:
        super().__init__()
        name = SERVICE_NAMES[service]
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setPlaceholderText(translate("Keys", "Paste the {service} key").format(service=name))
        self.setAccessibleName(translate("Keys", "{service} key").format(service=name))
        self.setAcceptDrops(False)

    @property
    def key(self) -> str:
        """What was typed, without what was copied along and nobody sees."""
        return tidied(self.text())


class KeyPlaceLine(QWidget):
    """Where a service's key lies; a keyring that did not open can be asked again."""

    def __init__(self, keys: KeyRing) -> None:
        super().__init__()
        self._words = paragraph(tone="muted")
        self.again = button(
            self.tr("Try again"), kind="link", name=self.tr("Ask the keyring once more")
        )
        self.again.clicked.connect(keys.try_again)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        self.again.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def show_state(self, state: KeyState) -> None:
        words, tone = self._told(state)
        self._words.setText(words)
        set_tone(self._words, tone)
        self.again.setVisible(state.place.closed)

    def _told(self, state: KeyState) -> tuple[str, str]:
        kind, detail, closed = state.place.kind, state.place.detail, state.place.closed
        match kind:
            case "environment":
                words = self.tr("✓ Taken from the environment ({variable}).")
                return words.format(variable=detail), "good"
            case "keyring" if detail:
                words = self.tr("✓ Kept in the system's keyring ({keyring}).")
                return words.format(keyring=detail), "good"
            case "keyring":
                return self.tr("✓ Kept in the system's keyring."), "good"
            case "this-run" if closed:
                words = self.tr(
                    "⚠ Kept for this run only: the keyring ({keyring}) did not open. Unlock it, "
                    "then try again, and the key moves there."
                )
                return words.format(keyring=detail), "warn"
            case "this-run":
                return self.tr("⚠ Kept for this run only: gone when the window closes."), "warn"
            case _ if closed:
                words = self.tr(
                    "⚠ The keyring ({keyring}) did not open, so nobody knows whether a key lies "
                    "in it. Unlock it, then try again."
                )
                return words.format(keyring=detail), "warn"
            case _ if not state.needed:
                return self.tr("No key is needed: the service's address is your own."), "muted"
            case _:
                return self.tr("No key yet."), "muted"
