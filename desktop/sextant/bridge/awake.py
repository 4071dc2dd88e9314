"""Keeps the computer from falling asleep by itself while work is in flight.

A person who closes the lid or chooses to sleep is obeyed. Each system lets go by
itself when this program ends, however it ends.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from sextant.bridge.session_bus import Address, session_bus
from sextant.bridge.tasks import Tasks

Request = tuple[Address, str, str, tuple[Any, ...]]

SUSPEND = 4
"""GNOME's and the portal's flag for sleeping by itself."""

ES_CONTINUOUS, ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001
"""Of Windows' ``SetThreadExecutionState``."""


class Awake:
    """One reason at a time."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks

    def keep(self, reason: str) -> None:
        """Stay awake until `let_go`; `reason` is what the system may tell the person."""
        self._tasks.start("awake", _way()(reason))

    def let_go(self) -> None:
        """Sleeping is allowed again. Harmless where it was all along."""
        self._tasks.cancel("awake")


def _way() -> Callable[[str], Coroutine[Any, Any, None]]:
    """How this system is asked: a coroutine that keeps it awake until it is cancelled."""
    return {"win32": _on_windows, "darwin": _on_macos}.get(sys.platform, _on_linux)


async def _on_linux(reason: str) -> None:
    async with session_bus() as bus:
        if bus is None:
            return
        for request in _requests(reason):
            if await bus.call(*request) is not None:
                await asyncio.Event().wait()


def _requests(reason: str) -> tuple[Request, ...]:
    """The desktops' ways, those first that leave the screen alone.

    Freedesktop's power management (KDE, Xfce, MATE), GNOME's session, the portal
    (for a Flatpak), the screen saver.
    """
    power, saver = "org.freedesktop.PowerManagement", "org.freedesktop.ScreenSaver"
    gnome, portal = "org.gnome.SessionManager", "org.freedesktop.portal"
    return (
        (
            Address(power, "/org/freedesktop/PowerManagement/Inhibit", f"{power}.Inhibit"),
            *("Inhibit", "ss", ("Sextant", reason)),
        ),
        (
            Address(gnome, "/org/gnome/SessionManager", gnome),
            *("Inhibit", "susu", ("sextant", 0, reason, SUSPEND)),
        ),
        (
            Address(f"{portal}.Desktop", "/org/freedesktop/portal/desktop", f"{portal}.Inhibit"),
            *("Inhibit", "sua{sv}", ("", SUSPEND, {"reason": ("s", reason)})),
        ),
        (
            Address(saver, "/org/freedesktop/ScreenSaver", saver),
            *("Inhibit", "ss", ("Sextant", reason)),
        ),
    )


async def _on_windows(reason: str) -> None:
    """It is the thread that must not sleep, and this is the window's."""
    del reason  # Windows shows none
    kernel = ctypes.windll.kernel32  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType] - on Windows only
    kernel.SetThreadExecutionState(ES_CONTINUOUS | ES_SYSTEM_REQUIRED)  # pyright: ignore[reportUnknownMemberType] - as above
    try:
        await asyncio.Event().wait()
    finally:
        kernel.SetThreadExecutionState(ES_CONTINUOUS)  # pyright: ignore[reportUnknownMemberType] - as above


async def _on_macos(reason: str) -> None:
    """``caffeinate`` is part of macOS; with ``-w`` it ends with this program."""
    del reason  # macOS shows none
    words = ("/usr/bin/caffeinate", "-i", "-w", str(os.getpid()))
    try:
        process = await asyncio.create_subprocess_exec(*words)
    except OSError:
        return
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
