"""The window's composition root: the only file of the window that knows everybody.

One way in and one way out: `_session` runs from start to shutdown, whatever ends
it: closing the window, the menu, SIGTERM or SIGINT.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sextant.bridge.preflight import obstacle
from sextant.core.errors import SextantError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from sextant.bridge.instance import Handover
    from sextant.core.settings import Appearance, Settings

UNUSABLE = 2
"""The exit code when no window can come up here."""


def run(project: Path | None, files: Sequence[Path], *, demo: bool = False) -> int:
    """Open the window, or hand `files` to the one that is open; returns the exit code.

    With `demo`, the bundled sample is taken through practice mode.
    """
    if (trouble := obstacle(os.environ)) is not None:
        sys.stderr.write(f"{trouble}\n")
        return UNUSABLE

    from PySide6.QtWidgets import QApplication

    from sextant.bridge.instance import Handover, hand_over, server_name
    from sextant.bridge.loop import run as run_with_qt
    from sextant.storage.resources import resource
    from sextant.storage.settings_file import demo_project, settings_path
    from sextant.ui.language import speak

    if demo and project is None:
        project = demo_project()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("sextant")
    app.setApplicationDisplayName("Sextant")
    app.setDesktopFileName(os.environ.get("FLATPAK_ID", "sextant"))
    app.setQuitOnLastWindowClosed(False)
    speak(app, resource())
    name = server_name(settings_path().parent)
    message = Handover(
        tuple(str(file.absolute()) for file in files),
        str(project.absolute()) if project else "",
        demo=demo,
    )
    if hand_over(name, message):
        return 0
    settings = _settings()
    if isinstance(settings, SextantError):
        return _refuse(app, settings)
    return run_with_qt(app, _session(app, name, message, settings.appearance))


def _settings() -> Settings | SextantError:
    """What is chosen, for the first look of the window; or why nothing may be done here.

    That is where what says where recordings may go cannot be read.
    """
    from sextant.assembly import load_settings
    from sextant.core.errors import ClientFileUnusable

    try:
        return load_settings()
    except ClientFileUnusable as error:
        return error


def _refuse(app: QApplication, error: SextantError) -> int:
    from PySide6.QtWidgets import QMessageBox

    from sextant.bridge.notice import Notice

    sys.stderr.write("\n".join((*error.words(), "")))
    notice = Notice.of(error)
    box = QMessageBox(QMessageBox.Icon.Critical, "Sextant", notice.title)
    box.setInformativeText(f"{notice.safe} {notice.remedy}")
    box.finished.connect(app.quit)
    box.open()
    app.exec()
    return error.exit_code


async def _session(app: QApplication, name: str, message: Handover, appearance: Appearance) -> int:
    from sextant import assembly
    from sextant.bridge.controller import Controller
    from sextant.bridge.instance import Handover, Instance
    from sextant.storage.resources import resource
    from sextant.storage.settings_file import default_project, window_path
    from sextant.ui.habits import Habits
    from sextant.ui.main_window import MainWindow
    from sextant.ui.placement import Placement
    from sextant.ui.theme import Theme

    loop = asyncio.get_running_loop()
    ending = asyncio.Event()
    controller = Controller(assembly)
    window = MainWindow(controller, Theme(app, resource(), appearance))
    habits = Habits(window, controller)
    placement = Placement(window, window_path())
    instance = Instance(name)

    async def follow(asked: Handover) -> None:
        """Do what a start of the program was asked for."""
        opened = str(controller.library.path) if controller.library else ""
        if asked.project not in {"", opened}:
            await controller.open_project(Path(asked.project), keep=not asked.demo)
        controller.take([Path(file) for file in asked.files])
        if asked.demo:
            controller.practise()

    async def begin() -> None:
        await controller.start()
        project = message.project or controller.settings.project or str(default_project())
        await follow(Handover(message.files, project, demo=message.demo))

    def received(asked: Handover) -> None:
        window.bring_forward()
        controller.tasks.spawn("handover", follow(asked))

    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(number, ending.set)
    window.quit_confirmed.connect(ending.set)
    instance.received.connect(received)
    instance.listen()
    placement.restore()
    window.show()
    controller.tasks.start("begin", begin())
    try:
        await ending.wait()
    finally:
        instance.close()
        placement.save()
        habits.close()
        window.hide()
        await controller.close()
    return 0
