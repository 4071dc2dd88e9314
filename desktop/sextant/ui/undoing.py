"""One Undo and one Redo for the whole window: what was done last is undone first."""

from __future__ import annotations

from PySide6.QtCore import QObject

from sextant.bridge.editing import Editor
from sextant.bridge.history import History
from sextant.ui.correcting import Correcting
from sextant.ui.menu_bar import MenuBar


class Undoing(QObject):
    """The library and the open transcript each keep their own steps; the menu shows one."""

    def __init__(
        self, menus: MenuBar, history: History, editor: Editor, correcting: Correcting
    ) -> None:
        super().__init__(menus)
        for own in (correcting.undo, correcting.redo):
            own.setShortcuts([])  # two actions on one key, and neither is called
        self._menus = menus
        self._history = history
        self._editor = editor
        self._library_last = False
        history.indexChanged.connect(self._library_changed)
        editor.changed.connect(self._transcript_changed)
        menus.undo.triggered.connect(self._undo)
        menus.redo.triggered.connect(self._redo)
        self._show()

    def _library_changed(self) -> None:
        self._library_last = True
        self._show()

    def _transcript_changed(self) -> None:
        self._library_last = False
        self._show()

    @property
    def _undoes_library(self) -> bool:
        can = self._history.canUndo()
        return can and (self._library_last or not self._editor.undo_words)

    @property
    def _redoes_library(self) -> bool:
        can = self._history.canRedo()
        return can and (self._library_last or not self._editor.redo_words)

    def _undo(self) -> None:
        if self._undoes_library:
            self._history.undo()
        else:
            self._editor.undo()

    def _redo(self) -> None:
        if self._redoes_library:
            self._history.redo()
        else:
            self._editor.redo()

    def _show(self) -> None:
        history, editor, menus = self._history, self._editor, self._menus
        undo = history.undoText() if self._undoes_library else editor.undo_words
        redo = history.redoText() if self._redoes_library else editor.redo_words
        undo, redo = undo.replace("&", "&&"), redo.replace("&", "&&")
        menus.undo.setText(self.tr("&Undo: {what}").format(what=undo) if undo else self.tr("&Undo"))
        menus.redo.setText(self.tr("&Redo: {what}").format(what=redo) if redo else self.tr("&Redo"))
        menus.undo.setEnabled(bool(undo))
        menus.redo.setEnabled(bool(redo))
