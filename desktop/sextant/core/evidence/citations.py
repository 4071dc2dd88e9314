"""Times in an answer: ``[12:31]``, ``(00:12:31)``, ``12:31–12:58``, several in one bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from sextant.core.evidence.shapes import Citation

TOLERANCE = 1.0
"""Seconds: a time is written in whole ones."""

_TIME = re.compile(
    r"(?<![\d:.,])"
    r"(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5\u0660-\u0665\u06f0-\u06f5"
    r"\u0966-\u096b\uff10-\uff15]\d)"
    r"(?:[.,](?P<fraction>\d{1,3}))?"
    r"(?![\d:])"
)
"""Hours, minutes and seconds in the digits of any script; a ratio as ``16:9`` is none."""

_DASH = re.compile(r"\s*(?:[-\u2010-\u2015\u2212~\u301c\uff5e\u2192]|to|bis|until|à|a|al|hasta)\s*")

_OPENING, _CLOSING = "[(【（［", "])】）］"

_BEFORE = re.compile(
    r"(?:\b(?:at|from|since|until|around|minute|min|timestamp|time|see|bei|ab|minuto|à|vers)|@)"
    r"[\s:]*$",
    re.IGNORECASE,
)
"""What stands before a time outside brackets that points into the recording."""

_CLOCK_AFTER = re.compile(
    r"\s*(?:a\.?m\b|p\.?m\b|uhr\b|o.clock|h\b|today|tomorrow|tonight|yesterday|sharp|on\b|"
    r"in the (?:morning|afternoon|evening)|gmt|utc|cet|est|pst|heures?\b|horas?\b|ore\b|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|morgen|heute)",
    re.IGNORECASE,
)
"""What stands after the time of a day."""

_REACH = 24
"""Characters looked at on each side of a bare time."""


class _Time(msgspec.Struct, frozen=True):
    seconds: float
    start: int
    end: int
    long: bool


def read(answer: str, duration: float) -> tuple[Citation, ...]:
    """The times in `answer` that point into a recording of `duration` seconds, in order."""
    found: list[Citation] = []
    waiting: _Time | None = None
    for time in _times(answer):
        if waiting is not None:
            if _DASH.fullmatch(answer, waiting.end, time.start) and time.seconds > waiting.seconds:
                found += _citation(answer, waiting, time, duration)
                waiting = None
                continue
            found += _citation(answer, waiting, waiting, duration)
        waiting = time
    if waiting is not None:
        found += _citation(answer, waiting, waiting, duration)
    return tuple(found)


def _times(answer: str) -> Iterator[_Time]:
    for match in _TIME.finditer(answer):
        hours, minutes = int(match["hours"] or 0), int(match["minutes"])
        if match["hours"] and minutes > 59:
            continue
        seconds = hours * 3600 + minutes * 60 + int(match["seconds"])
        fraction = int(match["fraction"]) / 10 ** len(match["fraction"]) if match["fraction"] else 0
        yield _Time(seconds + fraction, match.start(), match.end(), bool(match["hours"]))


def _citation(answer: str, first: _Time, last: _Time, duration: float) -> Iterator[Citation]:
    """One citation, or none where the context tells of a time of day."""
    start, end = first.start, last.end
    opened = _bracket(answer, start)
    if opened is None and not (first.long or first is not last or _points(answer, start, end)):
        return
    if (
        opened is not None
        and answer[start - 1] == answer[opened]
        and answer[end : end + 1] in tuple(_CLOSING)
    ):
        start, end = start - 1, end + 1
    yield Citation(
        text=answer[start:end],
        start=first.seconds,
        end=last.seconds,
        offset=start,
        length=end - start,
        beyond=first.seconds > duration + TOLERANCE,
    )


def _bracket(answer: str, place: int) -> int | None:
    """Where the bracket around `place` opens, on the same line and not far before."""
    for index in range(place - 1, max(place - 120, -1), -1):
        sign = answer[index]
        if sign in _OPENING:
            return index
        if sign in _CLOSING or sign == "\n":
            return None
    return None


def _points(answer: str, start: int, end: int) -> bool:
    if _CLOCK_AFTER.match(answer, end, end + _REACH):
        return False
    return _BEFORE.search(answer[max(start - _REACH, 0) : start]) is not None
