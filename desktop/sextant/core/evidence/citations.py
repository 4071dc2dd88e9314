"""Times in an answer: ``[12:31]``, ``(00:12:31)``, ``12:31–12:58``, several in one bracket.

A time in brackets points into the recording unless something tells of a time of day or
a ratio. A bare one must be pointed to ("at 12:31"), or stand where a row or an item
begins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum, auto

import msgspec

from sextant.core.evidence import clocks
from sextant.core.evidence.shapes import Citation

TOLERANCE = 1.0
"""Seconds: a time is written in whole ones."""

_COLON = "[:\uff1a\u2236]"
_TIME = re.compile(
    r"(?<![\dA-Za-z:])(?:"
    rf"(?:(?P<hours>\d{{1,3}}){_COLON})?(?P<minutes>\d{{1,3}}){_COLON}(?P<seconds>\d\d)"
    rf"(?:[:;]\d\d(?!\d))?(?:[.,](?P<fraction>\d{{1,3}})(?![\d:]))?(?!{_COLON}?\d)"
    r"(?:[-\u2013](?P<until>\d\d)(?![.,:]?\d))?"
    r"|(?:(?P<h>\d{1,2})\s?(?:h|hrs?|std\.?)\s?)?(?P<m>\d{1,3})\s?"
    r"(?:(?P<wordy>minut(?:en|os|es?))(?:\s(?:and|und|et|y))?|m|min\.?|['\u2032\u2019])\s?"
    r"(?P<s>\d{1,2})\s?(?:s|secs?|seconds?|sek\.?|sekunden|secondes|segundos|[\"\u2033\u201d])"
    r"(?![^\W\d_])"
    r"|(?P<whole>\d{1,6})(?:\.(?P<part>\d{1,3}))?\s?(?:s|sec)(?![^\W\d_]))",
    re.IGNORECASE,
)
"""With colons, in the digits of any script; as ``12m31s``; or in seconds alone."""

_MINUTE = re.compile(
    r"(?<!\w)(?<!\d )(?:minute|min\.?|minuto)\s(?P<minute>\d{1,3})(?![.,:]?\d|\s?['\u2032])",
    re.IGNORECASE,
)
"""``minute 12``."""

_RANGE = re.compile(
    r"[\])】）］]?\s{0,3}(?:[-\u2010-\u2015\u2212~\u301c\uff5e\u2192]|to|bis|until|till|through|à|"
    r"al?|hasta|jusqu'à)\s{0,3}[\[(【（［]?"
)
_BETWEEN = re.compile(r"\b(?:between|zwischen|entre)\s{1,3}[\[(]?$", re.IGNORECASE)
_AND = re.compile(r"[\])]?\s{1,3}(?:and|und|et|y|e)\s{1,3}[\[(]?")

_OPENING, _CLOSING = tuple("[(【（［"), tuple("])】）］")
_SQUARE = "[【［"
_BRACKET = re.compile(r"[\[(【（［][^\[\](){}【】（）［］\n]{0,600}[\])】）］]")

_POINTER = re.compile(
    r"(?:\b(?:at|from|since|until|around|about|near|before|after|by|minutes?|min\.?|timestamps?|"
    r"times?|see|cf\.?|between|and|bei|ab|um|gegen|nach|vor|zwischen|siehe|minuto|hacia|sobre|"
    r"desde|de|von|en|entre|vers|dès|depuis|vgl\.|marke|zeit|tiempo|temps)|(?<!\w)à|@|\u2192)"
    r"[\s:~]{0,3}(?:(?:the|der|die|el|la|las|minute|minuto|marke|about|around|ca\.?|circa|"
    r"approx\.?|t\s?=)\s{0,2}){0,2}[*_`]{0,3}$",
    re.IGNORECASE,
)
"""What stands before a bare time that points into the recording."""

_NAMED = re.compile(
    r"\b(?:minutes?|min\.?|minuten?|minutos?|timestamps?|marke)\s{0,3}$", re.IGNORECASE
)

_AT = re.compile(
    r"(?:\b(?:at|see|bei|ab|siehe|al|en el|(?P<in>in(?: der)?|around|from|um|a|vers la|dès la))"
    r"|(?<!\w)à(?: la)?|@)\s{0,3}(?:the |about |around |ca\.? ){0,2}$",
    re.IGNORECASE,
)
"""What makes ``12 minutes 31 seconds`` a place, not a length, and after `in` ``minute 12``."""

_BEGINS = re.compile(r"(?:\A|[\n|])[ \t]*(?:(?:[-*+>]|\d{1,3}[.)]|#{1,6})[ \t]+)*[*_`]{0,3}$")
_GOES_ON = re.compile(r"[*_`]{0,3}[ \t]*(?:[-\u2013\u2014:|\uff1a\n]|$)")
"""An item or a cell that begins with a time, as in a table of contents."""

_REACH = 48
"""Characters looked at on each side of a time."""


class _Form(Enum):
    """How a time is written: what else it could be."""

    SHORT = auto()
    """``12:31``, which may be a time of day or a ratio."""
    LONG = auto()
    """``1:12:31``, which is hardly anything else."""
    SPELLED = auto()
    """``12m31s``."""
    WORDY = auto()
    """``12 minutes 31 seconds``, which is mostly a length."""
    MINUTE = auto()
    """``minute 12``."""
    SIGNS = auto()
    """``12'31"`` and ``751s``, which are feet or lengths outside of brackets."""


class _Time(msgspec.Struct, frozen=True):
    seconds: float
    until: float
    start: int
    end: int
    form: _Form


def read(
    answer: str, duration: float, quoted: Sequence[tuple[int, int]] = ()
) -> tuple[Citation, ...]:
    """The times in `answer` that point into a recording of `duration` seconds, in order.

    Bare times inside `quoted` stretches, which are in order, are words that were spoken.
    """
    reader = _Reader(answer, duration, quoted)
    return tuple(
        citation
        for first, last in _ranges(answer)
        if (citation := reader.citation(first, last)) is not None
    )


def _times(answer: str) -> Iterator[_Time]:
    found = [time for match in _TIME.finditer(answer) if (time := _time(match))]
    for match in _MINUTE.finditer(answer):
        seconds = int(match["minute"]) * 60
        found.append(_Time(seconds, seconds, *match.span(), _Form.MINUTE))
    yield from sorted(found, key=lambda time: time.start)


def _time(match: re.Match[str]) -> _Time | None:
    if match["whole"]:
        seconds = int(match["whole"]) + _fraction(match["part"])
        return _Time(seconds, seconds, *match.span(), _Form.SIGNS)
    spelled = match["minutes"] is None
    hours = int(match["h" if spelled else "hours"] or 0)
    minutes = int(match["m" if spelled else "minutes"])
    seconds = int(match["s" if spelled else "seconds"])
    if seconds > 59 or (hours and minutes > 59):
        return None
    total = hours * 3600 + minutes * 60 + seconds
    until = total - seconds + int(match["until"] or 0)
    exact = total + _fraction(match["fraction"])
    return _Time(exact, until if total < until else exact, *match.span(), _form(match))


def _form(match: re.Match[str]) -> _Form:
    if match["minutes"]:
        return _Form.LONG if match["hours"] else _Form.SHORT
    if match["wordy"]:
        return _Form.WORDY
    letters = any(character.isalpha() for character in match.group())
    return _Form.SPELLED if letters else _Form.SIGNS


def _fraction(digits: str | None) -> float:
    return int(digits) / 10 ** len(digits) if digits else 0.0


def _ranges(answer: str) -> Iterator[tuple[_Time, _Time]]:
    """Times as they go together: from and to, which are the same for a single one."""
    waiting: _Time | None = None
    for time in _times(answer):
        if waiting is not None:
            if time.seconds > waiting.seconds and _joined(answer, waiting, time):
                yield waiting, time
                waiting = None
                continue
            yield waiting, waiting
        waiting = time
    if waiting is not None:
        yield waiting, waiting


def _joined(answer: str, first: _Time, last: _Time) -> bool:
    if last.start - first.end > _REACH:
        return False
    if _RANGE.fullmatch(answer, first.end, last.start):
        return True
    between = _BETWEEN.search(answer, max(first.start - _REACH, 0), first.start)
    return bool(between and _AND.fullmatch(answer, first.end, last.start))


class _Reader:
    """Tells what points into the recording, by what stands around it."""

    def __init__(self, answer: str, duration: float, quoted: Sequence[tuple[int, int]]) -> None:
        self._answer = answer
        self._duration = duration
        self._brackets = [match.span() for match in _BRACKET.finditer(answer)]
        self._bracket_starts = [start for start, _ in self._brackets]
        self._quoted = quoted
        self._quoted_starts = [start for start, _ in quoted]

    def citation(self, first: _Time, last: _Time) -> Citation | None:
        """One citation; ``None`` where the context tells of something else."""
        answer, start, end = self._answer, first.start, last.end
        bracket = _around(self._brackets, self._bracket_starts, start)
        if bracket is None:
            points = self._bare(first, last)
        else:
            points = self._bracketed(first, last, bracket)
        if not points:
            return None
        if answer[start - 1 : start] in _OPENING and answer[end : end + 1] in _CLOSING:
            start, end = start - 1, end + 1
        return Citation(
            text=answer[start:end],
            start=first.seconds,
            end=last.until,
            offset=start,
            length=end - start,
            beyond=last.until > self._duration + TOLERANCE,
        )

    def _bracketed(self, first: _Time, last: _Time, bracket: tuple[int, int]) -> bool:
        low, high = max(bracket[0], first.start - _REACH), min(bracket[1] - 1, last.end + _REACH)
        before, after = self._answer[low : first.start], self._answer[last.end : high]
        if first.form is _Form.WORDY:
            return _at(before)
        if self._answer[bracket[0]] not in _SQUARE:
            late = last.seconds > self._duration and _on_the_dot(first, last)
            if first.form is _Form.SIGNS or (first.form is _Form.SHORT and late):
                return False
        return not self._tells_otherwise(first, last, before, after)

    def _bare(self, first: _Time, last: _Time) -> bool:
        """Whether a time outside of brackets is one of the recording."""
        answer, start, end = self._answer, first.start, last.end
        if first.form is _Form.SIGNS:
            return False
        if first.form is not _Form.LONG and _around(self._quoted, self._quoted_starts, start):
            return False
        before, after = answer[max(start - _REACH, 0) : start], answer[end : end + _REACH]
        if first.form in (_Form.WORDY, _Form.MINUTE):
            return _at(before, minute=first.form is _Form.MINUTE)
        if self._tells_otherwise(first, last, before, after):
            return False
        if first.form is _Form.LONG:
            return True
        on_the_dot = _on_the_dot(first, last)
        if on_the_dot and last.seconds > self._duration:
            return False
        if first is not last and _on_the_dot(first, last, minutes=15):
            return _NAMED.search(before) is not None
        if _POINTER.search(before) or first is not last:
            return True
        return _BEGINS.search(before) is not None and _GOES_ON.match(after) is not None

    def _tells_otherwise(self, first: _Time, last: _Time, before: str, after: str) -> bool:
        if clocks.dated(before) or clocks.of_day_after(after):
            return True
        if first.form is not _Form.SHORT:
            return False
        if clocks.ratio(before, after):
            return True
        return clocks.of_day(before, on_the_dot=_on_the_dot(first, last))


def _on_the_dot(first: _Time, last: _Time, minutes: int = 5) -> bool:
    return clocks.is_round(first.seconds, minutes) and clocks.is_round(last.seconds, minutes)


def _at(before: str, *, minute: bool = False) -> bool:
    found = _AT.search(before)
    return found is not None and (minute or not found["in"])


def _around(
    spans: Sequence[tuple[int, int]], starts: Sequence[int], place: int
) -> tuple[int, int] | None:
    """The stretch of `spans` that `place` lies in."""
    index = bisect_right(starts, place) - 1
    return spans[index] if index >= 0 and place < spans[index][1] else None
