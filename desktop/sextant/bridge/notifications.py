"""A word to the person through the system's own notifications, where it has any."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from html import escape

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from sextant.bridge.session_bus import Address, SessionBus, Signals, session_bus
from sextant.bridge.tasks import Tasks

SERVER = Address(
    "org.freedesktop.Notifications",
    "/org/freedesktop/Notifications",
    "org.freedesktop.Notifications",
)

REMEMBERED = 3600.0
"""Seconds for which a click on a notification still brings the window."""


class Notifications(QObject):
    """One at a time; a newer one takes the place of the one before."""

    clicked = Signal()
    """The person wants to see what it was about."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._icon: QSystemTrayIcon | None = None

    def tell(self, title: str, text: str) -> None:
        """Say it in plain words; silent where the system has no notifications."""
        self._tasks.start("notification", self._tell(title, text))

    def close(self) -> None:
        """Nothing more to say."""
        self._tasks.cancel("notification")
        if self._icon is not None:
            self._icon.hide()

    async def _tell(self, title: str, text: str) -> None:
        async with session_bus() as bus:
            if bus is None or not await self._tell_by_bus(bus, title, text):
                self._tell_by_tray(title, text)

    async def _tell_by_bus(self, bus: SessionBus, title: str, text: str) -> bool:
        """Waits for a click; false where nobody on the bus shows notifications."""
        async with bus.hearing(SERVER) as following:
            number = await _notify(bus, title, text)
            if number is None:
                return False
            with suppress(TimeoutError):
                async with asyncio.timeout(REMEMBERED):
                    await self._wait_for_click(following, number)
        return True

    async def _wait_for_click(self, following: Signals, number: int) -> None:
        while True:
            signal, (about, *_) = await following()
            if about == number and signal == "ActionInvoked":
                self.clicked.emit()
            if about == number and signal in {"ActionInvoked", "NotificationClosed"}:
                return

    def _tell_by_tray(self, title: str, text: str) -> None:
        """Windows and macOS, where Qt has the system show what a tray icon says."""
        if not (QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages()):
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(QGuiApplication.windowIcon(), self)
            self._icon.messageClicked.connect(self.clicked)
            self._icon.activated.connect(self.clicked)
        self._icon.show()
        self._icon.showMessage(title, text, QGuiApplication.windowIcon())


async def _notify(bus: SessionBus, title: str, text: str) -> int | None:
    """Returns the notification's number, ``None`` where nobody shows any."""
    hints = {"desktop-entry": ("s", QGuiApplication.desktopFileName())}
    icon, replaced, for_long = "sextant", 0, -1
    body = ("Sextant", replaced, icon, title, escape(text), ["default", ""], hints, for_long)
    answer = await bus.call(SERVER, "Notify", "susssasa{sv}i", body)
    return answer[0] if answer else None
