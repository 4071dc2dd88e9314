from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from sextant.bridge.arrangement import Hit
from sextant.bridge.search import excerpt
from support.desk import FakeDesk, at_work
from support.qt import run, until


def test_words_are_found_in_transcripts_and_answers(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, _):
            controller.take([desk.file("One.mp4"), desk.file("Two.mp4")])
            await until(lambda: controller.shelf.model.rowCount() == 2)
            await until(lambda: not controller.runs.in_flight)
            library = controller.library
            assert library is not None
            found: dict[str, Hit] = {}
            steps: list[tuple[int, int]] = []
            controller.search.found.connect(found.update)
            controller.search.progressed.connect(lambda *step: steps.append(step))
            controller.search.start(" NUMBERS are ", library)
            await until(lambda: (2, 2) in steps)
            assert set(found) == {"One", "Two"}
            assert found["One"].start == pytest.approx(6 + 4 / 3)  # the words, not their turn
            assert found["One"].end == pytest.approx(6 + 5 / 3 + 0.3)
            found.clear()
            steps.clear()
            controller.search.start("sonnet", library)
            await until(lambda: (2, 2) in steps)
            assert all(hit.analysis for hit in found.values())
            assert len(found) == 2

    run(qapp, scenario())


def test_what_an_earlier_search_finds_is_not_told_any_more(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        async with at_work(desk) as (controller, _):
            controller.take([desk.file("One.mp4")])
            await until(lambda: controller.shelf.model.rowCount() == 1)
            await until(lambda: not controller.runs.in_flight)
            library = controller.library
            assert library is not None
            found: list[object] = []
            controller.search.found.connect(found.append)
            controller.search.start("numbers", library)
            controller.search.start("x", library)
            await until(lambda: not controller.tasks.running("search"))
            assert found == []

    run(qapp, scenario())


def test_an_excerpt_shows_the_words_early() -> None:
    said = "So after all of that we move the launch to March, as nobody delivers before."
    assert (
        excerpt(said, "launch") == "…that we move the launch to March, as nobody delivers before."
    )
    assert excerpt("The launch\nwaits", "LAUNCH") == "The launch waits"
    assert excerpt("nothing", "launch") == "nothing"
