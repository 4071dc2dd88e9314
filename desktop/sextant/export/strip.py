"""Pictures of a whole recording from left to right, as inline SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sextant.core.agreement import Moment
from sextant.core.model import Recording, Transcript
from sextant.core.speaking import Speaking, speaking
from sextant.export.html_answer import safe
from sextant.export.text import one_line
from sextant.export.turns import Turns
from sextant.export.wording import plural

WIDTH, HEIGHT = 1000, 24
NARROWEST = 4.0
THINNEST = 1.0
LEVELS = 6
"""Shades, as many as the grid has answers."""

TICKS = (10, 30, 60, 300, 600, 900, 1800, 3600, 7200, 14400)
"""Seconds between two times below the strip; the first that gives few enough."""

MOST_TICKS = 8
MOST_LANES = 8


def strip_svg(moments: Sequence[Moment], turns: Turns, answers: int) -> str:
    """Darker where more answers point to the same moment; each links to its turn."""
    if not moments or not turns or not turns.duration:
        return ""
    drawn = "".join(_moment(moment, turns, answers) for moment in moments)
    words = f"{plural(len(moments), 'moment')} that answers point to; darker where more of them do"
    return (
        f'<svg class="strip" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" '
        f'role="group" aria-label="{words}">{drawn}</svg>{_axis(turns)}'
    )


def _moment(moment: Moment, turns: Turns, answers: int) -> str:
    left, width = _place(moment.start, moment.end, turns.duration, NARROWEST)
    count = len(moment.analyses)
    label = f"{turns.clock(moment.start)}: {count} of {answers}"
    return (
        f'<a href="#t{turns.index(moment.start)}" aria-label="{label}"><title>{label}</title>'
        f'<rect class="level{level(count, answers)}" x="{left:.1f}" y="0" '
        f'width="{width:.1f}" height="{HEIGHT}"/></a>'
    )


def level(count: int, answers: int) -> int:
    """The shade of a moment that `count` of `answers` point to, from 1."""
    return max(1, round(LEVELS * count / max(answers, 1)))


def _axis(turns: Turns) -> str:
    marks = "".join(
        f'<text x="{tick / turns.duration * 100:.2f}%" y="11">{turns.clock(tick)}</text>'
        for tick in ticks(turns.duration)
    )
    return f'<svg class="axis" aria-hidden="true" width="100%" height="14">{marks}</svg>'


def ticks(duration: float) -> range:
    """Round seconds to be named along `duration`, few enough to stand side by side."""
    step = next((step for step in TICKS if duration / step <= MOST_TICKS), TICKS[-1])
    return range(0, int(duration * 0.96) + 1, step)


def speakers_html(recording: Recording, transcript: Transcript) -> str:
    """Who spoke when and how long: a row a speaker, those who spoke longest first."""
    voices = sorted(speaking(transcript), key=lambda voice: -voice.seconds)
    if len(voices) < 2 or not transcript.duration:
        return ""
    rows = "".join(_lane(voice, recording, transcript.duration) for voice in voices[:MOST_LANES])
    return f'<ul class="lanes">{rows}</ul>'


def _lane(voice: Speaking, recording: Recording, duration: float) -> str:
    drawn = "".join(_bars(voice.stretches, duration))
    name = safe(one_line(recording.speaker_name(voice.speaker)))
    return (
        f'<li><span class="name">{name}</span>'
        f'<svg class="lane" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true">{drawn}</svg><span class="share">{voice.share:.0%}</span></li>\n'
    )


def _bars(spans: Sequence[tuple[float, float]], duration: float) -> Iterator[str]:
    for start, end in spans:
        left, width = _place(start, end, duration, THINNEST)
        yield f'<rect x="{left:.1f}" y="0" width="{width:.1f}" height="{HEIGHT}"/>'


def _place(start: float, end: float, duration: float, least: float) -> tuple[float, float]:
    """Left and width within the picture."""
    left = min(min(start / duration, 1) * WIDTH, WIDTH - least)
    width = max((end - start) / duration * WIDTH, least)
    return left, min(width, WIDTH - left)
