from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QApplication

from sextant.core.settings import Appearance
from support.desk import FakeDesk, at_work
from support.qt import run, until


def test_a_change_is_in_force_at_once_and_on_disk_soon(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, _):
            controller.preferences.change(ask_above_usd=Decimal(3))
            assert controller.settings.ask_above_usd == 3
            await until(lambda: [s.ask_above_usd for s in desk.saved][-1:] == [3])

    run(qapp, scenario())


def test_what_was_chosen_last_is_saved_even_when_the_window_closes(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, _):
            controller.preferences.change(ask_above_usd=Decimal(3))
            controller.preferences.change(ask_above_usd=Decimal(4))
        assert desk.saved[-1].ask_above_usd == 4

    run(qapp, scenario())


def test_other_addresses_ask_for_other_keys(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.keys.keys.clear()
        async with at_work(desk) as (controller, _):
            assert "openrouter" in controller.keys.missing
            controller.preferences.change(openrouter_url="http://127.0.0.1:11434/v1")
            await until(lambda: "openrouter" not in controller.keys.missing)

    run(qapp, scenario())


def test_the_next_run_works_with_the_new_settings_and_looks_change_nothing(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, _):
            controller.take([desk.file("One.mp4")])
            await until(lambda: desk.opened == [False] and not controller.runs.in_flight)
            controller.preferences.change(appearance=Appearance(scheme="dark"))
            controller.take([desk.file("Two.mp4")])
            await until(lambda: controller.shelf.model.rowCount() == 2)
            await until(lambda: not controller.runs.in_flight)
            assert desk.opened == [False]
            controller.preferences.change(deepgram_url="http://127.0.0.1:8080")
            controller.take([desk.file("Three.mp4")])
            await until(lambda: controller.shelf.model.rowCount() == 3)
            await until(lambda: not controller.runs.in_flight)
            assert len(desk.opened) > 1

    run(qapp, scenario())
