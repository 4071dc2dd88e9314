"""Light and dark: colours from tokens, one style sheet made of them, the system followed live."""

from __future__ import annotations

from pathlib import Path
from string import Template

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from sextant.core.settings import Appearance

SMALLEST = 9.75
"""Points: 13 pixels where the system says 96 to the inch."""

TEXT_SIZES = (75, 200)
"""Percent, from and to: what the window is laid out for."""

TELLABLE = 0.05
"""Points."""

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

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
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
    """The colours and the text size in use.

    Widgets that paint themselves ask `color` and repaint on `changed`.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, resources: Path, appearance: Appearance | None = None
    ) -> None:
        """`resources` is the folder with ``style`` and ``icons`` in it."""
        super().__init__(app)
        self.resources = resources
        self._app = app
        self._tokens: dict[str, str] = {}
        self._system_font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self._appearance = appearance or Appearance()
        app.setStyle("Fusion")
        app.setFont(_font(self._system_font, self._appearance.text_size))
        app.styleHints().colorSchemeChanged.connect(self._colour)
        self._ask_for_scheme()

    @property
    def dark(self) -> bool:
        """Whether it is dark: by choice, else where the system is."""
        chosen = self._appearance.scheme
        system = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return chosen == "dark" or (chosen == "system" and system)

    def adopt(self, appearance: Appearance) -> None:
        """Look as chosen from now on, in every window that is open."""
        before, self._appearance = self._appearance, appearance
        if before.text_size != appearance.text_size:
            self._resize_text(before.text_size, appearance.text_size)
        if before.scheme != appearance.scheme:
            self._ask_for_scheme()

    def _ask_for_scheme(self) -> None:
        """Have the system's own parts, frames and dialogs, look alike.

        Where Qt has no theme of the platform, it neither keeps the wish nor signals,
        so the choice is looked up in `dark` and not in what Qt says.
        """
        self._app.styleHints().setColorScheme(_SCHEMES[self._appearance.scheme])
        self._colour()

    def _colour(self) -> None:
        scheme = "dark" if self.dark else "light"
        tokens = load_tokens(self.resources, scheme)
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
        icons = (self.resources / "icons").as_posix()
        self._app.setStyleSheet(sheet.substitute(tokens, icons=icons, scheme=scheme))
        self.changed.emit()

    def _resize_text(self, before: int, after: int) -> None:
        """Fonts that a widget has of its own do not follow the application's, so they are told."""
        factor = _percent(after) / _percent(before)
        wished = [(one, one.font().pointSizeF() * factor) for one in self._app.allWidgets()]
        self._app.setFont(_font(self._system_font, after))
        for widget, points in wished:
            if abs(widget.font().pointSizeF() - points) > TELLABLE:
                _set_size(widget, points)
        self.changed.emit()

    def icon(self, name: str) -> QIcon:
        return QIcon(str(self.resources / "icons" / f"{name}.svg"))

    def color(self, token: str) -> QColor:
        return to_color(self._tokens[token])


def _font(system: QFont, percent: int) -> QFont:
    """Inter where it is installed, else the system's own, never tiny unless wished."""
    font = QFont(system)
    font.setFamilies(["Inter", *system.families()])
    font.setPointSizeF(max(system.pointSizeF(), SMALLEST) * _percent(percent) / 100)
    return font


def _percent(wished: int) -> int:
    """A settings file may say anything."""
    low, high = TEXT_SIZES
    return min(max(wished, low), high)


def _set_size(widget: QWidget, points: float) -> None:
    font = QFont(widget.font())
    font.setPointSizeF(points)
    widget.setFont(font)
