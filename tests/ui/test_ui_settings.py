"""The settings dialog, through its widgets: what is chosen is in force, what is locked says why."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from sextant.core.errors import KeyRefused, Unreachable
from sextant.core.settings import Settings, Surroundings
from sextant.ui.settings.appearance_page import AppearancePage
from sextant.ui.settings.language_page import LanguagePage
from sextant.ui.settings.models_page import ModelsPage
from sextant.ui.settings.network_page import NetworkPage
from sextant.ui.settings.page import Page
from sextant.ui.settings.privacy_page import PrivacyPage
from sextant.ui.settings.spending_page import SpendingPage
from support.desk import FakeDesk, MemoryKeys
from support.qt import run, until
from support.scripted import ScriptedTranscriber, priced
from support.window import open_window


def page_of(window, kind):
    dialog = window.show_settings()
    page = next(page for page in dialog.pages if isinstance(page, kind))
    dialog.show_page(page)
    return page


def words_of(page: Page) -> str:
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisibleTo(page))


class Guarded(FakeDesk):
    """A desk of a study that has locked things."""

    def __init__(self, folder: Path, around: Surroundings) -> None:
        super().__init__(folder)
        self.around = around

    def surroundings(self, settings: Settings) -> Surroundings:
        return self.around


def test_every_page_is_named_reached_by_keyboard_and_says_something(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            dialog = window.show_settings()
            dialog.list.setFocus()
            titles = set()
            for page in dialog.pages:
                assert page.isVisible()
                assert page.accessibleName() == page.title
                titles.add(page.title)
                QTest.keyClick(dialog.list, Qt.Key.Key_Down)
            assert len(titles) == len(dialog.pages)

    run(qapp, scenario())


def test_no_line_of_a_page_is_cut_off(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            dialog = window.show_settings()
            for page in dialog.pages:
                dialog.show_page(page)
                wrapped = [w for w in page.findChildren(QLabel) if w.wordWrap() and w.isVisible()]
                await until(lambda wrapped=wrapped: [*filter(cut, wrapped)] == [])

    run(qapp, scenario())


def cut(words: QLabel) -> bool:
    return words.height() < words.heightForWidth(words.width())


def test_the_keys_shortcut_opens_the_page_of_the_keys(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            page_of(window, AppearancePage)
            window.menus.keys.trigger()
            assert window.settings.keys.isVisible()

    run(qapp, scenario())


def test_a_choice_is_in_force_at_once_and_saved(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with open_window(qapp, desk) as window:
            privacy = page_of(window, PrivacyPage)
            privacy.opt_out.click()
            privacy.no_training.click()
            privacy.redactions["pii"].click()
            spending = page_of(window, SpendingPage)
            spending.run_limit.setFocus()
            spending.run_limit.setValue(2.5)
            QTest.keyClick(spending.run_limit, Qt.Key.Key_Return)
            language = page_of(window, LanguagePage)
            language.terms.setPlainText("Sextant\n\n  Quay  West \nSextant")
            chosen = window.controller.settings
            assert chosen.transcription.mip_opt_out
            assert chosen.analysis.data_collection == "deny"
            assert chosen.transcription.redact == ("pii",)
            assert chosen.run_limit_usd == Decimal("2.5")
            assert chosen.transcription.key_terms == ("Sextant", "Quay West")
            await until(lambda: desk.saved and desk.saved[-1] == chosen)

    run(qapp, scenario())


def test_no_limit_is_not_a_limit_of_nothing(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.settings = msgspec.structs.replace(desk.settings, run_limit_usd=Decimal(5))
        async with open_window(qapp, desk) as window:
            spending = page_of(window, SpendingPage)
            spending.run_limit.setFocus()
            spending.run_limit.setValue(0)
            assert window.controller.settings.run_limit_usd is None
            spending.ask_above.setFocus()
            spending.ask_above.setValue(0)
            assert window.controller.settings.ask_above_usd == 0

    run(qapp, scenario())


@pytest.mark.parametrize("locked", ["analysis", "analysis.zdr"])
def test_what_a_study_locks_is_shown_with_the_reason_and_cannot_be_changed(
    qapp: QApplication, tmp_path: Path, locked: str
) -> None:
    async def scenario() -> None:
        around = Surroundings(study="Harbour study", locked=(locked,))
        async with open_window(qapp, Guarded(tmp_path, around)) as window:
            privacy = page_of(window, PrivacyPage)
            assert not privacy.zero_retention.isEnabled()
            assert "Locked: chosen by Harbour study." in words_of(privacy)
            assert privacy.opt_out.isEnabled()

    run(qapp, scenario())


def test_what_the_environment_names_is_shown_with_its_variable(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        around = Surroundings(
            variables={"deepgram_url": "SEXTANT_DEEPGRAM_URL"},
            proxies={"openrouter": "http://proxy:8080"},
        )
        async with open_window(qapp, Guarded(tmp_path, around)) as window:
            network = page_of(window, NetworkPage)
            assert not network.fields["deepgram"].isEnabled()
            assert network.fields["openrouter"].isEnabled()
            words = words_of(network)
            assert "SEXTANT_DEEPGRAM_URL" in words
            assert "OpenRouter is reached by the proxy http://proxy:8080." in words

    run(qapp, scenario())


def test_ticked_models_are_asked_and_one_always_stays(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.analyst.catalogue = [priced("a/one"), priced("b/two:free"), priced("c/three")]
        chosen = msgspec.structs.replace(desk.settings.analysis, models=("a/one",))
        desk.settings = msgspec.structs.replace(desk.settings, analysis=chosen)
        async with open_window(qapp, desk) as window:
            models = page_of(window, ModelsPage)
            rows = models.list.model()
            await until(lambda: rows.rowCount() == len(desk.analyst.catalogue))

            def asked() -> tuple[str, ...]:
                return window.controller.settings.analysis.models

            def press(row: int) -> None:
                models.list.setCurrentIndex(rows.index(row, 0))
                QTest.keyClick(models.list, Qt.Key.Key_Space)

            press(1)
            assert "Free costs privacy" in words_of(models)
            assert asked() == ("a/one", "b/two:free")
            press(0)
            press(1)
            assert asked() == ("b/two:free",)
            assert "At least one" in words_of(models)
            models.search.setText("three")
            assert rows.rowCount() == 1
            models.search.setText("d/four")
            models.add.click()
            assert asked() == ("b/two:free", "d/four")
            assert "Not on offer now: d/four" in words_of(models)

    run(qapp, scenario())


def test_without_a_list_the_reason_stands_in_its_place(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)

        async def models():
            raise Unreachable(service="OpenRouter")

        desk.analyst.models = models
        async with open_window(qapp, desk) as window:
            page = page_of(window, ModelsPage)
            await until(lambda: "There is no list" in words_of(page))

    run(qapp, scenario())


class Porter(ScriptedTranscriber):
    """Refuses every key."""

    async def check_key(self) -> None:
        raise KeyRefused(service="Deepgram")


def test_the_verdict_on_an_address_belongs_to_that_address_alone(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.transcriber = Porter()
        async with open_window(qapp, desk) as window:
            network = page_of(window, NetworkPage)
            field, verdict = network.fields["deepgram"], network.verdicts["deepgram"]
            field.setText("https://deepgram.example/")
            network.tests["deepgram"].click()
            await until(lambda: "refused" in verdict.text())
            assert desk.addresses[-1][0] == "https://deepgram.example"
            assert window.controller.settings.deepgram_url == "https://deepgram.example"
            assert "refused" not in words_of(window.settings.keys)
            field.setText("https://elsewhere.example")
            assert not verdict.isVisible()

    run(qapp, scenario())


def test_both_keys_are_forgotten_only_after_a_question(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        keys = MemoryKeys()
        async with open_window(qapp, FakeDesk(tmp_path, keys)) as window:
            window.show_keys()
            page = window.settings.keys
            page.forget_all.click()
            (question,) = page.findChildren(QMessageBox)
            assert keys.keys
            next(b for b in question.buttons() if b.text() == "Forget").click()
            await until(lambda: not keys.keys)
            await until(lambda: not page.forget_all.isEnabled())

    run(qapp, scenario())


class SlowPorter(ScriptedTranscriber):
    """Lets every key pass once `gate` is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()

    async def check_key(self) -> None:
        await self.gate.wait()


def test_a_new_address_is_tested_to_the_end_although_the_keys_are_looked_at_anew(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.transcriber = slow = SlowPorter()
        async with open_window(qapp, desk) as window:
            network = page_of(window, NetworkPage)
            looked: list[bool] = []
            window.controller.keys.changed.connect(lambda: looked.append(True))
            network.fields["deepgram"].setText("https://deepgram.example")
            network.tests["deepgram"].click()
            await until(lambda: looked)
            slow.gate.set()
            await until(lambda: "the key works" in network.verdicts["deepgram"].text())

    run(qapp, scenario())
