"""The button that hands a recording over, and what has become of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from sextant.bridge.exporting import Exports
from sextant.bridge.loading import REPORT
from sextant.ui.choosing import choose_target
from sextant.ui.opening import open_path
from sextant.ui.small import button


class ExportControl(QWidget):
    """A menu of all formats, the report and the folder; afterwards a link to what was written."""

    file_asked = Signal(str)
    """Open a file of the recording's folder; the empty name is the folder itself."""

    def __init__(self, exports: Exports, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exports = exports
        self._name = ""
        self._last = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        self._written: Path | None = None
        self.link = button("", kind="link")
        self.button = QPushButton(self.tr("Export"))
        self.button.setAutoDefault(False)
        self.button.setProperty("menu", "true")
        self.menu = QMenu(self.button)
        self.report = QAction(self.tr("Open the &report"), self)
        self.folder = QAction(self.tr("Show the &folder"), self)
        self._fill()
        self._lay_out()
        exports.saved.connect(self._show_saved)
        self.link.clicked.connect(self._open_written)

    def show_recording(self, name: str, *, exportable: bool, reported: bool) -> None:
        """What can be had of a recording: anything at all, and the report."""
        if name != self._name:
            self.link.hide()
        self._name = name
        for action in self.menu.actions():
            if action.data():
                action.setEnabled(exportable)
        self.report.setEnabled(reported)

    def _fill(self) -> None:
        for ending, title in self._exports.formats.items():
            words = self.tr("{title} (.{ending})…").format(title=title, ending=ending)
            action = self.menu.addAction(words)
            action.setData(ending)
            action.triggered.connect(self._choose)
        self.menu.addSeparator()
        self.menu.addActions([self.report, self.folder])
        self.report.triggered.connect(lambda: self.file_asked.emit(REPORT))
        self.folder.triggered.connect(lambda: self.file_asked.emit(""))

    def _choose(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        name, ending = self._name, str(action.data())
        suggested = self._last / f"{name}.{ending}"

        def write(target: Path) -> None:
            self._last = target.parent
            self._exports.save(name, ending, target)

        choose_target(self, self.tr("Export “{name}”").format(name=name), suggested, write)

    def _show_saved(self, name: str, target: Path) -> None:
        if name != self._name:
            return
        self._written = target
        words = self.tr("✓ {file}").format(file=target.name)
        self.link.setText(
            self.link.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, 260)
        )
        self.link.setToolTip(str(target))
        self.link.setAccessibleName(self.tr("Open the exported {file}").format(file=target.name))
        self.link.show()

    def _open_written(self) -> None:
        if self._written is not None:
            open_path(self._written)

    def _lay_out(self) -> None:
        self.link.hide()
        self.button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.link)
        row.addWidget(self.button)
