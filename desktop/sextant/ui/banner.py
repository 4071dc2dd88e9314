"""One quiet line above everything, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from sextant.ui.small import button, paragraph


class Banner(QFrame):
    """Hidden until `offer`; each offer is a button's text and what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._words = paragraph()
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 8, 14, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._words, 1)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def offer(self, words: str, offers: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """Say `words`; without words the banner goes away."""
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()  # the layout may be about to show it
            old.deleteLater()
        self._buttons.clear()
        self._words.setText(words)
        self.setAccessibleName(words)
        for number, (text, act) in enumerate(offers):
            made = button(text, kind="" if number else "primary")
            made.clicked.connect(act)
            self._row.addWidget(made)
            self._buttons.append(made)
        self.setVisible(bool(words))
