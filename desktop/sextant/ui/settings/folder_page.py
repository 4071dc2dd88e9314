"""Where recordings are kept."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from sextant.bridge.controller import Controller
from sextant.ui.menu_bar import MenuBar
from sextant.ui.settings.page import Page
from sextant.ui.small import ElidedLabel, button


class FolderPage(Page):
    """The project that is open, and what the menus can do with it."""

    def __init__(self, controller: Controller, menus: MenuBar) -> None:
        super().__init__(controller.preferences)
        self._controller = controller
        self.head(
            self.tr("Folder"),
            self.tr(
                "A project is a plain folder. All that is yours lies in it: audio, transcripts, "
                "answers, reports. Move it, back it up, open it anywhere; Sextant keeps no copy."
            ),
        )
        self.path = ElidedLabel()
        self.row(self.tr("Open now:"), self.path)
        begin = _pressing(menus.new_project)
        choose = _pressing(menus.open_project)
        move = _pressing(menus.move_project)
        reveal = _pressing(menus.show_project)
        for first, second in ((choose, begin), (move, reveal)):
            self.line(first, second)
        self.note(self.tr("The project that was open last opens again at the next start."))
        self.fence("project")
        self.column.addStretch(1)
        self.whenever_shown(self._read)
        controller.project_opened.connect(self._read)

    def _read(self) -> None:
        library = self._controller.library
        self.path.show_line(str(library.path) if library else "")


def _pressing(action: QAction) -> QPushButton:
    """A button that does what the menu's entry does, while that can be done."""
    made = button(action.text().replace("&", ""))
    made.clicked.connect(action.trigger)
    action.changed.connect(lambda: made.setEnabled(action.isEnabled()))
    made.setEnabled(action.isEnabled())
    return made
