"""The window speaks the system's language where it knows it, in every one of its sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from sextant.storage.resources import resource
from sextant.ui import words
from sextant.ui.language import speak
from sextant.ui.menu_bar import MenuBar
from support.languages import speaking


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [
        (["de-AT", "en"], "de"),
        (["es-MX"], "es"),
        (["fr-FR", "es", "en"], "es"),
        (["ja"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_wanted_that_is_there_is_spoken(
    qapp: QApplication, wanted: list[str], spoken: str
) -> None:
    with speaking(qapp, "en"):
        assert speak(qapp, resource(), wanted) == spoken


@pytest.mark.parametrize(("language", "file"), [("de", "&Datei"), ("es", "&Archivo")])
def test_a_window_made_in_a_language_speaks_it(
    qapp: QApplication, language: str, file: str
) -> None:
    with speaking(qapp, language):
        assert MenuBar().file.title() == file


def test_qts_own_buttons_speak_it_too(qapp: QApplication) -> None:
    with speaking(qapp, "de"):
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        assert "Abbrechen" in box.button(QDialogButtonBox.StandardButton.Cancel).text()


def test_things_are_counted_as_the_language_counts_them(qapp: QApplication) -> None:
    def recordings(count: int) -> str:
        return QCoreApplication.translate("LibraryPane", "%Ln recording(s)", "", count)

    assert [recordings(n) for n in (0, 1, 2)] == ["0 recordings", "1 recording", "2 recordings"]
    with speaking(qapp, "de"):
        assert [recordings(n) for n in (1, 10_000)] == ["1 Aufnahme", "10.000 Aufnahmen"]


def test_money_numbers_and_shares_are_written_as_the_language_writes_them(
    qapp: QApplication,
) -> None:
    with speaking(qapp, "de"):
        assert words.money_word(Decimal("1234.5")) == "1.234,50\N{NO-BREAK SPACE}$"
        assert words.seconds_word(3.25) in {"3,2 s", "3,3 s"}
        assert words.percent_word(0.62) == "62\N{NO-BREAK SPACE}%"
        assert words.language_word("en-GB") == "Englisch"
        assert words.quoted("ja") == "„ja“"


def test_numbers_stay_the_systems_own_where_it_speaks_the_language(qapp: QApplication) -> None:
    with speaking(qapp, "en"):
        QLocale.setDefault(QLocale("de_CH"))
        speak(qapp, resource(), ["de"])
        assert QLocale().name() == "de_CH"
