"""The whole project handed over in one go: a format, a folder, and what has become of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from sextant.bridge.controller import Controller
from sextant.bridge.exporting import AllSaved
from sextant.ui.asking import Question, ask
from sextant.ui.choosing import choose_folder
from sextant.ui.opening import open_path


class ProjectExport(QObject):
    """Fills a menu with all formats. A recording that cannot be exported stops no other."""

    def __init__(self, window: QWidget, controller: Controller, menu: QMenu) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._menu = menu
        for ending, title in controller.exports.formats.items():
            words = self.tr("{title} (.{ending})…").format(title=title, ending=ending)
            action = menu.addAction(words)
            action.setData(ending)
            action.triggered.connect(self._choose)
        menu.aboutToShow.connect(self.look)
        controller.exports.all_saved.connect(self._tell)

    def look(self) -> None:
        """Offer formats where there is a recording."""
        there = bool(self._controller.shelf.model.rowCount())
        for action in self._menu.actions():
            action.setEnabled(there)

    def _choose(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        ending = str(action.data())

        def write(folder: Path) -> None:
            self._controller.exports.save_all(ending, folder)

        choose_folder(self._window, self.tr("Export all recordings into which folder?"), write)

    def _tell(self, saved: AllSaved) -> None:
        """Say it, and offer to show it; each kind of failure in its own words."""
        for notice in dict.fromkeys(saved.failed):
            self._controller.problem.emit(notice)
        if not saved.written:
            return
        left = len(saved.failed)
        left_out = self.tr("%n could not be exported.", "", left) if left else ""
        question = Question(
            self.tr("Export"),
            self.tr("%n file(s) written.", "", len(saved.written)),
            " ".join(filter(None, (str(saved.folder), left_out))),
            self.tr("Show the folder"),
            self.tr("Close"),
        )
        ask(self._window, question, lambda: open_path(saved.folder))
