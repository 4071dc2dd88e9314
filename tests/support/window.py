"""The whole window on a fake desk, with real widgets."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from PySide6.QtWidgets import QApplication

from sextant.bridge.controller import Controller
from sextant.storage.resources import resource
from sextant.ui.main_window import MainWindow
from sextant.ui.theme import Theme
from support.desk import FakeDesk
from support.qt import farewell


@asynccontextmanager
async def open_window(app: QApplication, desk: FakeDesk) -> AsyncGenerator[MainWindow]:
    """The window, shown, with the desk's project open. `window.controller` is its partner."""
    controller = Controller(desk)
    theme = Theme(app, resource())
    window = MainWindow(theme)
    window.furnish(controller)
    window.show()
    await controller.start()
    await controller.open_project(desk.folder / "project")
    try:
        yield window
    finally:
        window.hide()
        await controller.close()
        await farewell(window)
        await farewell(controller)
        await farewell(theme)
