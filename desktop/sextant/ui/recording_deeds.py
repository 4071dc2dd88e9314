"""What can be done to the recordings that are selected in the library."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from sextant.bridge.controller import Controller
from sextant.bridge.state import RecordingState
from sextant.ui.asking import Question, ask
from sextant.ui.library_pane import LibraryPane
from sextant.ui.menu_bar import MenuBar
from sextant.ui.opening import open_path


class RecordingDeeds(QObject):
    """Keeps the Recording menu true, and does what is chosen in it."""

    def __init__(
        self, window: QWidget, controller: Controller, library: LibraryPane, menus: MenuBar
    ) -> None:
        super().__init__(window)
        self._window = window
        self._controller = controller
        self._library = library
        self._menus = menus
        for action, act in (
            (menus.resume, self._resume),
            (menus.stop, self._stop),
            (menus.rerun, self._ask_to_rerun),
            (menus.rename, library.list.rename),
            (menus.reveal, self._reveal),
            (menus.put_away, self._ask_to_put_away),
        ):
            action.triggered.connect(act)
        for action in (menus.rename, menus.put_away):
            # Their keys mean something else where text is written or read.
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            library.list.addAction(action)
        controller.shelf.model.renamed.connect(self._rename)
        menus.recording.aboutToShow.connect(self.look)
        library.list.selectionModel().selectionChanged.connect(self.look)
        controller.shelf.state_changed.connect(self._state_changed)
        self.look()

    @property
    def _states(self) -> list[RecordingState]:
        model = self._controller.shelf.model
        return [state for name in self._library.names if (state := model.state(name)) is not None]

    def look(self) -> None:
        """Offer what makes sense for what is selected."""
        states, menus = self._states, self._menus
        running = [state for state in states if state.running]
        idle = [state for state in states if not state.running]
        menus.stop.setEnabled(bool(running))
        menus.resume.setEnabled(any(not state.finished for state in idle))
        menus.rerun.setEnabled(any(_can_be_asked(state) for state in idle))
        menus.rename.setEnabled(len(states) == 1 and not running)
        menus.reveal.setEnabled(bool(states))
        menus.put_away.setEnabled(bool(idle) and not running)

    def _state_changed(self, state: RecordingState) -> None:
        if state.name in self._library.names:
            self.look()

    def _resume(self) -> None:
        unfinished = [s.name for s in self._states if not (s.running or s.finished)]
        self._controller.resume(unfinished)

    def _stop(self) -> None:
        for state in self._states:
            self._controller.runs.cancel(state.name)

    def _rename(self, name: str, title: str) -> None:
        if (library := self._controller.library) is not None:
            self._controller.housekeeping.rename(library, name, title)

    def _reveal(self) -> None:
        library = self._controller.library
        if library is not None:
            for state in self._states[:8]:
                open_path(library.path / state.name)

    def _ask_to_rerun(self) -> None:
        states = [s for s in self._states if _can_be_asked(s) and not s.running]
        answers = sum(len(state.cells) for state in states)
        question = Question(
            self.tr("Ask again?"),
            self.tr("%n answer(s) will be asked for again, and paid for again.", "", answers),
            self.tr(
                "The answers that are there now are replaced as the new ones arrive. "
                "Audio and transcript are kept and cost nothing."
            ),
            yes=self.tr("Ask again"),
        )
        ask(self._window, question, lambda: self._rerun(states))

    def _rerun(self, states: list[RecordingState]) -> None:
        for state in states:
            self._controller.ask_again(state.name, [cell.id for cell in state.cells])

    def _ask_to_put_away(self) -> None:
        names = [state.name for state in self._states if not state.running]
        question = Question(
            self.tr("Move to the trash?"),
            self.tr("“{name}” goes to the trash.").format(name=self._states[0].title)
            if len(names) == 1
            else self.tr("%n recording(s) go to the trash.", "", len(names)),
            self.tr(
                "With audio, transcript and answers. Your own video is not touched, and "
                "“Undo” brings the recording back for as long as the trash keeps it."
            ),
            yes=self.tr("Move to the trash"),
        )
        ask(self._window, question, lambda: self._put_away(names))

    def _put_away(self, names: list[str]) -> None:
        if (library := self._controller.library) is not None:
            self._controller.housekeeping.put_away(library, names)


def _can_be_asked(state: RecordingState) -> bool:
    return bool(state.cells) and all(cell.id for cell in state.cells)
