"""A quotation beside what was said, word by word."""

from __future__ import annotations

from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from sextant.core.evidence.normal import Normaliser
from sextant.core.evidence.shapes import Compared

MOST_COMPARED = 4_000_000
"""Words of one times words of the other: beyond, nobody reads the difference."""

Unit = tuple[str, tuple[str, ...]]
"""Words as they are written that are compared as one, and their tokens."""


def compared(quoted: str, spoken: str, normaliser: Normaliser) -> tuple[Compared, ...]:
    """Both texts in words, in runs that are the same when compared and runs that differ.

    Empty for texts of thousands of words.
    """
    left, right = _units(quoted, normaliser), _units(spoken, normaliser)
    if len(left) * len(right) > MOST_COMPARED:
        return ()
    codes = Levenshtein.opcodes([tokens for _, tokens in left], [tokens for _, tokens in right])
    runs: list[Compared] = []
    for code in codes:
        ours, theirs = left[code.src_start : code.src_end], right[code.dest_start : code.dest_end]
        same = _joined(ours) == _joined(theirs)
        words = " ".join(text for text, _ in ours), " ".join(text for text, _ in theirs)
        if runs and runs[-1].same == same:
            before = runs.pop()
            words = f"{before.quoted} {words[0]}".strip(), f"{before.spoken} {words[1]}".strip()
        runs.append(Compared(*words, same))
    return tuple(runs)


def _units(text: str, normaliser: Normaliser) -> list[Unit]:
    """Words, several together where they are one number or one has no tokens of its own."""
    words = text.split()
    tokens = normaliser.tokens(words)
    inside: dict[int, list[str]] = {0: []}
    for first, token in zip(tokens.first, tokens.texts, strict=True):
        inside.setdefault(first, []).append(token)
    return [
        (" ".join(words[low:high]), tuple(inside[low]))
        for low, high in pairwise([*inside, len(words)])
    ]


def _joined(units: list[Unit]) -> str:
    return "".join(token for _, tokens in units for token in tokens)
