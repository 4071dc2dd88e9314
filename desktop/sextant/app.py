"""The window's composition root: the only file of the window that knows everybody.

One way in and one way out: `_session` runs from start to shutdown, whatever ends
it: closing the window, the menu, SIGTERM or SIGINT.
"""

from __future__ import annotations

import gc
import linecache
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sextant.bridge.preflight import obstacle
from sextant.core.errors import SextantError, StorageProblem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from sextant.bridge.instance import Handover
    from sextant.bridge.notice import Notice
    from sextant.ui.main_window import MainWindow
    from sextant.ui.placement import Placement

UNUSABLE = 2
"""The exit code when no window can come up here."""

UNSEEN = 0.5
"""Seconds after which a window that was not painted is furnished all the same."""


def run(
    project: Path | None,
    files: Sequence[Path],
    *,
    demo: bool = False,
    safe: bool = False,
    verbose: bool = False,
) -> int:
    """Open the window, or hand `files` to the one that is open; returns the exit code.

    With `demo`, the bundled sample is taken through practice mode. A `safe` start opens
    neither the last project nor `files`.
    """
    if (trouble := obstacle(os.environ)) is not None:
        sys.stderr.write(f"{trouble}\n")
        return UNUSABLE
    gc.disable()  # nearly all that a start makes is kept; `_session` enables it

    from sextant.storage.last_run import Starts, last_words
    from sextant.storage.logs import start_logging
    from sextant.storage.resources import resource
    from sextant.storage.settings_file import demo_project, kept_aside, settings_path, window_path
    from sextant.storage.settings_in_force import load as load_settings

    if demo and project is None:
        project = demo_project()

    # After the others: once PySide6 is there, it reads the source of each module that comes.
    from PySide6.QtWidgets import QApplication

    from sextant.bridge.instance import Handover, hand_over, server_name
    from sextant.ui.language import speak
    from sextant.ui.main_window import MainWindow
    from sextant.ui.placement import Placement
    from sextant.ui.theme import Theme

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
    try:
        with suppress(StorageProblem):  # no log is no reason for no window
            start_logging(verbose=verbose)
        with last_words() as crash:
            starts = Starts()
            safe = starts.begin() or safe
            unreadable = kept_aside()
            window = MainWindow(Theme(app, resource(), load_settings().appearance))
            placement = Placement(window, window_path())
            placement.restore()
            window.show()
            start = Start(message, crash, unreadable, safe=safe, came_up=starts.came_up)

            from sextant.bridge.loop import run as run_with_qt  # a window is there before asyncio

            return run_with_qt(app, _session(window, placement, name, start))
    except SextantError as error:
        return _refuse(app, error)


class Start(NamedTuple):
    """What the window is to begin with, and what it has to tell."""

    message: Handover
    crash: str
    """Where the last run crashed; empty where it did not."""
    unreadable: str
    """The name that unreadable settings were given; empty where they were readable."""
    safe: bool
    came_up: Callable[[], None]

    def notices(self) -> Iterator[Notice]:
        """What a person should hear first."""
        from sextant.bridge.notice import Notice

        if self.unreadable:
            yield Notice.of_settings_set_aside(self.unreadable)
        if self.safe:
            yield Notice.of_safe_start()
        if self.crash:
            yield Notice.of_crash(self.crash)


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


async def _session(window: MainWindow, placement: Placement, name: str, start: Start) -> int:
    import asyncio

    loop = asyncio.get_running_loop()
    ending = asyncio.Event()
    seen = asyncio.Event()
    window.quit_confirmed.connect(ending.set)
    window.painted.connect(seen.set)
    with suppress(TimeoutError):  # one that comes up minimised is not painted
        await asyncio.wait_for(seen.wait(), UNSEEN)

    from sextant import assembly
    from sextant.bridge.controller import Controller
    from sextant.bridge.faults import Faults
    from sextant.bridge.instance import Handover, Instance
    from sextant.storage.settings_file import default_project, safe_project
    from sextant.ui.habits import Habits

    controller = Controller(assembly)
    window.furnish(controller)
    placement.restore_shares()
    habits = Habits(window, controller)
    instance = Instance(name)
    faults = Faults(controller)
    faults.happened.connect(window.tell)
    controller.updates.announced.connect(window.tell)

    async def follow(asked: Handover) -> None:
        """Do what a start of the program was asked for."""
        opened = str(controller.library.path) if controller.library else ""
        if asked.project not in {"", opened}:
            await controller.open_project(Path(asked.project), keep=not asked.demo)
        controller.take([Path(file) for file in asked.files])
        if asked.demo:
            window.beginning.practise()

    async def begin() -> None:
        await controller.start()
        for notice in start.notices():
            window.tell(notice)
        if start.safe:
            await controller.open_project(safe_project(), keep=False)
        else:
            message = start.message
            project = message.project or controller.settings.project or str(default_project())
            await follow(Handover(message.files, project, demo=message.demo))
            controller.updates.look()
        start.came_up()
        gc.freeze()  # what is there now stays: later collections need not look at it
        gc.enable()
        linecache.clearcache()  # PySide6 has had the source of every module read into it: 12 MB

    def received(asked: Handover) -> None:
        window.bring_forward()
        controller.tasks.spawn("handover", follow(asked))

    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(number, ending.set)
    instance.received.connect(received)
    instance.listen()
    controller.tasks.start("begin", begin())
    try:
        with faults.watched(loop):
            await ending.wait()
    finally:
        start.came_up()
        instance.close()
        placement.save()
        habits.close()
        window.hide()
        await controller.close()
    return 0
