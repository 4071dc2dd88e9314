"""What Deepgram is told about the speech: its language, and words it may not know."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit

from sextant.bridge.preferences import Preferences
from sextant.ui.settings.page import Page
from sextant.ui.small import paragraph
from sextant.ui.words import language_word

MULTI = "multi"
LANGUAGES = (
    *("ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hi", "hu", "id"),
    *("it", "ja", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sv", "tr"),
    *("uk", "vi", "zh"),
)
"""Codes that Deepgram's nova-3 is offered with; what it does not take, it says before working."""

FIELD = "transcription.key_terms"
MOST_TERMS = 100
"""Deepgram's advice; its limit is 500 tokens in all."""


class LanguagePage(Page):
    """Key terms are written one a line."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self.head(
            self.tr("Language and key terms"),
            self.tr("For recordings from now on. What is written down already stays as it is."),
        )
        named = sorted((language_word(code), code) for code in LANGUAGES)
        self.language = self.choice(
            "transcription.language",
            self.tr("Spoken language"),
            [
                (MULTI, self.tr("Whichever is spoken, also several")),
                *((code, name) for name, code in named),
            ],
            self.tr("Name the language where a recording came back empty or in the wrong one."),
        )
        self.heading(self.tr("Key terms"))
        self.terms = QPlainTextEdit()
        self.terms.setAccessibleName(self.tr("Key terms, one a line"))
        self.terms.setPlaceholderText(self.tr("Names, products, abbreviations: one a line"))
        self.terms.setTabChangesFocus(True)
        self.terms.setMinimumHeight(self.fontMetrics().lineSpacing() * 8)
        self.column.addWidget(self.terms)
        self._count = paragraph(tone="muted")
        self.column.addWidget(self._count)
        self.note(
            self.tr(
                "Deepgram listens for them, which helps with names it would mishear. "
                "They are sent along with every recording, and cost a little more."
            )
        )
        self.fence(FIELD, self.terms)
        self.column.addStretch(1)
        self.terms.textChanged.connect(self._write)
        self.whenever_shown(self._read)

    def _written(self) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in self.terms.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def _read(self) -> None:
        terms: tuple[str, ...] = self.value(FIELD)
        if terms != self._written():
            self.terms.setPlainText("\n".join(terms))
        self._tell(terms)

    def _write(self) -> None:
        self.preferences.choose(FIELD, self._written())
        self._tell(self._written())

    def _tell(self, terms: tuple[str, ...]) -> None:
        words = self.tr("%n term(s).", "", len(terms)) if terms else ""
        if len(terms) > MOST_TERMS:
            words = self.tr(
                "%n term(s): Deepgram refuses a recording with too many. Keep the rare ones.",
                "",
                len(terms),
            )
        self._count.setText(words)
        self._count.setVisible(bool(words))
