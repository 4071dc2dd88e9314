"""The window: library, recording, answers. A thin frame; its parts do the work.

It comes up empty and is furnished afterwards: importing and making its parts takes several
times as long as showing a window, and nobody should wonder meanwhile whether it starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from sextant.bridge.controller import Controller
    from sextant.bridge.notice import Notice
    from sextant.bridge.state import RecordingState
    from sextant.ui.fault_dialog import FaultDialog
    from sextant.ui.settings.dialog import SettingsDialog
    from sextant.ui.theme import Theme

SIZE = QSize(1400, 860)
"""At first start, where the screen has room for it."""

FRAME = QSize(8, 44)
"""Room for the frame the system draws around the window."""


class MainWindow(QMainWindow):
    """Layout and wiring; everything it does, the controller does."""

    painted = Signal()
    """The frame has drawn itself: from the first time on, a person sees the window."""
    quit_confirmed = Signal()
    """The person wants the program to end, and knows what is in flight."""

    def __init__(self, theme: Theme) -> None:
        """The frame alone; call `furnish` before anything else but `show`."""
        super().__init__()
        self.setWindowTitle("Sextant")
        self.setWindowIcon(theme.icon("sextant"))
        self.resize((self.screen().availableSize() - FRAME).boundedTo(SIZE))
        self._furnished = False
        self.fault_dialog: FaultDialog | None = None
        self.settings: SettingsDialog | None = None
        self._theme = theme

    def furnish(self, controller: Controller) -> None:
        """Bring in all that is in the window."""
        self.controller = controller
        self._make_parts(controller)
        self._lay_out()
        self._make_deeds(controller)
        self._connect()
        self._connect_menus()
        self.library.focus_list()
        self._furnished = True

    def _make_parts(self, controller: Controller) -> None:
        # Imported here and not above: see this module's first lines.
        from sextant.ui.banner import Banner
        from sextant.ui.beginning import Beginning
        from sextant.ui.footer import Footer
        from sextant.ui.library_pane import LibraryPane
        from sextant.ui.menu_bar import MenuBar
        from sextant.ui.message_bar import MessageBar
        from sextant.ui.recording_page import RecordingPage
        from sextant.ui.sending import SendingBar

        theme = self._theme
        self.menus = MenuBar()
        self.setMenuBar(self.menus)
        self.library = LibraryPane(controller, theme, self.menus)
        self.banner = Banner()
        self.message_bar = MessageBar()
        self.sending_bar = SendingBar()
        self.page = RecordingPage(controller, theme)
        self._stack = QStackedWidget()
        self.beginning = Beginning(self._stack, self.page, controller, theme)
        self.footer = Footer(controller)

    def _make_deeds(self, controller: Controller) -> None:
        from sextant.ui.dropping import Dropping
        from sextant.ui.leaving import Leaving
        from sextant.ui.project_export import ProjectExport
        from sextant.ui.projects import Projects
        from sextant.ui.recording_deeds import RecordingDeeds
        from sextant.ui.sending import Sending
        from sextant.ui.standing import Standing
        from sextant.ui.undoing import Undoing

        self.dropping = Dropping(self, controller, self._theme)
        self.leaving = Leaving(self, controller.runs)
        self.projects = Projects(self, controller, self.menus)
        self.exporting = ProjectExport(self, controller, self.menus.export_project)
        self.deeds = RecordingDeeds(self, controller, self.library, self.menus)
        self.undoing = Undoing(
            self.menus, controller.history, controller.editor, self.page.correcting
        )
        self.standing = Standing(self.banner, controller, self.beginning)
        self.sending = Sending(self, self.sending_bar, controller)

    def choose_files(self) -> None:
        """Ask for files with the system's dialog."""
        from sextant.ui.choosing import choose_recordings

        choose_recordings(self, self.controller.take)

    def show_settings(self) -> SettingsDialog:
        """Open the settings, or bring them to the front."""
        from sextant.ui.settings.dialog import SettingsDialog

        if self.settings is None:
            self.settings = SettingsDialog(self.controller, self.menus, self)
            self.settings.destroyed.connect(self._settings_closed)
        self.settings.open()
        return self.settings

    def show_keys(self) -> None:
        """Open the settings where the keys are."""
        dialog = self.show_settings()
        dialog.show_page(dialog.keys)

    def tell(self, notice: Notice) -> None:
        """Say what stands in the way; a fault of our own has a dialog, one for all of them."""
        if not notice.report:
            self.message_bar.say(notice)
            return
        from sextant.ui.fault_dialog import FaultDialog

        if self.fault_dialog is None:
            self.fault_dialog = FaultDialog(self)
            self.fault_dialog.finished.connect(self._faults_read)
        self.fault_dialog.tell(notice)
        self.fault_dialog.open()

    def show_about(self) -> None:
        from sextant.ui.about import AboutDialog

        AboutDialog(self._theme, self.controller.updates, self).open()

    def bring_forward(self) -> None:
        """Another start of the program asked for the window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        if self._furnished:
            self.leaving.ask()
        else:
            self.quit_confirmed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()

    def _quit(self) -> None:
        self.close()

    def _show_full_screen(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        if on:
            self.showFullScreen()
        else:
            self.showNormal()

    def _open_recording(self, name: str) -> None:
        self.page.open(name)
        self._stack.setCurrentWidget(self.page)
        if (hit := self.controller.shelf.model.hit(name)) is not None:
            self.page.show_hit(hit)
        self.footer.keep_last()

    def _settings_changed(self) -> None:
        self._theme.adopt(self.controller.settings.appearance)
        self.library.study.show_study(self.controller.preferences.surroundings)

    def _project_opened(self, name: str) -> None:
        self.library.show_project(name)
        self.setWindowTitle(f"{name} – Sextant")
        self.page.forget()
        self.beginning.wait()

    def _project_read(self) -> None:
        if self.beginning.gives_way:
            self.library.list.select_first()
        if self.beginning.gives_way:
            self.beginning.show()

    def _state_changed(self, state: RecordingState) -> None:
        if self.beginning.gives_way:
            self.library.list.select(state.name)
            self.beginning.give_way()
        self.footer.keep_last()

    def _recording_gone(self) -> None:
        """What is open may have gone to the trash."""
        if not self.controller.shelf.opened:
            self.page.forget()
            self.beginning.show()

    def _put_away(self) -> None:
        """All that was to go has gone: the reader goes on with the next one."""
        if self.beginning.gives_way:
            self.library.list.select_neighbour()

    def _recording_renamed(self, before: str, now: str) -> None:
        del before
        if now == self.controller.shelf.opened:
            self.page.open(now)

    def _faults_read(self) -> None:
        self.fault_dialog = None

    def _settings_closed(self) -> None:
        self.settings = None

    def _connect(self) -> None:
        controller = self.controller
        controller.problem.connect(self.tell)
        controller.project_opened.connect(self._project_opened)
        controller.project_read.connect(self._project_read)
        controller.shelf.state_changed.connect(self._state_changed)
        controller.preferences.changed.connect(self._settings_changed)
        controller.shelf.removed.connect(self._recording_gone)
        controller.shelf.renamed.connect(self._recording_renamed)
        controller.history.indexChanged.connect(self._put_away)
        self.leaving.confirmed.connect(self.quit_confirmed)
        self.library.chosen.connect(self._open_recording)
        self.library.files_asked.connect(self.choose_files)
        self.beginning.files_asked.connect(self.choose_files)
        self.beginning.changed.connect(self.footer.keep_last)
        self.footer.keys.clicked.connect(self.show_keys)

    def _connect_menus(self) -> None:
        menus, page = self.menus, self.page
        for action, act in (
            (menus.add_recordings, self.choose_files),
            (menus.keys, self.show_keys),
            (menus.settings, self.show_settings),
            (menus.quit, self._quit),
            (menus.search, self.library.focus_search),
            (menus.first_steps, self.beginning.guide),
            (menus.practise, self.beginning.practise),
            (menus.about, self.show_about),
        ):
            action.triggered.connect(act)
        menus.edit.addActions([page.correcting.find])
        menus.recording.addSeparator()
        menus.recording.addActions([page.correcting.speakers, page.header.export.report])
        menus.recording.addSeparator()
        menus.recording.addActions(page.playing.all)
        menus.view.addSeparator()
        menus.view.addActions(page.answers.bar.reading)
        menus.full_screen.toggled.connect(self._show_full_screen)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banner, self.message_bar, self.sending_bar):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self.footer)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setObjectName("libraryAndPage")  # by which its shares are remembered
        parts.addWidget(self.library)
        parts.addWidget(right)
        parts.setStretchFactor(0, 0)
        parts.setStretchFactor(1, 1)
        parts.setSizes([272, 1128])
        parts.setHandleWidth(1)
        parts.setChildrenCollapsible(False)
        self.library.setMinimumWidth(200)
        self.setCentralWidget(parts)
