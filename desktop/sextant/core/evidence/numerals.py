"""Numbers in words and in figures made the same: "four hundred" finds "400"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sextant.core.evidence.languages import HUNDRED, Language

FIGURE = "#"
"""Stands before a number, so that 4 and 60 side by side are not 460."""

MOST_DIGITS = 15
"""What is longer is a name, not an amount."""

_SIGNS = frozenset("$€£")
"""Currencies that are written before the amount and said after it."""

_THREE_DIGITS = re.compile(r"[0-9]{3}")
_AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th|er|re|ère|e|ème|eme|o|a|ro|ra|te|ten|ter)$")

_CENTURIES = range(16, 21)
"""First halves of a year that is said in two."""


def figures(tokens: Sequence[str], language: Language) -> Iterator[tuple[str, int, int]]:
    """Tokens with each number made one figure; each with the first and last it was made of.

    A currency follows its amount, whether it was a sign before it or stood amid it:
    ``$4.50``, ``4.50 dollars`` and ``four dollars fifty`` are the same.
    """
    place = 0
    while place < len(tokens):
        token = tokens[place]
        sign = token if token in _SIGNS and place + 1 < len(tokens) else ""
        number = _Number(tokens, place + len(sign), language)
        if not number.used:
            yield language.units.get(token, token), place, place
            place += 1
            continue
        coin = language.units.get(sign, sign) if sign else number.take_cents()
        number.take_year()
        yield f"{FIGURE}{number}", place, number.end - 1
        if coin:
            yield coin, place, number.end - 1
        place = number.end


class _Number:
    """The number that begins at a place, read as far as it goes. `used` tokens; 0 for none.

    `_room` is the bound below which more may be added, and `_least` the smallest of the
    large scales so far: ``two thousand three hundred`` goes down and never up.
    """

    def __init__(self, tokens: Sequence[str], start: int, language: Language) -> None:
        self.value: Decimal | int = 0
        self.plain = True
        """Made of small words only, as the halves of a year are."""
        self._language = language
        self._tokens = tokens
        self._current: Decimal | int = 0
        self._room = HUNDRED**6
        self._least = HUNDRED**6
        self._ordinal = False
        self._raw = ""
        place = start
        while place < len(tokens) and (taken := self._take(place, place - start)):
            place += taken
        self.used = place - start
        self.end = place
        self.value += self._current

    def __str__(self) -> str:
        value = self.value
        shown = format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
        return self._raw or shown + (self._language.ordinal if self._ordinal else "")

    def take_cents(self) -> str:
        """Go on with ``euros eighty``; the currency, if so."""
        coin = self._at(self.end)
        coin = self._language.units.get(coin, coin)
        if coin not in self._language.coins or not isinstance(self.value, int):
            return ""
        start = self.end + 1 + (self._at(self.end + 1) in self._language.joins)
        cents = _Number(self._tokens, start, self._language)
        if not cents.used or not isinstance(cents.value, int) or not 0 < cents.value < HUNDRED:
            return ""
        self.value = Decimal(self.value * HUNDRED + cents.value) / HUNDRED
        self.end = cents.end
        return coin

    def take_year(self) -> None:
        """Go on with the second half of a year."""
        if not self.plain or self.value not in _CENTURIES:
            return
        rest = _Number(self._tokens, self.end, self._language)
        if rest.plain and HUNDRED // 10 <= rest.value < HUNDRED:
            self.value = self.value * HUNDRED + rest.value
            self.end = rest.end

    def _at(self, place: int) -> str:
        return self._tokens[place] if place < len(self._tokens) else ""

    def _take(self, place: int, used: int) -> int:
        """How many tokens at `place` go on with the number; 0 when it is over."""
        token = self._tokens[place]
        if self._ordinal or self._raw:
            return 0
        if token[0].isdecimal():
            return self._digits(place) if not used else 0
        small = self._small(token, used)
        if small is not None:
            self._current += small[0]
            self._room = small[1]
            return 1
        if scale := self._language.scales.get(token):
            return self._scale(scale)
        value = self._language.ordinals.get(token)
        if value is not None and value < self._room:
            self._current, self._ordinal = self._current + value, True
            return 1
        return self._between(place, used)

    def _digits(self, place: int) -> int:
        """A figure: ``460``, ``1.5``, ``10th``, and ``460 000`` where that is the custom."""
        self.plain = False
        self._room = 0
        token = self._tokens[place]
        figure = _ORDINAL.sub("", token)
        end = place + 1
        if self._language.spaced and len(figure) < len("1000"):
            while end < len(self._tokens) and _THREE_DIGITS.fullmatch(self._tokens[end]):
                figure += self._tokens[end]
                end += 1
        if len(figure) > MOST_DIGITS or not _AMOUNT.fullmatch(figure):
            self._raw = token
            return 1
        self._current = Decimal(figure) if "." in figure else int(figure)
        self._ordinal = len(figure) < len(token)
        return end - place

    def _small(self, token: str, used: int) -> tuple[int, int] | None:
        language = self._language
        found = language.small.get(token)
        if found is None and used:
            found = language.inner.get(token)
        if found is None and language.glued:
            found = self._glued(token)
        return found if found is not None and found[0] < self._room else None

    def _glued(self, token: str) -> tuple[int, int] | None:
        """``vierhundertsechzigtausend``."""
        left, inside, right = token.partition(self._language.glued)
        if not inside or not (left or right):
            return None
        small = self._language.small
        high = 1 if left in ("", *self._language.articles) else small.get(left, (-1, 0))[0]
        low = 0 if not right else small.get(right.removeprefix("und"), (-1, 0))[0]
        if high < 0 or low < 0:
            return None
        return high * self._language.scales[inside] + low, 0

    def _scale(self, scale: int) -> int:
        counted = self._current or 1
        if scale == HUNDRED:
            if counted >= HUNDRED:
                return 0
            self._current, self._room = counted * HUNDRED, HUNDRED
        elif scale < self._least:
            self.value += counted * scale
            self._current, self._least, self._room = 0, scale, scale
        else:
            return 0
        self.plain = False
        return 1

    def _between(self, place: int, used: int) -> int:
        """An ``and`` between two parts, the ``a`` of ``a hundred``, a ``point`` and decimals."""
        language, token = self._language, self._tokens[place]
        following = self._at(place + 1)
        if not used:
            return int(token in language.articles and following in language.scales)
        if token in language.points and not self._room // HUNDRED:
            return self._decimals(following)
        if token in language.joins and HUNDRED**6 > self._room >= language.join_room:
            return int(self._small(following, used) is not None)
        return 0

    def _decimals(self, token: str) -> int:
        small = self._language.small.get(token)
        if small is None or small[0] >= HUNDRED or not isinstance(self._current, int):
            return 0
        self._current = Decimal(f"{self._current}.{small[0]}")
        self._room, self.plain = 0, False
        return 2
