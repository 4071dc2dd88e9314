"""Versions of this program, and which of two is the newer one."""

from __future__ import annotations

import re

import msgspec

_NUMBERS = re.compile(r"v?(\d{1,6}(?:\.\d{1,6}){0,3})", re.ASCII)


class Release(msgspec.Struct, frozen=True):
    """A version that was announced, and the address of the page that offers it."""

    version: str
    page: str


def numbers(version: str) -> tuple[int, ...]:
    """``v1.10`` is 1, 10, 0, 0; empty for what is no version."""
    found = _NUMBERS.fullmatch(version.strip())
    if found is None:
        return ()
    parts = [int(part) for part in found[1].split(".")]
    return (*parts, *[0] * (4 - len(parts)))
