"""The agreement strip as inline SVG: darker where more answers point to the same moment."""

from __future__ import annotations

from collections.abc import Sequence

from sextant.core.agreement import Moment
from sextant.core.render import clock
from sextant.export.turns import Turns

WIDTH, HEIGHT = 1000, 24
NARROWEST = 4.0
LEVELS = 6
"""Shades, as many as the grid has answers."""


def strip_svg(moments: Sequence[Moment], turns: Turns, answers: int) -> str:
    """A picture of the whole recording from left to right; each moment links to its turn."""
    if not moments or not turns.duration:
        return ""
    drawn = "".join(_moment(moment, turns, answers) for moment in moments)
    words = f"{len(moments)} moments that the answers point to; darker where more of them do"
    return (
        f'<svg class="strip" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" '
        f'role="img" aria-label="{words}">{drawn}</svg>'
    )


def _moment(moment: Moment, turns: Turns, answers: int) -> str:
    left = min(moment.start / turns.duration, 1) * WIDTH
    width = max((moment.end - moment.start) / turns.duration * WIDTH, NARROWEST)
    left = min(left, WIDTH - NARROWEST)
    count = len(moment.analyses)
    level = max(1, round(LEVELS * count / max(answers, 1)))
    label = f"{clock(moment.start, hours=turns.hours)}: {count} of {answers}"
    return (
        f'<a href="#{turns.anchor(moment.start)}"><title>{label}</title>'
        f'<rect class="level{level}" x="{left:.1f}" y="0" '
        f'width="{min(width, WIDTH - left):.1f}" height="{HEIGHT}"/></a>'
    )
