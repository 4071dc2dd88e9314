"""The first step: what Sextant does, what leaves this computer, and a way to try it at once."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sextant.core.keys import wants_key
from sextant.core.settings import Settings, Surroundings
from sextant.ui.empty_page import way_of_a_recording
from sextant.ui.small import button, label, numbered, paragraph
from sextant.ui.theme import Theme
from sextant.ui.words import SERVICE_NAMES


class Welcome(QWidget):
    """Says what happens to whom; nothing is asked here."""

    go_on = Signal()
    practice_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.keys = button("", kind="primary")
        self.practise = button("")
        self._audio = paragraph()
        self._transcript = paragraph()
        self._study = paragraph()
        self._study.setProperty("tone", "brass")
        self.keys.clicked.connect(self.go_on)
        self.practise.clicked.connect(self.practice_asked)
        self._lay_out(theme)
        self.show_practice(beginning=False)

    def show_facts(self, settings: Settings, around: Surroundings) -> None:
        """Say where things go here: whoever set up this computer may have chosen that."""
        self._audio.setText(
            self.tr("goes to {place}, which writes down who said what.").format(
                place=place_of("deepgram", settings.deepgram_url)
            )
        )
        self._transcript.setText(
            self.tr("goes to {place}, and from there to the models.").format(
                place=place_of("openrouter", settings.openrouter_url)
            )
        )
        self._study.setText(self._study_words(around))
        self._study.setVisible(bool(self._study.text()))

    def show_missing(self, missing: Sequence[str]) -> None:
        """Say what comes next; `missing` names services without a key."""
        self.keys.setText(self._next_words(missing))
        self.keys.setAccessibleName(self.keys.text())

    def show_practice(self, *, beginning: bool) -> None:
        """Whether the sample is on its way: its services take a moment to come up."""
        words = self.tr("Starting the sample…") if beginning else self.tr("Try it with the sample")
        self.practise.setText(words)
        self.practise.setAccessibleName(
            words if beginning else self.tr("Try it with the sample, without keys")
        )
        self.practise.setEnabled(not beginning)

    def _next_words(self, missing: Sequence[str]) -> str:
        match missing:
            case []:
                return self.tr("Continue")
            case [one]:
                return self.tr("Set up the {service} key").format(service=SERVICE_NAMES[one])
            case _:
                return self.tr("Set up the two keys")

    def _study_words(self, around: Surroundings) -> str:
        if around.study:
            words = self.tr("{study} has set up Sextant for you. What it has chosen stays.")
            return words.format(study=around.study)
        if around.locked:
            return self.tr("Whoever set up this computer has chosen some settings. They stay.")
        return ""

    def _rows(self) -> Sequence[tuple[str, QLabel]]:
        return (
            (self.tr("Your videos"), paragraph(self.tr("stay here. They are never sent."))),
            (self.tr("The audio"), self._audio),
            (self.tr("The transcript"), self._transcript),
            (
                self.tr("All that comes back"),
                paragraph(self.tr("stays here, in a plain folder of yours.")),
            ),
        )

    def _lay_out(self, theme: Theme) -> None:
        picture = QLabel()
        picture.setPixmap(theme.icon("sextant").pixmap(44, 44))
        title = paragraph(
            self.tr("From a recording to six answers you can check"), bold=True, size=1.6
        )
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(picture)
        head.addWidget(title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addSpacing(10)
        for number, words in enumerate(way_of_a_recording(), start=1):
            column.addLayout(numbered(QLocale().toString(number), words))
        column.addSpacing(12)
        column.addWidget(self._where_it_goes())
        column.addWidget(self._study)
        column.addSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.keys)
        buttons.addWidget(self.practise)
        buttons.addStretch()
        column.addLayout(buttons)
        fine_print = paragraph(
            self.tr(
                "The sample is worked on by this computer alone: no keys, no network, no cost. "
                "What you see then is not AI; it shows where everything is."
            ),
            tone="muted",
            size=0.95,
        )
        column.addWidget(fine_print)

    def _where_it_goes(self) -> QFrame:
        card = QFrame()
        card.setObjectName("answerCell")
        grid = QGridLayout(card)
        grid.setContentsMargins(16, 12, 16, 14)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(
            label(self.tr("What leaves this computer, and what stays"), tone="muted"), 0, 0, 1, 2
        )
        for row, (name, words) in enumerate(self._rows(), start=1):
            grid.addWidget(label(name, bold=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 1)
        return card


def place_of(service: str, url: str) -> str:
    """The service's name where it is the service itself, else whoever is at that address."""
    if wants_key(service, url):
        return SERVICE_NAMES[service]
    return host_of(url)


def host_of(url: str) -> str:
    """Whoever is at that address; an address that is none stays as it is."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
