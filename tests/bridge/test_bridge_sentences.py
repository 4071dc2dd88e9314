"""Sentences made below the window are said in its language, and nothing in them is lost."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from sextant.bridge.notice import Notice
from sextant.bridge.sentences import errors, sentence, speaker_word
from sextant.core.errors import (
    AnswerCutShort,
    BadUsage,
    BudgetReached,
    ConnectionLost,
    KeyMissing,
    MonthLimitReached,
    PromptTooLong,
    RequestRefused,
    SourceGone,
)
from sextant.core.model import Failure, Recording, Source
from support.languages import speaking

FACTS = {"name": "a {b} “c”.mp4", "service": "Deepgram", "model": "x/y", "setting": "a.b"}


@pytest.mark.parametrize("language", ["de", "es"])
def test_every_error_is_said_in_the_language_of_the_window_with_its_facts(
    qapp: QApplication, language: str
) -> None:
    with speaking(qapp, language):
        for kind in set(errors()) - {BadUsage}:
            notice, (title, safe, remedy) = Notice.of(kind(**FACTS)), kind(**FACTS).words()
            assert notice.title != title
            assert notice.safe != safe
            assert notice.remedy != remedy
            for fact in re.findall(r"\{(\w+)\}", kind.title):
                assert FACTS.get(fact, "…") in notice.title


def test_english_stays_word_for_word(qapp: QApplication) -> None:
    for kind in errors():
        notice = Notice.of(kind(**FACTS))
        assert (notice.title, notice.safe, notice.remedy) == kind(**FACTS).words()


def test_what_an_earlier_run_left_is_translated_as_well(qapp: QApplication) -> None:
    error = SourceGone(name="Runde 1.mp4")
    failure = Failure("extract", error.code, *error.words(), datetime.now(UTC))
    with speaking(qapp, "de"):
        assert Notice.from_failure(failure).title == "„Runde 1.mp4“ ist nicht zu finden."


def test_a_reason_that_is_another_errors_sentence_is_translated_in_its_place(
    qapp: QApplication,
) -> None:
    why = ConnectionLost(service="OpenRouter").words()[0]
    with speaking(qapp, "de"):
        notice = Notice.of(AnswerCutShort(why=why))
    assert notice.title == (
        "Die Antwort wurde abgebrochen: Die Verbindung zu OpenRouter ist abgerissen."
    )


@pytest.mark.parametrize(
    ("language", "money", "characters"),
    [("de", "1,50\xa0$", "20.000"), ("es", "1,50\xa0$", "20.000")],
)
def test_figures_are_written_as_the_language_writes_them(
    qapp: QApplication, language: str, money: str, characters: str
) -> None:
    with speaking(qapp, language):
        assert f" {money} " in Notice.of(MonthLimitReached(limit="$1.50")).title
        assert f" {characters} " in Notice.of(PromptTooLong(name="x", most="20,000")).title
        assert "viel" in Notice.of(BudgetReached(limit="viel")).title


@pytest.mark.parametrize("words", ["Unsupported {model} 100%", "done", "", "{why}"])
def test_what_a_service_said_stays_as_it_is(qapp: QApplication, words: str) -> None:
    with speaking(qapp, "de"):
        assert Notice.of(RequestRefused(service="X", why=words)).title.endswith(words)


def test_words_of_an_older_version_stay_as_they_are(qapp: QApplication) -> None:
    failure = Failure("extract", "long-gone", "It was so.", "All is well.", "", datetime.now(UTC))
    with speaking(qapp, "de"):
        notice = Notice.from_failure(failure)
        assert (notice.title, notice.safe) == ("It was so.", "All is well.")
        assert Notice.of(KeyMissing(service="Deepgram")).title.startswith("Der Schlüssel")
        assert sentence("long gone") == "long gone"


def test_speakers_without_a_name_are_numbered_in_the_language_of_the_window(
    qapp: QApplication,
) -> None:
    source = Source("a.mp4", 1, "0" * 64, "/a.mp4")
    recording = Recording(source=source, created=datetime.now(UTC), speakers={"1": "Anna"})
    with speaking(qapp, "de"):
        assert [speaker_word(recording, n) for n in (0, 1)] == ["Sprecher 1", "Anna"]
