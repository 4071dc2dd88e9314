"""Light, dark and the size of the text, on the whole window."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel

from sextant.core.settings import Appearance
from sextant.storage.resources import resource
from sextant.ui.main_window import MainWindow
from sextant.ui.small import label
from sextant.ui.theme import Theme, load_tokens, to_color
from support.desk import FakeDesk
from support.qt import run
from support.window import open_window


def is_dark(app: QApplication) -> bool:
    window = app.palette().color(QPalette.ColorRole.Window)
    assert window in [to_color(load_tokens(resource(), s)["window"]) for s in ("light", "dark")]
    return window.lightness() < 128


def choose(window: MainWindow, **fields: object) -> None:
    preferences = window.controller.preferences
    preferences.change(
        appearance=msgspec.structs.replace(preferences.settings.appearance, **fields)
    )


@pytest.mark.parametrize(("scheme", "dark"), [("dark", True), ("light", False)])
def test_the_window_starts_in_the_colours_that_were_chosen(
    qapp: QApplication, scheme: Literal["light", "dark"], *, dark: bool
) -> None:
    theme = Theme(qapp, resource(), Appearance(scheme=scheme))
    assert is_dark(qapp) is dark
    theme.deleteLater()


def test_saved_colours_and_sizes_are_in_force_once_the_settings_are_read(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        chosen = Appearance(scheme="dark", text_size=150)
        desk.settings = msgspec.structs.replace(desk.settings, appearance=chosen)
        plain = qapp.font().pointSizeF()
        async with open_window(qapp, desk):
            assert is_dark(qapp)
            assert qapp.font().pointSizeF() > plain

    run(qapp, scenario())


def test_colours_change_while_the_window_is_open_and_back(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            assert not is_dark(qapp)
            choose(window, scheme="dark")
            assert is_dark(qapp)
            choose(window, scheme="system")
            assert not is_dark(qapp)

    run(qapp, scenario())


def test_every_font_grows_with_the_text_also_those_of_their_own_size(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            title = label("Title", size=1.5)
            title.setParent(window)
            labels = window.findChildren(QLabel)
            before = [one.font().pointSizeF() for one in labels]
            choose(window, text_size=150)
            after = [one.font().pointSizeF() for one in labels]
            assert after == pytest.approx([size * 1.5 for size in before])
            choose(window, text_size=100)
            assert [one.font().pointSizeF() for one in labels] == pytest.approx(before)

    run(qapp, scenario())


@pytest.mark.parametrize("percent", [-5, 0, 1, 10_000_000])
def test_a_senseless_text_size_is_still_one_that_can_be_read(
    qapp: QApplication, percent: int
) -> None:
    theme = Theme(qapp, resource(), Appearance(text_size=percent))
    assert 6 < qapp.font().pointSizeF() < 40
    theme.adopt(Appearance())
    theme.deleteLater()
