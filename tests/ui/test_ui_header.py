from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from sextant.bridge.state import RecordingState, StepState
from sextant.bridge.stopwatch import Stopwatch
from sextant.core.events import Stage, StageChanged, State
from sextant.export.formats import FORMATS
from sextant.ui.main_window import MainWindow
from sextant.ui.steps_bar import StepsBar
from sextant.ui.words import day_word, money_word, seconds_word, step_line
from support.desk import FakeDesk, PatientExtractor
from support.meeting import BRIEF, saved_meeting
from support.qt import run, until
from support.window import open_window


def shown(bar: StepsBar) -> str:
    return "  ".join(label.text() for label in bar.findChildren(QLabel))


def spoken(bar: StepsBar) -> list[str]:
    return [name for label in bar.findChildren(QLabel) if (name := label.accessibleName())]


async def read(window: MainWindow) -> StepsBar:
    await until(window.page.transcript.model.rowCount)
    return window.page.header.steps


def test_each_step_tells_what_it_made_how_long_it_took_and_what_it_cost(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        saved_meeting(tmp_path / "project")
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            window.resize(1400, 800)
            bar = await read(window)
            qapp.processEvents()
            words = shown(bar)
            assert "✓  Transcript 304 words · 38 s · about $0.27" in words
            assert "✓  Analyses 6 of 6 · $0.21 · 16 s" in words
            assert "✓  Report" in words
            assert spoken(bar)[-1] == "Report: done"
            tips = [label.toolTip() for label in window.page.header.findChildren(QLabel)]
            assert any("OpenRouter: $0.21, as reported by it" in tip for tip in tips)

    run(qapp, scenario())


def test_while_answers_are_missing_it_tells_what_all_will_have_cost(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        saved_meeting(tmp_path / "project", answers=(BRIEF,) * 4)
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            window.resize(1400, 800)
            bar = await read(window)
            qapp.processEvents()
            assert "Analyses 4 of 6 · $0.14 of about $0.21" in shown(bar)
            assert "☐  Report" in shown(bar)

    run(qapp, scenario())


def test_all_that_can_have_the_focus_on_the_page_has_a_name(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        saved_meeting(tmp_path / "project")
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            await read(window)
            window.page.transcript.search()
            page = window.page
            for part in (page.header, page.transcript):
                for widget in part.findChildren(QWidget):
                    reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                    if reachable and widget.isVisible() and widget.focusProxy() is None:
                        found = QAccessible.queryAccessibleInterface(widget)
                        assert found.text(QAccessible.Text.Name), widget

    run(qapp, scenario())


def test_a_narrow_window_leaves_out_facts_and_keeps_them_for_ears_and_tool_tips(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        saved_meeting(tmp_path / "project")
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            bar = await read(window)
            bar.resize(360, bar.height())
            assert "Analyses 6 of 6  " in shown(bar)
            assert "$" not in shown(bar)
            assert "Analyses 6 of 6 · $0.21 · 16 s: done" in spoken(bar)

    run(qapp, scenario())


def test_every_format_is_offered_and_the_chosen_one_is_written(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        folder = saved_meeting(tmp_path / "project")
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            await read(window)
            export = window.page.header.export
            offered = [a for a in export.menu.actions() if a.data()]
            assert [a.data() for a in offered] == list(FORMATS)
            next(a for a in offered if a.data() == "md").trigger()
            (dialog,) = export.findChildren(QFileDialog)
            assert Path(dialog.selectedFiles()[0]).name == f"{folder.name}.md"
            target = tmp_path / "for the client.md"
            dialog.fileSelected.emit(str(target))
            await until(export.link.isVisible)
            assert export.link.text() == "✓ for the client.md"
            assert "We move the launch to March" in target.read_text()
            dialog.close()

    run(qapp, scenario())


def test_without_a_transcript_there_is_nothing_to_export(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        folder = saved_meeting(tmp_path / "project", answers=())
        (folder.path / "transcript.deepgram.json").unlink()
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            await until(lambda: window.controller.player.ready)
            export = window.page.header.export
            assert not any(a.isEnabled() for a in export.menu.actions() if a.data())
            assert export.folder.isEnabled()
            assert not export.report.isEnabled()

    run(qapp, scenario())


def test_what_runs_tells_for_how_long_and_goes_on_telling(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        desk = FakeDesk(tmp_path)
        extractor = desk.extractor = PatientExtractor()
        async with open_window(qapp, desk) as window:
            now = [0.0]
            window.controller.stopwatch = watch = Stopwatch(lambda: now[0])
            window.controller.feed.arrived.connect(watch.take_in)
            bar = StepsBar(watch, window)
            bar.resize(1200, 30)
            window.controller.shelf.state_changed.connect(lambda s: bar.show_steps(s, None))
            window.controller.take([desk.file("Board.mp4")])
            await until(lambda: extractor.under_way and "Taking out the audio" in shown(bar))
            assert " s" not in shown(bar)
            now[0] = 22.4
            await until(lambda: "· 22 s" in shown(bar))
            extractor.gate.set()
            await until(lambda: not window.controller.runs.in_flight)

    run(qapp, scenario())


@pytest.mark.parametrize(
    ("elapsed", "fraction", "words"),
    [
        (1.0, 0.5, "Taking out the audio… 50 %"),
        (10.0, 0.01, "Taking out the audio… 1 % · 10 s"),
        (10.0, 0.5, "Taking out the audio… 50 % · about 10 s left"),
        (10.0, 0.99, "Taking out the audio… 99 % · about 5 s left"),
        (60.0, 0.25, "Taking out the audio… 25 % · about 3 min left"),
    ],
)
def test_how_long_still_is_told_once_the_way_so_far_tells_it(
    qtbot, elapsed: float, fraction: float, words: str
) -> None:
    now = [0.0]
    watch = Stopwatch(lambda: now[0])
    watch.take_in([StageChanged("Board", Stage.EXTRACT, State.RUNNING, 0.0)])
    now[0] = elapsed
    bar = StepsBar(watch)
    qtbot.addWidget(bar)
    bar.resize(1200, 30)
    step = StepState(State.RUNNING, fraction)
    day = datetime(2026, 1, 1, tzinfo=UTC)
    state = RecordingState(name="Board", title="b", created=day, steps={Stage.EXTRACT: step})
    bar.show_steps(state, None)
    assert shown(bar).startswith(f"●  {words}  ")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "0 s"),
        (0.03, "< 0.1 s"),
        (0.24, "0.2 s"),
        (9, "9 s"),
        (38.4, "38 s"),
        (130, "2 min 10 s"),
    ],
)
def test_seconds_are_no_finer_than_one_reads_them(seconds: float, words: str) -> None:
    assert seconds_word(seconds) == words


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(before)


def test_figures_are_written_as_the_language_writes_them(german: None) -> None:
    assert money_word(Decimal("0.27")) == "0,27\N{NO-BREAK SPACE}$"
    assert seconds_word(0.21) == "0,2 s"
    assert day_word(datetime(2026, 11, 23, 12, tzinfo=UTC)) == "23. Nov. 2026"


def test_money_below_a_cent_is_not_nothing() -> None:
    assert money_word(Decimal("0.004")) == "$0.004"
    assert money_word(Decimal("0.0001")) == "< $0.001"


def test_what_nobody_can_know_is_not_given_a_percentage() -> None:
    sending = StepState(State.RUNNING, fraction=0.62)
    waiting = StepState(State.RUNNING, fraction=1.0)
    assert step_line(Stage.TRANSCRIBE, sending) == "Sending the audio… 62 %"
    assert "%" not in step_line(Stage.TRANSCRIBE, waiting)


def test_the_facts_stand_beside_a_shorter_title_as_beside_a_longer_one(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        saved_meeting(tmp_path / "project")
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            await read(window)
            header = window.page.header
            state = window.controller.shelf.model.states()[0]
            gaps: list[int] = []
            for title in ("Harbour project weekly.mp4", "Pilot"):
                header.show_state(msgspec.structs.replace(state, title=title))
                qapp.processEvents()
                gaps.append(
                    header._facts.x() - header._title.fontMetrics().horizontalAdvance(title)
                )
            assert abs(gaps[0] - gaps[1]) < 4

    run(qapp, scenario())
