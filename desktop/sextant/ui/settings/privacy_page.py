"""Who may keep what leaves this computer, and what is left out of the transcript."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from sextant.bridge.preferences import Preferences
from sextant.ui.settings.page import Page

REDACT = "transcription.redact"


class PrivacyPage(Page):
    """Each choice says what it means and what it costs."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__(preferences)
        self.head(
            self.tr("Privacy"),
            self.tr(
                "The audio goes to Deepgram, the transcript to OpenRouter and from there to the "
                "models you chose. Videos never leave this computer, and Sextant reports to nobody."
            ),
        )
        self.heading(self.tr("Deepgram"))
        self.opt_out = self.tick(
            "transcription.mip_opt_out",
            self.tr("Do not let Deepgram improve its models with my recordings"),
            self.tr(
                "Otherwise Deepgram keeps audio and transcript to improve its models. With this, "
                "it keeps them only while it works, and its price is higher: up to double."
            ),
        )
        self.heading(self.tr("OpenRouter"))
        self.no_training = self.tick(
            "analysis.data_collection",
            self.tr("Only providers that do not keep or train on transcripts"),
            self.tr(
                "Leaves out providers that store what they get. No free model can be asked then; "
                "a model with no provider left says so, and the others go on."
            ),
            on="deny",
            off="allow",
        )
        self.zero_retention = self.tick(
            "analysis.zdr",
            self.tr("Only providers that promise to keep nothing at all"),
            self.tr(
                "Zero data retention, by contract with OpenRouter. Fewer providers, so some "
                "models may be slower, dearer or not offered."
            ),
        )
        self.heading(self.tr("Left out of the transcript"))
        self.note(
            self.tr(
                "Deepgram writes a mark such as [CREDIT_CARD_1] in place of what it recognises, "
                "so models never see it. Deepgram itself still hears all of the audio, which also "
                "stays in your folder. It may miss some, and it costs a little more."
            )
        )
        self.redactions = {
            kind: self._redaction(kind, title)
            for kind, title in (
                ("pii", self.tr("Names, addresses, telephone numbers and the like")),
                ("pci", self.tr("Card numbers and their dates")),
                ("numbers", self.tr("Other numbers that identify somebody")),
            )
        }
        self.fence(REDACT, *self.redactions.values())
        self.heading(self.tr("New versions"))
        self.look_for_updates = self.tick(
            "look_for_updates",
            self.tr("Ask at each start whether there is a newer version"),
            self.tr(
                "Asks for the number of the newest version and tells nothing about you or this "
                "computer; whoever answers sees your internet address, as every web page does. "
                "Nothing is downloaded."
            ),
        )
        self._asked = self.note(indent=24)
        self.whenever_shown(self._tell_asked)
        self.column.addStretch(1)

    def _tell_asked(self) -> None:
        url: str = self.value("updates_url")
        self._asked.setText(
            self.tr("This address is asked: {address}").format(address=url)
            if url
            else self.tr(
                "Whoever made this copy of Sextant has not said where new versions are announced, "
                "so nobody is asked."
            )
        )

    def _redaction(self, kind: str, title: str) -> QCheckBox:
        box = QCheckBox(title)

        def write() -> None:
            before: tuple[str, ...] = self.value(REDACT)
            kept = tuple(one for one in before if one != kind)
            self.preferences.choose(REDACT, (*kept, kind) if box.isChecked() else kept)

        box.clicked.connect(write)
        self.whenever_shown(lambda: box.setChecked(kind in self.value(REDACT)))
        self.column.addWidget(box)
        return box
