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
        self.selected = self._make_selected_menu()

    def _fill_file(self) -> None:
        menu, key = self.file, QKeySequence.StandardKey
        self.add_recordings = _add(menu, self.tr("&Add recordings…"), key.Open)
        menu.addSeparator()
        self.new_project = _add(menu, self.tr("&New project…"), "Ctrl+Shift+N")
        self.open_project = _add(menu, self.tr("Open &project…"), "Ctrl+Shift+O")
        self.recent = menu.addMenu(self.tr("&Recent projects"))
        self.move_project = _add(menu, self.tr("&Move this project…"))
        self.show_project = _add(menu, self.tr("Show the project’s &folder"))
        self.export_project = menu.addMenu(self.tr("&Export all recordings"))
        menu.addSeparator()
        self.keys = _add(menu, self.tr("&Keys…"), "Ctrl+K")
        self.settings = _add(menu, self.tr("&Settings…"), "Ctrl+,")
        self.settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        menu.addSeparator()
        self.quit = _add(menu, self.tr("&Quit"), "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _fill_edit(self) -> None:
        key = QKeySequence.StandardKey
        self.undo = _add(self.edit, self.tr("&Undo"), key.Undo)
        self.redo = _add(self.edit, self.tr("&Redo"))
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.edit.addSeparator()
        self.search = _add(self.edit, self.tr("&Search everything"), key.Find)

    def _fill_view(self) -> None:
        self.full_screen = _add(self.view, self.tr("&Full screen"), "F11")
        self.full_screen.setCheckable(True)

    def _fill_recording(self) -> None:
        menu, key = self.recording, QKeySequence.StandardKey
        self.resume = _add(menu, self.tr("&Continue"), "Ctrl+Return")
        self.stop = _add(menu, self.tr("&Stop"), "Ctrl+.")
        self.rerun = _add(menu, self.tr("&Ask all questions again…"), "Ctrl+Shift+R")
        menu.addSeparator()
        self.rename = _add(menu, self.tr("Re&name…"), "F2")
        self.reveal = _add(menu, self.tr("Show in the &file manager"), "Ctrl+Shift+E")
        self.put_away = _add(menu, self.tr("Move to the &trash…"), key.Delete)

    def _fill_help(self) -> None:
        self.first_steps = _add(self.help, self.tr("&First steps…"))
        self.practise = _add(self.help, self.tr("&Practise with the sample"))
        self.help.addSeparator()
        self.about = _add(self.help, self.tr("&About Sextant"))
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def _make_project_menu(self) -> QMenu:
        """What opens under the project's name: the same actions, nearer at hand."""
        menu = QMenu(self)
        menu.addActions([self.new_project, self.open_project])
        menu.addMenu(self.recent)
        menu.addSeparator()
        menu.addActions([self.move_project, self.show_project])
        menu.addSeparator()
        menu.addAction(self.add_recordings)
        return menu

    def _make_selected_menu(self) -> QMenu:
        """What opens over recordings in the library."""
        menu = QMenu(self)
        menu.addActions([self.resume, self.stop, self.rerun])
        menu.addSeparator()
        menu.addActions([self.rename, self.reveal, self.put_away])
        return menu


def _add(menu: QMenu, text: str, shortcut: Shortcut | None = None) -> QAction:
    action = QAction(text, menu)
    if shortcut is not None:
        action.setShortcut(QKeySequence(shortcut))
    menu.addAction(action)
    return action
