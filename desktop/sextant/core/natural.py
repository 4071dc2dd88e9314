"""The order in which people put names: ``part 2`` before ``part 10``, whatever the case."""

from __future__ import annotations

import re

Key = list[tuple[int, int, str]]


def natural_key(name: str) -> Key:
    """A key to sort names by."""
    pieces = re.split(r"([0-9]+)", name.casefold())
    return [(0, int(p), "") if p.isdecimal() and p.isascii() else (1, 0, p) for p in pieces]
