"""Everything the window can do, as actions with their shortcuts, in the menus of the platform.

The actions know nothing of what they do: who can do it connects to `triggered`.
"""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

Shortcut = QKeySequence | QKeySequence.StandardKey | str


class MenuBar(QMenuBar):
    """File, Edit, View, Recording, Help. Parts of the window may add actions of their own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = self.addMenu(self.tr("&File"))
        self.edit = self.addMenu(self.tr("&Edit"))
        self.view = self.addMenu(self.tr("&View"))
        self.recording = self.addMenu(self.tr("&Recording"))
        self.help = self.addMenu(self.tr("&Help"))
        self._fill_file()
        self._fill_edit()
        self._fill_view()
        self._fill_recording()
        self._fill_help()
        self.project = self._make_project_menu()

    def _fill_file(self) -> None:
        menu, key = self.file, QKeySequence.StandardKey
        self.add_recordings = _add(menu, self.tr("&Add recordings…"), key.Open)
        menu.addSeparator()
        self.open_project = _add(menu, self.tr("Open or start a &project…"), "Ctrl+Shift+O")
        menu.addSeparator()
        self.keys = _add(menu, self.tr("&Keys…"), "Ctrl+K")
        menu.addSeparator()
        self.quit = _add(menu, self.tr("&Quit"), "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _fill_edit(self) -> None:
        self.find_recording = _add(self.edit, self.tr("&Find a recording"), "Ctrl+F")

    def _fill_view(self) -> None:
        self.full_screen = _add(self.view, self.tr("&Full screen"), "F11")
        self.full_screen.setCheckable(True)

    def _fill_recording(self) -> None:
        self.resume = _add(self.recording, self.tr("&Continue"), "Ctrl+Return")
        self.stop = _add(self.recording, self.tr("&Stop"), "Ctrl+.")

    def _fill_help(self) -> None:
        self.practise = _add(self.help, self.tr("&Practise with the sample"))
        self.help.addSeparator()
        self.about = _add(self.help, self.tr("&About Sextant"))
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def _make_project_menu(self) -> QMenu:
        """What opens under the project's name: the same actions, nearer at hand."""
        menu = QMenu(self)
        menu.addActions([self.add_recordings, self.open_project])
        return menu


def _add(menu: QMenu, text: str, shortcut: Shortcut | None = None) -> QAction:
    action = QAction(text, menu)
    if shortcut is not None:
        action.setShortcut(QKeySequence(shortcut))
    menu.addAction(action)
    return action
