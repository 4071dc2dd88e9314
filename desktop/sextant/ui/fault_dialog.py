"""A fault of our own: what is safe, what to do, and the details to copy, seen before."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from sextant.bridge.notice import Notice
from sextant.ui.small import button, label, paragraph


class FaultDialog(QDialog):
    """One for all faults there are: a further one joins its details. Open it with `open`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A fault in Sextant"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._reports: list[str] = []
        self._title = paragraph(bold=True, size=1.15)
        self._words = paragraph()
        self._others = label(tone="muted")
        self._preview = paragraph(
            self.tr(
                "This is all that copying takes along: kinds and places of the fault, no names, "
                "no words of a recording, no keys."
            ),
            tone="muted",
        )
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setAcceptDrops(False)
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.details.setAccessibleName(self.tr("Details of the fault"))
        self.copy = button(self.tr("Copy details"))
        self.go_on = button(self.tr("Continue"), kind="primary")
        self.go_on.setDefault(True)
        self.copy.clicked.connect(self._copy)
        self.go_on.clicked.connect(self.accept)
        self._lay_out()

    def tell(self, notice: Notice) -> None:
        """Show a fault; where others are shown already, it joins them."""
        self._reports.append(notice.report)
        self._title.setText(notice.title)
        self._words.setText(f"{notice.safe} {notice.remedy}")
        self.details.setPlainText("\n\n".join(self._reports))
        others = len(self._reports) - 1
        self._others.setText(self.tr("and %n more", "", others) if others else "")
        self._others.setVisible(bool(others))
        self.setAccessibleDescription(f"{notice.title} {notice.safe}")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self._others)
        foot.addStretch()
        foot.addWidget(self.copy)
        foot.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addSpacing(4)
        column.addWidget(self.details, 1)
        column.addWidget(self._preview)
        column.addSpacing(4)
        column.addLayout(foot)
        width = self.fontMetrics().averageCharWidth()
        self.resize(width * 84, width * 56)
