"""Text that can do no harm in any format, whoever wrote it."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls, which no XML may hold, and overrides, by which text is made to look like another."""

_NO_CHARACTER = re.compile("[\ud800-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]")
"""Halves of characters, and those that mean something only to who invented them."""

_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")

UNKNOWN = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """`text` without what cannot be seen, and `UNKNOWN` for what is no character.

    Joiners stay, for they are part of words and of emoji. Lines end in a line feed.
    """
    return _NO_CHARACTER.sub(UNKNOWN, _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """`text` clean, with single spaces."""
    return " ".join(clean(text).split())


def shortened(text: str, longest: int) -> str:
    """At most `longest` characters, cut between words where that is possible."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    head = cut.rpartition(" ")[0] if " " in cut[longest // 2 :] else cut
    return f"{head.rstrip(' .,;:…')}…"


def right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
