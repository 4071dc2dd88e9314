"""The About page: what the program stands on, and under which licences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from sextant.bridge.controller import Controller
from sextant.core.errors import Unreachable
from sextant.core.releases import Release
from sextant.core.settings import Settings
from sextant.storage.resources import resource
from sextant.ui.about import AboutDialog
from sextant.ui.newer_version import NewerVersion
from sextant.ui.theme import Theme
from support.desk import FakeDesk
from support.qt import run, until
from support.window import open_window

PAGE = "https://releases.example/sextant"


def test_about_lists_all_that_comes_along_with_its_licence(
    qapp: QApplication, tmp_path: Path
) -> None:
    """And what the LGPL and the GPL have us tell."""
    dialog = AboutDialog(Theme(qapp, resource()), Controller(FakeDesk(tmp_path)).updates)
    words = dialog.shipped.toPlainText()
    rows = json.loads((resource("licenses") / "components.json").read_bytes())
    assert len(rows) > 40
    for row in rows:
        assert row["name"] in words
        assert row["licence"] in words
        assert " ".join(row.get("offer", "").split()) in " ".join(words.split())


@pytest.mark.parametrize(
    ("release", "trouble", "said", "leads_on"),
    [
        (Release("0.0.1", PAGE), None, "This is the newest version.", False),
        (Release("1000.1", PAGE), None, f"Version 1000.1 is offered at {PAGE}", True),
        (Release("1000.1", PAGE), Unreachable(service="x"), "x cannot be reached.", False),
    ],
    ids=["newest", "newer", "nobody there"],
)
def test_a_newer_version_is_asked_for_here_and_its_page_is_shown(
    qapp: QApplication, tmp_path: Path, release, trouble, said, leads_on
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.settings = Settings(updates_url=PAGE)
        desk.release = release
        async with open_window(qapp, desk) as window:
            desk.trouble = trouble
            window.show_about()
            newer = window.findChild(NewerVersion)
            assert newer.isVisible()
            newer.ask.click()
            await until(lambda: newer.words.text() == said)
            assert newer.open.isVisible() is leads_on
            assert newer.ask.isEnabled()
            assert window.message_bar.notices == ()

    run(qapp, scenario())


def test_without_an_address_there_is_nothing_to_ask(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            window.show_about()
            assert not window.findChild(NewerVersion).isVisible()

    run(qapp, scenario())
