"""Words in quotation marks and block quotes, in the marks of many languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from sextant.core.evidence.normal import tokens

FEWEST = 4
"""Words: shorter ones are names, titles and irony rather than proof."""

FEWEST_SIGNS = 6
"""The same in scripts that write a sign a syllable."""

_PAIRS: dict[str, tuple[str, ...]] = {
    "\u201c": ("\u201d", "\u201c"),  # “…” and, by habit of some, “…“
    "\u201d": ("\u201d",),  # ”…” in Swedish and Finnish
    "\u201e": ("\u201c\u201d",),  # „…“ and „…”
    "\u201a": ("\u2018\u2019",),  # ‚…‘
    "\u2018": ("\u2019",),  # ‘…’
    "\u00ab": ("\u00bb",),  # «…»
    "\u00bb": ("\u00ab",),  # »…«
    "\u2039": ("\u203a",),  # ‹…›
    "\u203a": ("\u2039",),
    "\u300c": ("\u300d",),  # 「…」
    "\u300e": ("\u300f",),  # 『…』
    '"': ('"',),
    "'": ("'",),
}
"""Opening mark → closing marks, the usual ones first; of one string, whichever comes first."""

_OPENERS = re.compile(f"[{''.join(_PAIRS)}]")
_SINGLE = "'\u2018\u2019"

_BREAK = re.compile(r"\n(?=[ \t]*(?:\n|[-*+>|#]|\d{1,3}[.)][ \t]))")
"""Where a paragraph, a list item, a row or a heading ends; no quotation goes on past it."""

_QUOTE_LINES = re.compile(r"(?:^[ \t]{0,3}>.*(?:\n|$))+", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.MULTILINE)
_LABEL = re.compile(r"[ \t]*(?:\*\*[^*\n]{1,60}\*\*|[^\s:*][^:*\n]{0,40}:)(?:[ \t]*:)?[ \t]+")
_ATTRIBUTION = re.compile(r"\s+[-\u2013\u2014][^\n]{0,80}\s*$")

_GAP = re.compile(
    r"\(\s*(?:\u2026|\.{3}|\d[\d:.,\s\u2013-]{3,40})\s*\)|\u2026|\.{3,}|\[[^\[\]\n]{1,80}\]"
)
"""Words left out or put in by the author: ``…``, ``(…)``, ``[the bank]``, ``(00:12:31)``."""


class Marked(msgspec.Struct, frozen=True):
    """Text in marks at `offset` of the answer. `parts` are its tokens between omissions."""

    text: str
    offset: int
    length: int
    parts: tuple[tuple[str, ...], ...]


def read(answer: str) -> list[Marked]:
    """Quotations of four words or more, in order of appearance."""
    found = [marked for start, end in _blocks(answer) for marked in _in_marks(answer, start, end)]
    taken = [(marked.offset, marked.offset + marked.length) for marked in found]
    place = 0
    for block in _QUOTE_LINES.finditer(answer):
        while place < len(taken) and taken[place][1] <= block.start():
            place += 1
        if place == len(taken) or taken[place][0] >= block.end():
            found += _block_quote(answer, block.start(), block.end())
    return sorted(found, key=lambda marked: marked.offset)


def _blocks(answer: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _BREAK.finditer(answer):
        yield start, stop.start()
        start = stop.end()
    yield start, len(answer)


def _in_marks(answer: str, start: int, end: int) -> Iterator[Marked]:
    """Outermost quotations of one block."""
    closers = _Closers(answer, end)
    place = start
    while opening := _OPENERS.search(answer, place, end):
        place = opening.end()
        if not _opens(answer, opening.start(), end):
            continue
        close = closers.after(opening.group(), place)
        if close < 0:
            continue
        if marked := _marked(opening.start(), close + 1, answer[place:close]):
            yield marked
        place = close + 1


def _opens(answer: str, place: int, end: int) -> bool:
    """Whether the mark at `place` opens: inch marks and apostrophes do not."""
    before = answer[place - 1] if place else " "
    after = answer[place + 1] if place + 1 < end else " "
    mark = answer[place]
    if mark in _SINGLE or mark == '"':
        return not before.isalnum() and not after.isspace()
    return True


class _Closers:
    """Where the next closing marks of a block stand; no stretch is searched twice."""

    def __init__(self, answer: str, end: int) -> None:
        self._answer = answer
        self._end = end
        self._next: dict[tuple[str, bool], int] = {}

    def after(self, opener: str, place: int) -> int:
        """The mark that closes `opener`, -1 if none does."""
        for usual in _PAIRS[opener]:
            found = [self._find(mark, place, opener in _SINGLE) for mark in usual]
            if there := [index for index in found if index >= 0]:
                return min(there)
        return -1

    def _find(self, mark: str, place: int, single: bool) -> int:  # noqa: FBT001
        known = self._next.get((mark, single), 0)
        if known < 0 or known >= place:
            return known
        found = self._answer.find(mark, place, self._end)
        while single and found >= 0 and self._apostrophe(found):
            found = self._answer.find(mark, found + 1, self._end)
        self._next[mark, single] = found
        return found

    def _apostrophe(self, place: int) -> bool:
        """Inside a word, or at the start of one."""
        after = self._answer[place + 1] if place + 1 < self._end else " "
        return after.isalnum() or self._answer[place - 1].isspace()


def _block_quote(answer: str, start: int, end: int) -> Iterator[Marked]:
    text = _QUOTE_MARK.sub("", answer[start:end]).strip()
    text = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    length = len(answer[start:end].rstrip())
    if marked := _marked(start, start + length, _ATTRIBUTION.sub("", text)):
        yield marked


def _marked(start: int, end: int, text: str) -> Marked | None:
    parts = tuple(tuple(part) for piece in _GAP.split(text) if (part := tokens(piece)))
    signs = sum(map(len, parts))
    if signs < FEWEST or (signs < FEWEST_SIGNS and not any(c.isspace() for c in text.strip())):
        return None
    return Marked(text.strip(), start, end - start, parts)
