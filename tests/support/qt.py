"""asyncio inside Qt for tests: one loop a scenario, and waiting without a clock.

pytest-qt's own waiting blocks the loop that asyncio's tasks need.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from sextant.bridge import loop

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds after which a scenario that hangs is given up; none takes a twentieth of it."""


def run(app: QApplication, scenario: Coroutine[Any, Any, T]) -> T:
    """Run `scenario` to its end on a loop of its own."""
    try:
        return loop.run(app, asyncio.wait_for(scenario, PATIENCE))
    finally:
        gc.collect()  # the loop's timers must end in this thread, not where Python tidies up next


async def farewell(thing: QObject) -> None:
    """Have Qt destroy `thing` here and now, not when and in which thread Python likes."""
    thing.deleteLater()
    await asyncio.sleep(0)


async def until(condition: Callable[[], object]) -> None:
    """Let the loop turn until `condition` holds."""
    while not condition():  # noqa: ASYNC110 - conditions of widgets have no event to wait for
        await asyncio.sleep(0.002)
