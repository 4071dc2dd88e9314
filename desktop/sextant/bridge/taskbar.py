"""How far the work is, on the program's own icon in the taskbar or dock, where that is shown.

Linux desktops read it from a signal that Unity began with (Plasma, Dash to Dock,
Plank); Windows and macOS show a number.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from PySide6.QtGui import QGuiApplication

from sextant.bridge.session_bus import Address, session_bus
from sextant.bridge.tasks import Tasks

LAUNCHER = Address("", "/com/canonical/unity/launcherentry/1", "com.canonical.Unity.LauncherEntry")

Seen = dict[str, tuple[str, Any]]


class Taskbar:
    """Only the newest word is passed on."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._changed = asyncio.Event()
        self._wish: Seen = {}
        self._shown = False

    def show(self, fraction: float, count: int) -> None:
        """`count` recordings are being worked on; of all, so much (0 to 1) is done."""
        if sys.platform != "linux":
            _show_number(count)
            return
        self._wish = {
            "progress": ("d", fraction),
            "progress-visible": ("b", True),
            "count": ("x", count),
            "count-visible": ("b", count > 1),
        }
        self._changed.set()
        if not self._shown:
            self._shown = True
            self._tasks.start("taskbar", self._tell())

    def clear(self) -> None:
        """Nothing is being worked on."""
        self._shown = False
        if sys.platform != "linux":
            _show_number(0)
        self._tasks.cancel("taskbar")

    async def _tell(self) -> None:
        """The desktop forgets what it was told when who told it has left the bus."""
        program = f"application://{QGuiApplication.desktopFileName()}.desktop"
        async with session_bus() as bus:
            if bus is None:
                await asyncio.Event().wait()  # is not asked for again with each step
                return
            try:
                while True:
                    await self._changed.wait()
                    self._changed.clear()
                    await bus.tell(LAUNCHER, "Update", "sa{sv}", (program, self._wish))
            finally:
                gone: Seen = {"progress-visible": ("b", False), "count-visible": ("b", False)}
                await bus.tell(LAUNCHER, "Update", "sa{sv}", (program, gone))


def _show_number(count: int) -> None:
    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication):
        app.setBadgeNumber(count)
