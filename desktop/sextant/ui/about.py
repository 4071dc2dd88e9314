"""What this program is, which version, and what it stands on."""

from __future__ import annotations

import platform

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sextant import __version__
from sextant.bridge.updates import Updates
from sextant.ui.newer_version import NewerVersion
from sextant.ui.opening import open_path
from sextant.ui.shipped import Shipped, in_full
from sextant.ui.small import button, label, paragraph
from sextant.ui.theme import Theme

ICON = QSize(64, 64)


class AboutDialog(QDialog):
    """Open it with `open`."""

    def __init__(self, theme: Theme, updates: Updates, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Sextant"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picture = QLabel()
        picture.setPixmap(theme.icon("sextant").pixmap(ICON))
        versions = self.tr(
            "Version {version} · Qt {qt} · PySide {pyside} · Python {python}"
        ).format(
            version=__version__,
            qt=qVersion(),
            pyside=pyside_version,
            python=platform.python_version(),
        )
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(label("Sextant", bold=True, size=1.5))
        for text, tone in (
            (self.tr("Six analyses of every recorded conversation, each one checkable."), ""),
            (versions, "muted"),
            (
                self.tr(
                    "Free software under the MIT licence. What comes along is free software, "
                    "too, each part under the licence of its own:"
                ),
                "muted",
            ),
        ):
            line = paragraph(text, tone=tone)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(line)
        self.newer = NewerVersion(updates)
        words.insertWidget(3, self.newer)  # below the version
        words.addStretch()
        close = button(self.tr("Close"))
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.shipped = Shipped(theme.resources)
        foot = QHBoxLayout()
        if (notices := in_full(theme.resources)) is not None:
            texts = button(self.tr("Every licence in full"), kind="link")
            texts.clicked.connect(lambda: open_path(notices))
            foot.addWidget(texts)
        foot.addStretch()
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(16)
        column.addLayout(row)
        column.addWidget(self.shipped, 1)
        column.addLayout(foot)
        letter = self.fontMetrics()
        self.setMinimumWidth(letter.averageCharWidth() * 72)
        self.resize(letter.averageCharWidth() * 84, letter.height() * 34)
