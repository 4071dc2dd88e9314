"""Everything can be read by day and by night, and no state is told by its colour alone.

WCAG 2.2 AA: 4.5 to 1 for text (1.4.3), 3 to 1 for marks and edges (1.4.11).
"""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from sextant.core.events import State
from sextant.storage.resources import resource
from sextant.ui import dots, passages, steps_bar
from sextant.ui.theme import Theme, load_tokens, to_color

SCHEMES = ("light", "dark")
TEXT, MARK = 4.5, 3.0

GROUNDS = ("window", "side", "card", "field", "hover", "turn", "lit", "veil")
"""Whatever is written may stand on these."""

TEXTS = {
    "text": (*GROUNDS, "accent_soft", "highlight", "found", "found_chosen", "bad_soft"),
    "muted": (*GROUNDS, "accent_soft", "bad_soft", "brass_soft"),
    "accent": (*GROUNDS, "accent_soft", "bad_soft", "brass_soft"),
    "bad": (*GROUNDS, "accent_soft", "bad_soft"),
    "good": GROUNDS,
    "warn": GROUNDS,
    "brass": (*GROUNDS, "brass_soft"),
    "accent_text": ("accent",),
}
MARKS = {
    "good": ("accent_soft",),
    "warn": ("accent_soft",),
    "idle": ("window", "side", "hover", "accent_soft"),
    "edge": ("window", "field", "side"),
    "muted": ("window",),
}


def contrast(one: QColor, other: QColor) -> float:
    """From 1 to 21, as WCAG reckons it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pale(scheme: str, pairs: dict[str, tuple[str, ...]], least: float) -> list[str]:
    tokens = {name: to_color(value) for name, value in load_tokens(resource(), scheme).items()}
    return [
        f"{token} on {ground}: {ratio:.2f}"
        for token, grounds in pairs.items()
        for ground in grounds
        if (ratio := contrast(tokens[token], tokens[ground])) < least
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_stands_out_from_all_it_is_written_on(scheme: str) -> None:
    assert pale(scheme, TEXTS, TEXT) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_and_the_edges_of_fields_stand_out(scheme: str) -> None:
    assert pale(scheme, MARKS, MARK) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_style_sheet_writes_nothing_in_a_colour_that_its_ground_swallows(scheme: str) -> None:
    sheet = (resource() / "style" / "window.qss").read_text(encoding="utf-8")
    pairs: dict[str, tuple[str, ...]] = {}
    for selector, body in re.findall(r"([^{}]+)\{((?:[^{}]|\$\{\w+\})*)\}", sheet):
        color = re.search(r"(?<!-)color: \$\{(\w+)\}", body)
        ground = re.search(r"(?<!-)background: \$\{(\w+)\}", body)
        if color and ground and ":disabled" not in selector:  # WCAG asks nothing of those
            pairs[color[1]] = (*pairs.get(color[1], ()), ground[1])
    assert len(pairs) > 2
    assert pale(scheme, pairs, TEXT) == []


def test_states_differ_by_their_shape(qapp: QApplication) -> None:
    theme = Theme(qapp, resource())
    looks = {state: grey(theme, state) for state in State}
    assert len(set(looks.values())) == len(looks)
    assert len(set(steps_bar.SIGNS.values())) == len(steps_bar.SIGNS)
    assert len(set(passages.MARKS.values())) == len(passages.MARKS)
    theme.deleteLater()


def grey(theme: Theme, state: State) -> bytes:
    """The dot of a state as one sees it who sees no colour: painted, or not."""
    image = QImage(24, 24, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    dots.paint_dots(painter, 4, 12, [state], theme)
    painter.end()
    return bytes(image.convertToFormat(QImage.Format.Format_Alpha8).constBits())
