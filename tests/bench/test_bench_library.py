"""Ten thousand recordings: scrolled, searched and sorted as ten are."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMenu

from sextant import assembly
from sextant.bridge.arrangement import Order
from sextant.bridge.controller import Controller
from sextant.bridge.recordings_model import RecordingsModel
from sextant.bridge.state import CellState, RecordingState
from sextant.core.events import State
from sextant.core.settings import DEFAULT_MODELS, DEFAULT_PROMPTS
from sextant.storage.resources import resource
from sextant.ui.recordings_list import RecordingsList
from sextant.ui.theme import Theme
from support.figures import Figure, Sample, alternating, ratio_figure, seconds, timed
from support.many import add_more, interview
from support.meeting import saved_meeting
from support.qt import farewell, run

MANY = 10_000
FEW = 40
"""More than are seen at once, so that there is something to scroll."""

STEPS = 100
A_SIXTIETH = 1 / 60
"""Of a second: what a screen gives one picture."""

CELLS = tuple(
    CellState(prompt, model, state=State.DONE)
    for prompt in DEFAULT_PROMPTS
    for model in DEFAULT_MODELS
)


def rows(count: int) -> list[RecordingState]:
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        RecordingState(
            name=f"Interview {number}",
            title=f"Interview {number:05d} – supplier.mp4",
            created=begun + timedelta(minutes=number),
            duration=1800.0 + number,
            cells=CELLS,
        )
        for number in range(count)
    ]


def shown(theme: Theme, count: int) -> RecordingsList:
    model = RecordingsModel()
    model.reset(rows(count))
    view = RecordingsList(model, theme, QMenu())
    model.setParent(view)
    view.resize(260, 620)
    view.show()
    return view


def scroll(view: RecordingsList) -> list[float]:
    """Seconds of each step, painting included."""
    bar = view.verticalScrollBar()
    far = max(bar.maximum() // STEPS, 1)

    def step(number: int) -> None:
        bar.setValue(number * far % bar.maximum())
        view.viewport().repaint()

    return [timed(lambda number=number: step(number)) for number in range(STEPS)]


async def opened(project: Path) -> tuple[float, float]:
    """Seconds from opening a project to its first rows, and to all of them in outline."""
    controller = Controller(assembly)
    await controller.start()
    came: list[float] = []
    controller.shelf.model.rowsInserted.connect(lambda *_: came.append(time.perf_counter()))
    began = time.perf_counter()
    await controller.open_project(project)
    ended = time.perf_counter()
    await controller.close()
    await farewell(controller)
    return came[0] - began, ended - began


def test_opening(report, qapp: QApplication, tmp_path: Path) -> None:
    first = saved_meeting(tmp_path / "Study", name=interview(0), minutes=0.1, audio=False)
    add_more(first, MANY - 1, place=os.link)
    times = [run(qapp, opened(tmp_path / "Study")) for _ in range(5)]
    firsts, wholes = (Sample(column) for column in zip(*times, strict=True))
    for what, taken, bar in (("first rows", firsts, 0.3), ("all rows in outline", wholes, None)):
        report(
            Figure(
                f"a project of {MANY} recordings: {what}",
                seconds(taken.median),
                "–",
                "–",
                "–" if bar is None else f"< {bar * 1000:.0f} ms",
                None if bar is None else taken.median < bar,
                f"± {taken.noise:.0%}",
            )
        )


def test_scrolling(report, qapp: QApplication) -> None:
    theme = Theme(qapp, resource())
    many, few = shown(theme, MANY), shown(theme, FEW)
    qapp.processEvents()  # only what is on the screen is painted
    measured = alternating(lambda: scroll(many), lambda: scroll(few))
    what = f"{STEPS} steps through {MANY} recordings"
    report(ratio_figure(what, *measured, bar=1.5, baseline=f"{FEW} recordings"))
    slowest = sorted(scroll(many))[-2]
    report(
        Figure(
            f"99 of {STEPS} steps through {MANY} recordings",
            f"{slowest * 1000:.1f} ms",
            f"one picture: {A_SIXTIETH * 1000:.1f} ms",
            f"{slowest / A_SIXTIETH:.2f} ×",
            "≤ 1 ×",
            slowest <= A_SIXTIETH,
        )
    )


def test_searching_and_sorting(report, qapp: QApplication) -> None:
    model = RecordingsModel()
    model.reset(rows(MANY))

    def look() -> None:
        model.search("0042")
        model.search("")
        model.sort_by(Order.NAME)
        model.sort_by(Order.NEWEST)

    look()
    taken = Sample(tuple(timed(look) / 4 for _ in range(7)))
    report(
        Figure(
            f"a key in the search, or another order, of {MANY} recordings",
            f"{taken.median * 1000:.0f} ms",
            "what feels immediate: 100 ms",
            f"{taken.median / 0.1:.2f} ×",
            "≤ 1 ×",
            taken.median <= 0.1,
            f"± {taken.noise:.0%}",
        )
    )
