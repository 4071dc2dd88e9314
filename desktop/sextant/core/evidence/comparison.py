"""A quotation beside what was said, word by word."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

from sextant.core.evidence.normal import normal
from sextant.core.evidence.shapes import Compared


def compared(quoted: str, spoken: str) -> tuple[Compared, ...]:
    """Both texts in words, in runs that are the same after normalising and runs that differ."""
    left, right = quoted.split(), spoken.split()
    codes = Levenshtein.opcodes([*map(normal, left)], [*map(normal, right)])
    runs: list[Compared] = []
    for code in codes:
        ours = " ".join(left[code.src_start : code.src_end])
        theirs = " ".join(right[code.dest_start : code.dest_end])
        same = code.tag == "equal"
        if runs and not same and not runs[-1].same:
            before = runs.pop()
            ours, theirs = f"{before.quoted} {ours}".strip(), f"{before.spoken} {theirs}".strip()
        runs.append(Compared(ours, theirs, same))
    return tuple(runs)
