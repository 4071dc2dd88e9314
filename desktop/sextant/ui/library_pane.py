"""The left part: project, search, drop zone, recordings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from sextant.bridge.arrangement import Hit, Kind, Order
from sextant.bridge.controller import Controller
from sextant.bridge.soon import Soon
from sextant.bridge.state import Spending
from sextant.ui.arranging import Arranging
from sextant.ui.menu_bar import MenuBar
from sextant.ui.recordings_list import RecordingsList
from sextant.ui.small import button, drop_down, label, paragraph, set_font
from sextant.ui.study_badge import StudyBadge
from sextant.ui.theme import Theme
from sextant.ui.words import length_word, spending_word

DROP_MARGINS = 44
"""Pixels on both sides of what the drop zone says."""

TYPING = 250
"""Milliseconds without a keystroke before everything is searched."""

COUNTING = 150
"""Milliseconds between two counts while rows change."""


class LibraryPane(QFrame):
    """Chooses a recording; asks for files."""

    chosen = Signal(str)
    """The name of a recording."""
    files_asked = Signal()

    def __init__(
        self, controller: Controller, theme: Theme, menus: MenuBar, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("library")
        self.study = StudyBadge()
        self._controller = controller
        self._model = controller.shelf.model
        self._menu = menus.project
        self._name = self.tr("Project")
        self._project = button(self._name, kind="title", name=self.tr("Project menu"))
        set_font(self._project, bold=True, size=1.12)
        self.search = self._make_search(theme)
        self.arranging = Arranging()
        self.list = RecordingsList(self._model, theme, menus.selected)
        self._found = paragraph(tone="muted")
        self._sum = paragraph(tone="muted")
        self._sum.setContentsMargins(6, 0, 6, 0)  # in a line with the project's name
        self._choose = button(
            self.tr("choose files…"), kind="link", name=self.tr("Choose video or audio files")
        )
        self._or = label(self.tr("or"), tone="muted")
        self._progress = (0, 0)
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._counting = Soon(self._count, COUNTING, self)
        self._lay_out()
        self._connect()
        self._add_menus(menus.view)
        self._count()

    @property
    def names(self) -> Sequence[str]:
        """The recordings that are selected."""
        return self.list.names

    @property
    def found_words(self) -> str:
        """What the search has to say; empty where nothing is searched for."""
        return self._found.text()

    def show_project(self, name: str) -> None:
        """Another project: nothing is chosen in it and nothing searched for."""
        self._name = name
        self._project.setAccessibleName(self.tr("Project {name}, menu").format(name=name))
        self._project.setToolTip(name)
        self._fit_name()
        self.list.forget()
        self.search.clear()

    def focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_name()
        parts = self._or.sizeHint().width() + self._choose.sizeHint().width()
        self._or.setVisible(parts + DROP_MARGINS <= self.width())

    def _fit_name(self) -> None:
        """A long name gives way in its middle, so that the pane may be narrow."""
        metrics = QFontMetrics(self._project.font())
        room = self.width() - metrics.horizontalAdvance(" ▾") - 48
        line = metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, max(room, 60))
        self._project.setText(f"{line} ▾")

    # ── Search ──

    def _typed(self, text: str) -> None:
        """Names answer at once; transcripts and answers when the typing has paused."""
        self._controller.search.stop()
        self._progress = (0, 0)
        self._model.search(text)
        self._count()
        self._typing.start()

    def _look_everywhere(self) -> None:
        library = self._controller.library
        if library is not None and self.search.text().strip():
            self._controller.search.start(self.search.text(), library)

    def _show_hits(self, hits: Mapping[str, Hit]) -> None:
        self._model.add_hits(hits)

    def _show_progress(self, done: int, total: int) -> None:
        self._progress = (done, total)
        self._counting.ask()

    def _enter_list(self) -> None:
        if self._model.rowCount():
            self.focus_list()
            if not self.list.currentIndex().isValid():
                self.list.select_first()

    # ── What is shown ──

    def _choose_order(self, order: Order) -> None:
        self._controller.preferences.change_appearance(library_order=order.value)

    def _show_settings(self) -> None:
        order = Order(self._controller.settings.appearance.library_order)
        self.arranging.show_order(order)
        if order is not self._model.order:
            self._model.sort_by(order)

    def _choose_kind(self, kind: Kind) -> None:
        self._model.show_only(kind)
        self._count()

    def _count(self) -> None:
        states = self._model.states()
        spent = Spending(
            sum((state.spent.known for state in states), Decimal(0)),
            sum((state.spent.estimated for state in states), Decimal(0)),
            sum(state.spent.unknown for state in states),
        )
        parts = [self.tr("%Ln recording(s)", "", len(states))]
        if seconds := sum(state.duration or 0.0 for state in states):
            parts.append(length_word(seconds))
        if all(state.whole for state in states) and (cost := spending_word(spent)):
            parts.append(cost)  # of those that are read so far it would be no sum
        self._sum.setText(" · ".join(parts) if states else "")
        self.arranging.setVisible(bool(states))
        words = self._found_words() if states else ""
        self._found.setText(words)
        self._found.setVisible(bool(words))

    def _found_words(self) -> str:
        shown = self._model.rowCount()
        done, total = self._progress
        if self.search.text().strip():
            if done < total:
                return self.tr("Searching… {done} of {total}").format(done=done, total=total)
            if shown:
                return self.tr("Found in %n recording(s).", "", shown)
            return self.tr("Nothing has these words: no name, no transcript, no answer.")
        return "" if shown else self.tr("No recording is of this kind.")

    # ── The inside ──

    def _make_search(self, theme: Theme) -> QLineEdit:
        search = QLineEdit()
        search.setPlaceholderText(self.tr("Search transcripts and analyses"))
        search.setAccessibleName(self.tr("Search names, transcripts and analyses"))
        search.setClearButtonEnabled(True)
        search.setAcceptDrops(False)
        glass = QAction(theme.icon("search"), self.tr("Search"), search)
        search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        return search

    def _open_menu(self) -> None:
        drop_down(self._menu, self._project)

    def _add_menus(self, view: QMenu) -> None:
        first = view.actions()[0]
        view.insertMenu(first, self.arranging.order_menu)
        view.insertMenu(first, self.arranging.kind_menu)
        view.insertSeparator(first)

    def _connect(self) -> None:
        self._project.clicked.connect(self._open_menu)
        self._choose.clicked.connect(self.files_asked)
        self.search.textChanged.connect(self._typed)
        self.search.returnPressed.connect(self._enter_list)
        self._typing.timeout.connect(self._look_everywhere)
        self._controller.search.found.connect(self._show_hits)
        self._controller.search.progressed.connect(self._show_progress)
        self._controller.preferences.changed.connect(self._show_settings)
        self._controller.shelf.renamed.connect(self.list.follow)
        self.arranging.order_chosen.connect(self._choose_order)
        self.arranging.kind_chosen.connect(self._choose_kind)
        self.list.chosen.connect(self.chosen)
        model = self._model
        for signal in (
            model.rowsInserted,
            model.rowsRemoved,
            model.modelReset,
            model.dataChanged,
        ):
            signal.connect(self._counting.ask)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.study)
        column.addWidget(self._project, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.search)
        column.addWidget(self._make_drop_zone())
        column.addWidget(self.arranging)
        column.addWidget(self._found)
        column.addWidget(self.list, 1)
        column.addWidget(self._sum)

    def _make_drop_zone(self) -> QFrame:
        drop = QFrame()
        drop.setObjectName("dropZone")
        zone = QVBoxLayout(drop)
        zone.setContentsMargins(8, 12, 8, 12)
        zone.setSpacing(0)
        words = label(self.tr("Drop videos here"), tone="muted")
        zone.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        line = QHBoxLayout()
        line.setSpacing(1)
        line.addStretch()
        line.addWidget(self._or)
        line.addWidget(self._choose)
        line.addStretch()
        zone.addLayout(line)
        return drop
