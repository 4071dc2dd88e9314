"""Light and dark: colours from tokens, one style sheet made of them, the system followed live."""

from __future__ import annotations

from pathlib import Path
from string import Template

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication

SMALLEST = 9.75
"""Points: 13 pixels where the system says 96 to the inch."""

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "side",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "card",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.ToolTipBase: "card",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "highlight",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border_strong",
}


def load_tokens(resources: Path, scheme: str) -> dict[str, str]:
    """The colours of ``light`` or ``dark``: token to ``#rrggbb`` or ``#rrggbbaa``."""
    path = resources / "style" / f"{scheme}.json"
    return msgspec.json.decode(path.read_bytes(), type=dict[str, str])


def to_color(value: str) -> QColor:
    """Unlike Qt, with the alpha last, as on the web."""
    if len(value) == len("#rrggbbaa"):
        color = QColor(value[:7])
        color.setAlpha(int(value[7:], 16))
        return color
    return QColor(value)


class Theme(QObject):
    """The colours in use. Widgets that paint themselves ask `color` and repaint on `changed`."""

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path) -> None:
        """`resources` is the folder with ``style`` and ``icons`` in it."""
        super().__init__(app)
        self.resources = resources
        self._app = app
        self._tokens: dict[str, str] = {}
        app.setStyle("Fusion")
        app.setFont(_font(app.font()))
        app.styleHints().colorSchemeChanged.connect(self.use)
        self.use(app.styleHints().colorScheme())

    def use(self, scheme: Qt.ColorScheme) -> None:
        """Switch; an unknown scheme is light."""
        dark = scheme is Qt.ColorScheme.Dark
        tokens = load_tokens(self.resources, "dark" if dark else "light")
        if tokens == self._tokens:
            return
        self._tokens = tokens
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("idle"))
        self._app.setPalette(palette)
        sheet = Template((self.resources / "style" / "window.qss").read_text(encoding="utf-8"))
        self._app.setStyleSheet(
            sheet.substitute(tokens, icons=(self.resources / "icons").as_posix())
        )
        self.changed.emit()

    def icon(self, name: str) -> QIcon:
        return QIcon(str(self.resources / "icons" / f"{name}.svg"))

    def color(self, token: str) -> QColor:
        return to_color(self._tokens[token])


def _font(system: QFont) -> QFont:
    """Inter where it is installed, else the system's own, never tiny."""
    font = QFont(system)
    font.setFamilies(["Inter", *system.families()])
    font.setPointSizeF(max(system.pointSizeF(), SMALLEST))
    return font
