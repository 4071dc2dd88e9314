"""A newer version is looked for when a person wants it, and told of; a failure is quiet."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from sextant.bridge.notice import Notice
from sextant.core.errors import Unreachable
from sextant.core.releases import Release
from sextant.core.settings import Settings
from support.desk import FakeDesk, at_work
from support.qt import run, until

URL = "https://releases.example/latest"
NEWER = Release("1000.1", "https://releases.example/1000.1")


@pytest.mark.parametrize(
    ("wanted", "release", "trouble", "told"),
    [
        (False, NEWER, False, []),
        (True, NEWER, False, ["There is a newer version of Sextant: 1000.1."]),
        (True, Release("0.0.1", NEWER.page), False, []),
        (True, NEWER, True, []),
    ],
    ids=["not wanted", "a newer one", "an older one", "nobody there"],
)
def test_at_a_start(qapp: QApplication, tmp_path: Path, wanted, release, trouble, told) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.settings = Settings(look_for_updates=wanted, updates_url=URL)
        desk.release = release
        async with at_work(desk) as (controller, notices):
            announced: list[Notice] = []
            controller.updates.announced.connect(announced.append)
            desk.trouble = Unreachable(service="releases.example") if trouble else None
            controller.updates.look()
            if wanted:
                await until(lambda: desk.asked_for_release == [URL])
            await controller.tasks.close()
            assert [notice.title for notice in announced] == told
            assert desk.asked_for_release == ([URL] if wanted else [])
            assert notices == []

    run(qapp, scenario())


def test_without_an_address_nobody_is_asked(qapp: QApplication, tmp_path: Path) -> None:
    """As long as nobody has said where versions are announced."""

    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.settings = msgspec.structs.replace(Settings(), look_for_updates=True)
        async with at_work(desk) as (controller, _):
            controller.updates.look()
            assert not controller.updates.possible
            await controller.tasks.close()
            assert desk.asked_for_release == []

    run(qapp, scenario())
