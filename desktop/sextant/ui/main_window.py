"""The window: library, recording, answers; files dropped anywhere on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QMainWindow,
    QMenu,
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from sextant.bridge.controller import Controller
from sextant.bridge.state import RecordingState
from sextant.ui.actions import add_action
from sextant.ui.banner import Banner
from sextant.ui.drop_overlay import DropOverlay, dropped_paths, promise
from sextant.ui.empty_page import EmptyPage
from sextant.ui.footer import Footer
from sextant.ui.keys_dialog import KeysDialog
from sextant.ui.library_pane import LibraryPane
from sextant.ui.message_bar import MessageBar
from sextant.ui.recording_page import RecordingPage
from sextant.ui.theme import Theme
from sextant.ui.words import SERVICE_NAMES, count_word

MEDIA = (
    "*.mp4 *.m4v *.mov *.mkv *.webm *.avi *.wmv *.mpg *.mpeg *.ts *.mts *.3gp *.flv "
    "*.m4a *.mp3 *.wav *.flac *.ogg *.opus *.aac *.wma"
)
"""For the file dialog's first filter; the content decides, never the name."""


SIZE = QSize(1400, 860)
"""At first start, where the screen has room for it."""


FRAME = QSize(8, 44)
"""Room for the frame the system draws around the window."""


class MainWindow(QMainWindow):
    """Layout and wording; everything it does, the controller does."""

    quit_confirmed = Signal()
    """The person wants the program to end, and knows what is in flight."""
    project_asked = Signal(object)
    """A Path: open the project there."""

    def __init__(self, controller: Controller, theme: Theme) -> None:
        super().__init__()
        self.setWindowTitle("Sextant")
        self.setWindowIcon(theme.icon("sextant"))
        self.setAcceptDrops(True)
        self.resize((self.screen().availableSize() - FRAME).boundedTo(SIZE))
        self._controller = controller
        self.menu = self._make_menu()
        self.library = LibraryPane(controller.shelf.model, theme, self.menu)
        self.banner = Banner()
        self.message_bar = MessageBar()
        self.page = RecordingPage(controller, theme)
        self.empty = EmptyPage(theme)
        self.footer = Footer(controller)
        self.keys_dialog: KeysDialog | None = None
        self._question: QMessageBox | None = None
        self._stack = QStackedWidget()
        self._lay_out()
        self.overlay = DropOverlay(theme, self)
        self._connect()
        self._show_banner()
        self.library.focus_list()

    def choose_files(self) -> None:
        """Ask for files with the system's dialog."""
        dialog = QFileDialog(self, "Choose recordings")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"Video and audio ({MEDIA})", "All files (*)"])
        dialog.filesSelected.connect(self._files_chosen)
        dialog.open()

    def choose_project(self) -> None:
        """Ask for a project's folder; an empty one becomes a new project."""
        dialog = QFileDialog(self, "Open or start a project: choose its folder")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._project_chosen)
        dialog.open()

    def _files_chosen(self, names: list[str]) -> None:
        self._controller.take([Path(name) for name in names])

    def _project_chosen(self, name: str) -> None:
        self.project_asked.emit(Path(name))

    def _find(self) -> None:
        self.library.focus_search()

    def show_keys(self) -> None:
        """Open the keys dialog, or bring it to the front."""
        if self.keys_dialog is None:
            self.keys_dialog = KeysDialog(self._controller, self)
            self.keys_dialog.destroyed.connect(self._keys_closed)
        self.keys_dialog.open()

    def bring_forward(self) -> None:
        """Another start of the program asked for the window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    # ── Dropping ──

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if paths := dropped_paths(event.mimeData()):
            missing = [SERVICE_NAMES[name] for name in self._controller.keys.missing]
            self.overlay.cover(*promise(paths, missing))
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002 - Qt's
        self.overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.overlay.hide()
        if paths := dropped_paths(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._controller.take(paths)

    # ── Closing ──

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing ends the program; while work is in flight it asks, once."""
        event.ignore()
        in_flight = self._controller.runs.in_flight
        if not in_flight:
            self.quit_confirmed.emit()
        elif self._question is None:
            self._ask_to_quit(in_flight)

    def _quit(self) -> None:
        self.close()

    def _ask_to_quit(self, in_flight: int) -> None:
        box = self._question = QMessageBox(self)
        box.setWindowTitle("Quit Sextant?")
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(f"{count_word(in_flight, 'recording is', 'recordings are')} being worked on.")
        box.setInformativeText(
            "What has arrived is saved. Answers that are being written are kept as cut short, "
            "and “Continue” asks for them again."
        )
        stay = box.addButton("Keep working", QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton("Quit", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        leave.clicked.connect(self.quit_confirmed)
        box.finished.connect(self._answered)
        box.open()

    def _answered(self) -> None:
        self._question = None

    # ── What is shown ──

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.overlay.setGeometry(self.rect())

    def _open_recording(self, name: str) -> None:
        self.page.open(name)
        self._stack.setCurrentWidget(self.page)

    def _project_opened(self, name: str) -> None:
        self.library.show_project(name)
        self.setWindowTitle(f"{name} – Sextant")
        self.page.forget()
        self._stack.setCurrentWidget(self.empty)

    def _project_read(self) -> None:
        if self._stack.currentWidget() is self.empty:
            self.library.select_first()
        self._show_banner()

    def _state_changed(self, state: RecordingState) -> None:
        if self._stack.currentWidget() is self.empty:
            self.library.select(state.name)
        self._show_banner()

    def _show_banner(self) -> None:
        controller = self._controller
        missing = [SERVICE_NAMES[name] for name in controller.keys.missing]
        unfinished = controller.interrupted
        if missing:
            key = "key is" if len(missing) == 1 else "keys are"
            words = f"The {' and '.join(missing)} {key} missing, so nothing can be sent yet."
            if controller.waiting:
                waits = count_word(len(controller.waiting), "item waits", "items wait")
                words = f"{words} {waits} for {'it' if len(missing) == 1 else 'them'}."
            self.banner.offer(
                words,
                [
                    ("Add keys…", self.show_keys),
                    ("Practise with the sample", controller.practise),
                ],
            )
        elif unfinished:
            words = count_word(
                len(unfinished), "recording is unfinished.", "recordings are unfinished."
            )
            self.banner.offer(
                f"{words} Continuing asks only for what is missing.",
                [("Continue", lambda: controller.resume(unfinished))],
            )
        else:
            self.banner.offer("", [])

    def _keys_needed(self) -> None:
        self._show_banner()
        self.show_keys()

    def _keys_closed(self) -> None:
        self.keys_dialog = None

    def _connect(self) -> None:
        controller = self._controller
        controller.problem.connect(self.message_bar.say)
        controller.project_opened.connect(self._project_opened)
        controller.project_read.connect(self._project_read)
        controller.keys_needed.connect(self._keys_needed)
        controller.keys.changed.connect(self._show_banner)
        controller.runs.changed.connect(self._show_banner)
        controller.shelf.state_changed.connect(self._state_changed)
        self.library.chosen.connect(self._open_recording)
        self.library.files_asked.connect(self.choose_files)
        self.empty.files_asked.connect(self.choose_files)
        self.empty.practice_asked.connect(controller.practise)
        self.footer.keys.clicked.connect(self.show_keys)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        standard = QKeySequence.StandardKey
        add_action(menu, "Add recordings…", self.choose_files, shortcut=standard.Open)
        add_action(menu, "Open or start a project…", self.choose_project, shortcut="Ctrl+Shift+O")
        menu.addSeparator()
        add_action(menu, "Find a recording", self._find, shortcut="Ctrl+F")
        add_action(menu, "Keys…", self.show_keys, shortcut="Ctrl+K")
        add_action(menu, "Practise with the sample", self._controller.practise)
        menu.addSeparator()
        add_action(menu, "Quit", self._quit, shortcut="Ctrl+Q")
        return menu

    def _lay_out(self) -> None:
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.page)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banner, self.message_bar):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self.footer)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.addWidget(self.library)
        parts.addWidget(right)
        parts.setStretchFactor(0, 0)
        parts.setStretchFactor(1, 1)
        parts.setSizes([250, 1110])
        parts.setHandleWidth(1)
        parts.setChildrenCollapsible(False)
        self.library.setMinimumWidth(200)
        self.setCentralWidget(parts)
