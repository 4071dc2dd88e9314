"""Projects: begin one, open one, go back to an earlier one, move the one that is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from sextant.bridge.controller import Controller
from sextant.bridge.notice import Notice
from sextant.core.errors import NotAProject
from sextant.ui.asking import Question, ask
from sextant.ui.choosing import choose_folder
from sextant.ui.menu_bar import MenuBar
from sextant.ui.new_project import NewProjectDialog
from sextant.ui.opening import open_path


class Projects(QObject):
    """Asks what has to be asked, then lets the controller do it."""

    def __init__(self, window: QWidget, controller: Controller, menus: MenuBar) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._menus = menus
        menus.new_project.triggered.connect(self.begin)
        menus.open_project.triggered.connect(self.choose)
        menus.move_project.triggered.connect(self.choose_place)
        menus.show_project.triggered.connect(self.show_folder)
        menus.recent.aboutToShow.connect(self._fill_recent)
        controller.not_a_project.connect(self._offer_to_make_one)
        controller.runs.changed.connect(self._work_changed)
        controller.preferences.changed.connect(self._fill_recent)
        self._fill_recent()

    def begin(self) -> None:
        """Ask for a name and a place, and begin a project there."""
        library = self._controller.library
        place = library.path.parent if library else Path.home()
        dialog = NewProjectDialog(place, self._window)
        dialog.chosen.connect(self._begin)
        dialog.open()

    def _begin(self, path: Path) -> None:
        self.open(path, create=True)

    def choose(self) -> None:
        """Ask for the folder of a project."""
        choose_folder(self._window, self.tr("Open a project: choose its folder"), self.open)

    def choose_place(self) -> None:
        """Ask where the project is to lie from now on."""
        title = self.tr("Move the project into which folder?")
        choose_folder(self._window, title, self._move)

    def show_folder(self) -> None:
        """Show the project's folder in the file manager."""
        if self._controller.library is not None:
            open_path(self._controller.library.path)

    def open(self, path: Path, *, create: bool = False) -> None:
        """Open a project, asking first where work on the present one would be stopped."""
        controller = self._controller

        def go() -> None:
            controller.tasks.start("project", controller.open_project(path, create=create))

        in_flight = controller.runs.in_flight
        if in_flight:
            question = Question(
                self.tr("Open another project?"),
                self.tr("%n recording(s) of this one are being worked on.", "", in_flight),
                self.tr(
                    "The work is stopped and what has arrived is saved. When you come back, "
                    "“Continue” asks only for what is missing."
                ),
                yes=self.tr("Stop and open"),
            )
            ask(self._window, question, go)
        else:
            go()

    def _move(self, into: Path) -> None:
        controller = self._controller
        controller.tasks.start("project", controller.move_project(into))

    def _offer_to_make_one(self, path: Path) -> None:
        """A folder without a project in it is never changed without being asked."""
        if not path.is_dir():
            self._controller.problem.emit(Notice.of(NotAProject(name=path.name)))
            return
        question = Question(
            self.tr("Start a project here?"),
            self.tr("“{name}” is not a Sextant project yet.").format(name=path.name),
            self.tr(
                "A file “project.json” and a folder of prompts would be added to it. "
                "What is in it already stays as it is."
            ),
            yes=self.tr("Start a project here"),
        )
        ask(self._window, question, lambda: self.open(path, create=True))

    def _work_changed(self) -> None:
        idle = not self._controller.runs.in_flight
        self._menus.move_project.setEnabled(idle)
        self._menus.move_project.setToolTip(
            "" if idle else self.tr("Not while recordings are being worked on")
        )

    def _fill_recent(self) -> None:
        menu = self._menus.recent
        menu.clear()
        for path in map(Path, self._controller.recent_projects):
            action = menu.addAction(path.name.replace("&", "&&"))
            action.setToolTip(str(path))
            action.setStatusTip(str(path))
            action.triggered.connect(lambda _=False, p=path: self.open(p))
        menu.setToolTipsVisible(True)
        menu.setEnabled(not menu.isEmpty())
