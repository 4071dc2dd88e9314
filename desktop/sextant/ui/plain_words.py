"""A stretch of Markdown as the plain words a reader sees."""

from __future__ import annotations

import re

_MARKS = re.compile(r"(?m)^[ \t]*(?:[-*+>|]|\d{1,3}[.)]|#{1,6})[ \t]+|[*_`~|]+")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,200})\]\([^()\n]{0,500}\)")


def plain_words(markdown: str) -> str:
    """On one line, without emphasis, links' addresses and the marks of lists and tables."""
    return " ".join(_MARKS.sub(" ", _LINK.sub(r"\1", markdown)).split())
