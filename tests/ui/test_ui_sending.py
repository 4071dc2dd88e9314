"""Before sending: below the limit work simply starts, above it a person is asked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QLabel

from sextant.core.errors import NotMedia, SextantError, Unreachable
from sextant.core.media import Media
from sextant.core.settings import DEFAULT_MODELS
from sextant.ui.main_window import MainWindow
from sextant.ui.sending import begun_words
from support.desk import FakeDesk, PatientExtractor
from support.languages import speaking
from support.qt import run, until
from support.scripted import ScriptedExtractor, priced
from support.window import open_window

HOUR = 3600.0


class LongExtractor(ScriptedExtractor):
    """Every file is ten hours long."""

    async def probe(self, source: Path) -> Media:
        media = await super().probe(source)
        return msgspec.structs.replace(media, duration=10 * HOUR)


class PickyExtractor(LongExtractor):
    """Knows an agenda when it sees one."""

    async def probe(self, source: Path) -> Media:
        if source.stem == "Agenda":
            raise NotMedia(name=source.name)
        return await super().probe(source)


class PatientLong(PatientExtractor):
    """Half an hour each, and none is finished before the gate opens."""

    async def probe(self, source: Path) -> Media:
        media = await super().probe(source)
        return msgspec.structs.replace(media, duration=HOUR / 2)


def titles(window: MainWindow) -> list[str]:
    return [state.title for state in window.controller.shelf.model.states()]


def question_words(window: MainWindow) -> str:
    assert window.sending.question is not None
    return "\n".join(one.text() for one in window.sending.question.findChildren(QLabel))


def test_below_the_limit_work_starts_and_says_how_long_what_it_costs_and_what_leaves(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.extractor = extractor = PatientLong()
        async with open_window(qapp, desk) as window:
            window.controller.take([desk.file("Board.mp4")])
            await until(lambda: extractor.under_way)
            assert window.sending.question is None
            words = window.sending_bar.words
            assert "“Board.mp4” has begun" in words
            assert "30:00" in words
            assert "about $0.29 to $0.79" in words
            assert "never the video" in words
            extractor.gate.set()
            await until(lambda: not window.controller.runs.in_flight)
            assert not window.sending_bar.isVisible()

    run(qapp, scenario())


def test_above_the_limit_nothing_starts_before_a_person_says_so(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.extractor = LongExtractor()
        async with open_window(qapp, desk) as window:
            files = [desk.file("One.mp4"), desk.file("Two.mp4")]
            window.controller.take(files)
            await until(lambda: window.sending.question)
            words = question_words(window)
            assert "Send 2 recording" in words
            assert "20:00:00" in words
            assert "It may cost more than $1.00" in words
            assert not titles(window)
            window.sending.question.reject()
            assert window.sending.question is None
            assert not window.controller.runs.in_flight
            window.controller.take(files)
            await until(lambda: window.sending.question)
            window.sending.question.send.click()
            await until(lambda: len(titles(window)) == 2)
            await until(lambda: not window.controller.runs.in_flight)

    run(qapp, scenario())


def test_what_is_saved_already_is_neither_counted_nor_asked_about(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.extractor = LongExtractor()
        async with open_window(qapp, desk) as window:
            begun: list[str] = []
            window.controller.sending.announced.connect(
                lambda plan: begun.append(begun_words(plan))
            )
            file = desk.file("One.mp4")
            window.controller.take([file])
            await until(lambda: window.sending.question)
            window.sending.question.send.click()
            await until(lambda: begun)
            await until(lambda: not window.controller.runs.in_flight)
            window.controller.take([file])
            await until(lambda: len(begun) == 2)
            assert window.sending.question is None
            assert begun[1] == "“One.mp4” is here already: nothing is sent"
            await until(lambda: not window.controller.runs.in_flight)
            assert desk.transcriber.paid == 1
            window.controller.take([file, desk.file("Two.mp4")])
            await until(lambda: window.sending.question)
            words = question_words(window)
            assert "Send 1 recording" in words
            assert "saved already" in words
            assert "\n10:00:00, about" in words

    run(qapp, scenario())


def test_the_reason_why_a_file_cannot_be_used_is_said_in_the_language_of_the_window(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.extractor = PickyExtractor()
        with speaking(qapp, "de"):
            async with open_window(qapp, desk) as window:
                window.controller.take([desk.file("One.mp4"), desk.file("Agenda.mp4")])
                await until(lambda: window.sending.question)
                assert "„Agenda.mp4“ ist keine" in question_words(window)

    run(qapp, scenario())


def test_a_higher_limit_asks_no_more(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.extractor = LongExtractor()
        desk.settings = msgspec.structs.replace(desk.settings, ask_above_usd=Decimal(100))
        async with open_window(qapp, desk) as window:
            window.controller.take([desk.file("One.mp4")])
            await until(lambda: titles(window))
            assert window.sending.question is None
            await until(lambda: not window.controller.runs.in_flight)

    run(qapp, scenario())


@pytest.mark.parametrize("url", ["https://openrouter.ai/api/v1", "http://localhost:11434/v1"])
def test_a_price_nobody_knows_asks_unless_the_server_is_ones_own(
    qapp: QApplication, tmp_path: Path, url: str
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.analyst.catalogue = [
            msgspec.structs.replace(priced(model), prompt_price=None) for model in DEFAULT_MODELS
        ]
        desk.settings = msgspec.structs.replace(desk.settings, openrouter_url=url)
        async with open_window(qapp, desk) as window:
            window.controller.take([desk.file("One.mp4")])
            if "localhost" in url:
                await until(lambda: titles(window))
                await until(lambda: not window.controller.runs.in_flight)
            else:
                await until(lambda: window.sending.question)
                assert "nobody knows the cost" in question_words(window)

    run(qapp, scenario())


def test_without_a_price_list_the_question_says_so(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)

        async def models() -> SextantError:
            raise Unreachable(service="OpenRouter")

        desk.analyst.models = models
        async with open_window(qapp, desk) as window:
            window.controller.take([desk.file("One.mp4")])
            await until(lambda: window.sending.question)
            assert "list of prices cannot be had" in question_words(window)

    run(qapp, scenario())


def test_what_may_not_fit_a_models_context_is_told_before_and_never_cut(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        small, *others = DEFAULT_MODELS
        desk.analyst.catalogue = [priced(small, context=8_000), *map(priced, others)]
        async with open_window(qapp, desk) as window:
            window.controller.take([desk.file("One.mp4")])
            await until(lambda: window.sending.question)
            assert small in question_words(window)
            assert "Nothing is ever cut" in question_words(window)

    run(qapp, scenario())


def test_what_one_drops_at_once_shares_the_limit_of_a_run(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        desk.settings = msgspec.structs.replace(desk.settings, run_limit_usd=Decimal("0.005"))
        async with open_window(qapp, desk) as window:
            window.controller.take([desk.file("One.mp4"), desk.file("Two.mp4")])
            await until(lambda: len(titles(window)) == 2)
            await until(lambda: not window.controller.runs.in_flight)
            assert desk.transcriber.paid == 1  # each of them fits, and both do not

    run(qapp, scenario())
