"""The maker's own name and picture in the header."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from sextant.core.settings import Settings, Surroundings
from sextant.storage.resources import resource
from support.desk import FakeDesk
from support.qt import run
from support.window import open_window


class DeskOfAStudy(FakeDesk):
    def surroundings(self, settings: Settings) -> Surroundings:
        icon = str(resource("icons", "sextant.svg"))
        return Surroundings(study="Harbour study", study_icon=icon)


def test_the_studys_name_is_in_the_header_and_takes_no_room_without_a_study(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with open_window(qapp, DeskOfAStudy(tmp_path)) as window:
            badge = window.library.study
            assert badge.isVisible()
            badge.show_study(Surroundings(study="Harbour study", study_icon="/nowhere.png"))
            assert badge.isVisible()
            badge.show_study(Surroundings())
            assert not badge.isVisible()

    run(qapp, scenario())
