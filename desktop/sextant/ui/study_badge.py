"""The name and picture that the maker of a study put on the program."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from sextant.core.settings import Surroundings
from sextant.ui.small import ElidedLabel

PICTURE = QSize(22, 22)


class StudyBadge(QWidget):
    """Takes no room where there is no study."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel()
        self._name = ElidedLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(7)
        row.addWidget(self._picture)
        row.addWidget(self._name, 1)
        self.hide()

    def show_study(self, surroundings: Surroundings) -> None:
        picture = QIcon(surroundings.study_icon).pixmap(PICTURE)
        self._picture.setPixmap(picture)
        self._picture.setHidden(picture.isNull())
        self._name.show_line(surroundings.study)
        self.setHidden(not surroundings.study)
