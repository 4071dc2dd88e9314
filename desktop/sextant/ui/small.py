"""The window's small parts: labels with a tone, buttons of a kind."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QWidget


def label(text: str = "", *, tone: str = "", bold: bool = False, size: float = 1.0) -> QLabel:
    """Plain text, never markup. `tone` is a colour of the style sheet; `size` a factor."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if tone:
        made.setProperty("tone", tone)
    set_font(made, bold=bold, size=size)
    return made


def paragraph(text: str = "", *, tone: str = "", bold: bool = False, size: float = 1.0) -> QLabel:
    """A label that takes as many lines as its width asks for."""
    made = label(text, tone=tone, bold=bold, size=size)
    made.setWordWrap(True)
    return made


def set_font(widget: QWidget, *, bold: bool = False, size: float = 1.0) -> None:
    """A font of its own; where nothing differs, it stays its parent's."""
    if not bold and size == 1.0:
        return
    font = QFont(widget.font())
    font.setPointSizeF(font.pointSizeF() * size)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    widget.setFont(font)


def set_tone(widget: QWidget, tone: str) -> None:
    """Change the tone of a label that is shown already."""
    _set_look(widget, "tone", tone)


def button(text: str, *, kind: str = "", name: str = "") -> QPushButton:
    """`kind` is ``primary``, ``link`` or ``title``; `name` is for screen readers."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAccessibleName(name or text)
    return made


def set_kind(button: QPushButton, kind: str) -> None:
    """Change the kind of a button that is shown already."""
    _set_look(button, "kind", kind)


def _set_look(widget: QWidget, name: str, value: str) -> None:
    """Give a property that the style sheet asks for another value."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def numbered(number: str, words: str | QWidget, *, indent: int = 0) -> QHBoxLayout:
    """A step of several: its number in brass, then its words or what is done there."""
    row = QHBoxLayout()
    sign = label(number, tone="brass", bold=True)
    sign.setFixedWidth(sign.fontMetrics().horizontalAdvance("00"))
    upright, apart = Qt.AlignmentFlag.AlignVCenter, 6  # and what a link has around its words
    if isinstance(words, str):
        words = paragraph(words)
        upright, apart = Qt.AlignmentFlag.AlignTop, 10
    row.setSpacing(apart)
    row.addSpacing(indent)
    row.addWidget(sign, 0, upright)
    row.addWidget(words, 1)
    return row


def drop_down(menu: QMenu, under: QWidget) -> None:
    """Open `menu` below the widget it belongs to."""
    menu.popup(under.mapToGlobal(under.rect().bottomLeft()))


class ElidedLabel(QLabel):
    """One line that gives way when room is short; the whole text is in the tool tip."""

    def __init__(self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle) -> None:
        super().__init__()
        self._mode = mode
        self._shorter: tuple[str, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(24)

    def show_line(self, text: str, *shorter: str) -> None:
        """`shorter` are ways to say the same, taken in turn before anything is left out."""
        line = " ".join(text.split())
        self._shorter = shorter
        self.setText(line)
        self.setToolTip(line)

    def fitting(self) -> str:
        """What is to be read at this width."""
        metrics, room = self.fontMetrics(), self.width()
        lines = (self.text(), *self._shorter)
        fits = (line for line in lines if metrics.horizontalAdvance(line) <= room)
        return next(fits, "") or metrics.elidedText(lines[-1], self._mode, room)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), self.alignment(), self.fitting())
        painter.end()
