"""Words as they are compared: without case, marks, sounds and ways of writing them."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from sextant.core.evidence.languages import Language
from sextant.core.evidence.numerals import figures

MOST_KNOWN = 50_000
"""Different words remembered with their tokens; the vocabulary of ten hours is smaller."""

LONGEST_WORD = 200
"""Characters of a word that are looked at; what is longer was never spoken."""

_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc\u00b4`\u2032", "''''''")

_GROUPED = re.compile(r"(?<=\d)[,.'](?=\d{3}(?!\d))")
"""The separator of thousands: ``460,000``, ``460.000``, ``460'000``."""

_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d{1,2}(?!\d))")

_THOUSANDS = re.compile(r"(\d+)k\b")

_STOPS = tuple(".,;:!?\u2026\u3002")
_CLOSING = "\"'\u201d\u201c\u00bb)]*_"
_MARKS = '.,;:!?\u2026\u3002"\u201c\u201d\u201e\u00ab\u00bb()[]*_'

SIGN_WORDS = "%$€£"
"""Signs that are spoken."""

SIGN_SCRIPTS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
"""Scripts without spaces between words: each sign is a token of its own."""


class Tokens(msgspec.Struct, frozen=True):
    """A text as it is compared. `first` and `last` are, for each token, the words it is of."""

    texts: list[str]
    first: array[int]
    last: array[int]

    def add(self, text: str, first: int, last: int) -> None:
        self.texts.append(text)
        self.first.append(first)
        self.last.append(last)

    def __len__(self) -> int:
        return len(self.texts)


class Shape(NamedTuple):
    """A word as tokens; whether they may be of a number, and whether a phrase ends with it."""

    parts: tuple[str, ...]
    counting: bool
    closed: bool


class Normaliser:
    """Makes tokens of words, in the ways of one language.

    ``Follow-up,`` gives ``follow`` and ``up``; ``can't`` gives ``can`` and ``not``;
    ``um`` gives nothing; ``four hundred`` and ``400`` give ``#400``.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._counting = language.counting
        self._shapes: dict[str, Shape] = {}

    def tokens(self, words: Iterable[str]) -> Tokens:
        """All of `words` as they are compared. Linear in their number."""
        made = Tokens([], array("I"), array("I"))
        run: list[tuple[str, int]] = []
        for ordinal, word in enumerate(words):
            shape = self._shapes.get(word) or self._shape(word)
            if shape.counting:
                run.extend((part, ordinal) for part in shape.parts)
            elif shape.parts:
                if run:
                    self._flush(run, made)
                for part in shape.parts:
                    made.add(part, ordinal, ordinal)
            if shape.closed and run:
                self._flush(run, made)
        self._flush(run, made)
        return made

    def count(self, text: str) -> int:
        """The words of `text`: those between spaces; signs, where a script has no spaces."""
        shapes = (self._shapes.get(word) or self._shape(word) for word in text.split())
        return sum(_count(shape.parts) for shape in shapes)

    def _flush(self, run: list[tuple[str, int]], made: Tokens) -> None:
        """Words that may be numbers, as numbers."""
        texts, places = self._paired(run)
        for token, first, last in figures(texts, self.language):
            made.add(token, places[first][0], places[last][1])
        run.clear()

    def _paired(self, run: Sequence[tuple[str, int]]) -> tuple[list[str], list[tuple[int, int]]]:
        """Two words that are one, as one; beside the tokens, the words that each is of."""
        texts: list[str] = []
        places: list[tuple[int, int]] = []
        for token, ordinal in run:
            pair = self.language.pairs.get((texts[-1], token)) if texts else None
            if pair is None:
                texts.append(token)
                places.append((ordinal, ordinal))
            else:
                texts[-1], places[-1] = pair, (places[-1][0], ordinal)
        return texts, places

    def _shape(self, word: str) -> Shape:
        shape = self._made(word)
        if len(self._shapes) < MOST_KNOWN:
            self._shapes[word] = shape
        return shape

    def _made(self, word: str) -> Shape:
        text = unicodedata.normalize("NFKC", word[:LONGEST_WORD]).casefold()
        text = text.translate(_APOSTROPHES)
        closed = text.rstrip(_CLOSING).endswith(_STOPS)
        text = self.language.whole.get(text.strip(_MARKS), text)
        if "'" in text:
            text = self._uncontracted(text)
        text = _THOUSANDS.sub(r"\g<1>000", _DECIMAL.sub(".", _GROUPED.sub("", text)))
        parts = tuple(part for part in _parts(text) if part not in self.language.sounds)
        glued = self.language.glued
        counting = any(
            part in self._counting or part[0].isdecimal() or (glued and glued in part)
            for part in parts
        )
        return Shape(parts, counting, closed)

    def _uncontracted(self, text: str) -> str:
        """``don't`` as ``do not``, ``it's`` as ``it is``, ``l'eau`` as ``l eau``."""
        language = self.language
        core = text.strip(_MARKS)
        for ending, full in language.endings.items():
            if ending.startswith("n'") and core.endswith(ending):
                return f"{core.removesuffix(ending)} {full}"
        head, _, tail = core.partition("'")
        if head in language.elided:
            text = f"{head} {tail}"
        else:
            head, _, tail = core.rpartition("'")
            if head and tail in language.endings:
                text = f"{head} {language.endings[tail]}"
        return text.replace("'", "")


def _count(parts: Sequence[str]) -> int:
    signs = sum(len(part) == 1 and is_sign(part) for part in parts)
    return signs or min(len(parts), 1)


def is_sign(character: str) -> bool:
    """Whether `character` is of a script without spaces between words."""
    point = ord(character)
    return point >= SIGN_SCRIPTS[0][0] and any(low <= point <= high for low, high in SIGN_SCRIPTS)


def _parts(text: str) -> Iterator[str]:
    """Letters and digits in a row, signs of scripts without spaces, and signs that are words."""
    if text.isascii() and text.isalpha():
        yield text
        return
    part = ""
    for place, character in enumerate(text):
        kind = unicodedata.category(character)
        if kind == "Nd":
            part += str(unicodedata.decimal(character))
        elif is_sign(character):
            yield from filter(None, (part, character))
            part = ""
        elif kind[0] in "LMN" or (character == "." and _within_number(text, place)):
            part += character
        elif kind[0] != "C":
            yield from filter(None, (part, character if character in SIGN_WORDS else ""))
            part = ""
    if part:
        yield part


def _within_number(text: str, place: int) -> bool:
    return 0 < place < len(text) - 1 and text[place - 1].isdecimal() and text[place + 1].isdecimal()
