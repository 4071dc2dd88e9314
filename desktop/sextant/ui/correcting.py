"""What a person puts right in the open transcript: speakers and words, with undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from sextant.bridge.editing import Editor
from sextant.bridge.loading import Detail
from sextant.bridge.player import Player
from sextant.bridge.sentences import speaker_word
from sextant.bridge.transcript_model import Place
from sextant.core.edits import Correct, Edit, Merge
from sextant.ui.speakers_dialog import SpeakersDialog
from sextant.ui.transcript_view import TranscriptView
from sextant.ui.word_editor import WordEditor


class Correcting(QObject):
    """Brings transcript, editor and dialogs together; its actions are for menus, too."""

    def __init__(
        self, owner: QWidget, view: TranscriptView, editor: Editor, player: Player
    ) -> None:
        super().__init__(owner)
        self._owner = owner
        self._view = view
        self._editor = editor
        self._player = player
        self._detail: Detail | None = None
        self.dialog: SpeakersDialog | None = None
        key = QKeySequence.StandardKey
        self.undo = self._action("", editor.undo, key.Undo)
        self.redo = self._action("", editor.redo, "Ctrl+Shift+Z", "Ctrl+Y")
        self.find = self._action(self.tr("Find in the &transcript"), view.search, "Ctrl+Shift+F")
        self.speakers = self._action(self.tr("Spea&kers…"), self.show_speakers, "Ctrl+Shift+S")
        for action in (self.find, self.speakers):
            # They stand in the window's menu: their keys work wherever one is in it.
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self._connect()
        self._show_history()
        self.show(None)

    def show(self, detail: Detail | None) -> None:
        """Another recording, or the same one with other words."""
        self._detail = detail
        transcript = detail.transcript if detail is not None else None
        self.find.setEnabled(transcript is not None)
        self.speakers.setEnabled(transcript is not None and bool(transcript.speakers))

    def show_speakers(self, speaker: int | None = None) -> None:
        """Ask who speaks, beginning with `speaker`."""
        if self._detail is None or self._detail.transcript is None:
            return
        if self.dialog is None:
            self.dialog = SpeakersDialog(self._detail, self._owner)
            self.dialog.edits_made.connect(self._make_all)
            self.dialog.second_chosen.connect(self._player.play_from)
            self.dialog.destroyed.connect(self._dialog_closed)
        self.dialog.open()
        if speaker is not None:
            self.dialog.choose(speaker)

    def correct(self, place: Place) -> None:
        """Have a word written anew where it stands."""
        self._view.list.reveal(place, calmly=False)
        editor = WordEditor(place, self._view.list)
        editor.written.connect(self._correct)

    def menu_for(self, place: Place) -> QMenu:
        """What can be done with a word and with who says it."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        turns = self._view.model
        word, name = turns.word(place), turns.name(place.turn)
        self._offer(menu, self.tr("Play from here"), lambda: self._player.play_from(word.start))
        self._offer(menu, self.tr("Copy"), self._view.list.copy)
        menu.addSeparator()
        text = self.tr("Correct “{word}”…").format(word=word.text)
        self._offer(menu, text, lambda: self.correct(place))
        if word.heard is not None:
            text = self.tr("Back to “{word}”, as it was heard").format(word=word.heard)
            self._offer(menu, text, lambda: self._correct(place, ""))
        speaker = turns.turns[place.turn].speaker
        if speaker is not None:
            menu.addSeparator()
            text = self.tr("Rename {speaker}…").format(speaker=name)
            self._offer(menu, text, lambda: self.show_speakers(speaker))
            self._offer_merges(menu, speaker, name)
        return menu

    def _offer_merges(self, menu: QMenu, speaker: int, name: str) -> None:
        assert self._detail is not None
        assert self._detail.transcript is not None
        others = [one for one in self._detail.transcript.speakers if one != speaker]
        if not others:
            return
        inner = menu.addMenu(self.tr("{speaker} is the same person as").format(speaker=name))
        words = self.tr("Merge {speaker}").format(speaker=name)
        for other in others:
            edit = Merge(speaker, other)
            title = speaker_word(self._detail.recording, other)
            self._offer(inner, title, lambda edit=edit: self._editor.make(edit, words))

    def _offer(self, menu: QMenu, text: str, act: Callable[[], object]) -> None:
        menu.addAction(text.replace("&", "&&")).triggered.connect(_only(act))

    def _correct(self, place: Place, text: str) -> None:
        word = self._view.model.word(place)
        said, heard = " ".join(text.split()), word.heard or word.text
        if said != word.text and (said or word.heard):
            words = self.tr("Correct “{word}”").format(word=heard)
            self._editor.make(Correct(word.start, heard, said or heard), words)

    def _make_all(self, edits: Sequence[tuple[Edit, str]]) -> None:
        for edit, words in edits:
            self._editor.make(edit, words)

    def _show_history(self) -> None:
        for action, plain, named, what in (
            (self.undo, self.tr("&Undo"), self.tr("&Undo: {what}"), self._editor.undo_words),
            (self.redo, self.tr("&Redo"), self.tr("&Redo: {what}"), self._editor.redo_words),
        ):
            action.setText(named.format(what=what.replace("&", "&&")) if what else plain)
            action.setEnabled(bool(what))

    def _name_chosen(self, turn: int) -> None:
        speaker = self._view.model.turns[turn].speaker
        if speaker is not None:
            self.show_speakers(speaker)

    def _show_menu(self, place: Place, where: QPoint) -> None:
        self.menu_for(place).popup(where)

    def _dialog_closed(self) -> None:
        self.dialog = None

    def _connect(self) -> None:
        self._editor.changed.connect(self._show_history)
        turns = self._view.list
        turns.speaker_chosen.connect(self._name_chosen)
        turns.correction_asked.connect(self.correct)
        turns.menu_asked.connect(self._show_menu)

    def _action(
        self, text: str, act: Callable[[], object], *shortcuts: QKeySequence.StandardKey | str
    ) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(shortcut) for shortcut in shortcuts])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(_only(act))
        self._owner.addAction(action)
        return action


def _only(act: Callable[[], object]) -> Callable[[], None]:
    """A slot that takes nothing of what a signal brings, though `act` could."""

    def slot() -> None:
        act()

    return slot
