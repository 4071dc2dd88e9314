"""A new project: what it is called, and in which folder it lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from sextant.ui.choosing import choose_folder
from sextant.ui.small import ElidedLabel, button, label, paragraph

FORBIDDEN = frozenset('<>:"/\\|?*')
"""Characters that some file system refuses; a project may be moved to any."""


class NewProjectDialog(QDialog):
    """Open it with `open`; `chosen` tells the folder to make."""

    chosen = Signal(object)
    """A Path that does not exist yet."""

    def __init__(self, place: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New project"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._place = place
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Client interviews"))
        self.name.setMaxLength(80)
        self._shown_place = ElidedLabel()
        self._choose = button(self.tr("Choose…"), name=self.tr("Choose the folder it lies in"))
        self._problem = paragraph(tone="warn")
        self.start = button(self.tr("Start project"), kind="primary")
        self.start.setDefault(True)
        self._cancel = button(self.tr("Cancel"))
        self._lay_out()
        self.name.textChanged.connect(self._check)
        self._choose.clicked.connect(self._choose_place)
        self.start.clicked.connect(self._finish)
        self._cancel.clicked.connect(self.reject)
        self._show_place(place)

    @property
    def problem(self) -> str:
        """What is wrong with the name; empty while nothing is."""
        return self._problem.text()

    def _path(self) -> Path:
        return self._place / self.name.text().strip()

    def _show_place(self, place: Path) -> None:
        self._place = place
        self._shown_place.show_line(QDir.toNativeSeparators(str(place)))
        self._check()

    def _check(self) -> None:
        name = self.name.text().strip()
        words = ""
        if FORBIDDEN & set(name) or name.startswith(".") or name.endswith("."):
            words = self.tr("A folder cannot have this name everywhere: leave out {signs}").format(
                signs=" ".join(sorted(FORBIDDEN))
            )
        elif name and self._path().exists():
            words = self.tr("There is something of this name already. “Open project” opens it.")
        self._problem.setText(words)
        self.start.setEnabled(bool(name) and not words)

    def _choose_place(self) -> None:
        choose_folder(self, self.tr("In which folder should the project lie?"), self._show_place)

    def _finish(self) -> None:
        self.chosen.emit(self._path())
        self.accept()

    def _lay_out(self) -> None:
        name_label = label(self.tr("&Name"))
        name_label.setBuddy(self.name)
        place_label = label(self.tr("Folder"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.addWidget(name_label, 0, 0)
        grid.addWidget(self.name, 0, 1, 1, 2)
        grid.addWidget(place_label, 1, 0)
        grid.addWidget(self._shown_place, 1, 1)
        grid.addWidget(self._choose, 1, 2)
        grid.setColumnStretch(1, 1)
        about = paragraph(
            self.tr("A project is a plain folder: move it, back it up, keep it in sync."),
            tone="muted",
        )
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._cancel)
        foot.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(about)
        column.addLayout(grid)
        column.addWidget(self._problem)
        column.addLayout(foot)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)
