"""Words in quotation marks and block quotes, in the marks of many languages.

One pass over the marks of a block with a stack, so that nested and unbalanced marks
cost no more than others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import msgspec

from sextant.core.evidence.normal import is_sign

FEWEST = 4
"""Words: shorter ones are names, titles and irony rather than proof."""

FEWEST_SIGNS = 6
"""The same in scripts that write a sign a syllable."""

_CLOSERS = {
    "\u201c": '\u201d\u201c"',  # “…” and, by habit of some, “…“
    "\u201d": "\u201d",  # ”…” in Swedish and Finnish
    "\u201e": '\u201c\u201d"',  # „…“, „…” and „…"
    "\u201a": "\u2018\u2019'",  # ‚…‘
    "\u2018": "\u2019'",  # ‘…’
    "\u00ab": "\u00bb",  # «…»
    "\u00bb": "\u00ab\u00bb",  # »…« and, in Swedish, »…»
    "\u2039": "\u203a",
    "\u203a": "\u2039",
    "\u300c": "\u300d",  # 「…」
    "\u300e": "\u300f",  # 『…』
    "\u301d": "\u301e\u301f",
    "\u05f4": "\u05f4",
    "\uff02": "\uff02",
    '"': '"',
    "'": "'",
}
"""Opening mark → marks that close it."""

_OPENERS: dict[str, str] = {
    closer: "".join(opener for opener, closers in _CLOSERS.items() if closer in closers)
    for closer in set("".join(_CLOSERS.values()))
}
"""Closing mark → marks that open it."""

_MARKS = re.compile(f"[{''.join({*_CLOSERS, *_OPENERS})}]")
_SINGLE = "'\u2018\u2019"
_PLAIN = "\"'\u05f4\uff02\u201d"
"""Marks that say by their place alone whether they open."""

_STARTS = frozenset({*_CLOSERS, *"([*_#$€£\u00bf\u00a1\u2026."})
"""What else than a letter a quotation may begin with."""

_ELISION = re.compile(r"\d0s\b|(?:tis|twas|em|til|cause|n|s|ne|nen)\b", re.IGNORECASE)
"""What an apostrophe at the start of a word begins."""

_BREAK = re.compile(r"\n(?=[ \t]*(?:\n|[-*+>|#]|\d{1,3}[.)][ \t]))|(?<=\n)\n")
"""Where a paragraph, a list item, a row or a heading ends; no quotation goes on past it."""

_QUOTE_LINES = re.compile(r"(?:^[ \t]{0,12}>.*(?:\n|$))+", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^[ \t]{0,12}(?:>[ \t]?)+", re.MULTILINE)
_BRACKET = r"[\[(][^\[\]()\n]{1,40}[\])]"
_LABEL = re.compile(
    rf"[ \t]*(?:{_BRACKET}[ \t]*)?"
    rf"(?:\*\*[^*\n]{{1,60}}?(?::\*\*|\*\*(?=[ \t]*(?:{_BRACKET}|:)))"
    r"|[^\W\d_][^\s:*]*(?:[ \t][^\s:*]+){0,3}(?=:))"
    rf"(?:[ \t]*{_BRACKET})?(?:[ \t]*:)?[ \t]*"
)
"""Who speaks, at the start of a line: ``**Clara:**``, ``Clara (00:12:31):``."""

_REMARK = re.compile(
    r"\W*(?:note|nb|tip|important|warning|caution|caveat|summary|info|hinweis|anmerkung|fazit|"
    r"zusammenfassung|nota|resumen|aviso|importante|remarque|résumé|attention|à noter)\b",
    re.IGNORECASE,
)
"""A block that is set apart for another reason than being quoted."""

_ATTRIBUTION = re.compile(
    r"(?:(?:(?<=\n)|(?<=[.!?\u2026\u201d\u201c\"\u00bb\u00ab]\s))[-\u2013\u2014]{1,2}[^\n]{0,80}"
    r"|\s[-\u2013\u2014]{1,2}[^\n\[(]{0,40}[\[(][^\[\]()\n]{1,40}[\])])$"
)
"""Who said it, at the end of a block: ``— Clara, [00:12:31]``."""

_INSIDE_WORD = re.compile(r"\[(\w{1,3})\](?=\w)")
"""``[W]e agreed``: a letter changed to fit."""

_GAP = re.compile(
    r"\(\s?(?:\u2026|\.{3}|\d[\d:.,\s\u2013-]{3,40})\s?\)|\u2026|\.{3,}|\.\s\.\s\."
    r"|\[[^\[\]\n]{0,80}\]"
)
"""Words left out or put in by the author: ``…``, ``(…)``, ``[the bank]``, ``(00:12:31)``."""


class Marked(msgspec.Struct, frozen=True):
    """Text in marks at `offset` of the answer. `parts` are its pieces between omissions.

    `inner` are quotations inside this one.
    """

    text: str
    offset: int
    length: int
    parts: tuple[str, ...]
    inner: tuple[Marked, ...] = ()

    @property
    def end(self) -> int:
        return self.offset + self.length


def read(answer: str, count: Callable[[str], int]) -> list[Marked]:
    """Quotations of four words or more, in order of appearance. `count` counts words."""
    found: list[Marked] = []
    for start, end in _blocks(answer):
        found += _in_marks(answer, start, end, count)
    taken = list(found)
    place = 0
    for block in _QUOTE_LINES.finditer(answer):
        while place < len(taken) and taken[place].end <= block.start():
            place += 1
        if place == len(taken) or taken[place].offset >= block.end():
            found += _block_quotes(answer, block.start(), block.end(), count)
    return sorted(found, key=lambda marked: marked.offset)


def _blocks(answer: str) -> Iterator[tuple[int, int]]:
    """Stretches that no quotation crosses: paragraphs, items, cells of a table."""
    start = 0
    for stop in _BREAK.finditer(answer):
        yield from _cells(answer, start, stop.start())
        start = stop.end()
    yield from _cells(answer, start, len(answer))


def _cells(answer: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if answer[start : start + 1] == "|":
        while (bar := answer.find("|", start, end)) >= 0:
            yield start, bar
            start = bar + 1
    yield start, end


def _in_marks(answer: str, start: int, end: int, count: Callable[[str], int]) -> Iterator[Marked]:
    """Outermost quotations of one block."""
    pairs = _Pairs(answer, start, end)
    for opened, closed, inner in pairs.found:
        marked = _marked(opened, closed, answer[opened + 1 : closed - 1], count)
        nested = tuple(
            one
            for low, high in inner
            if (one := _marked(low, high, answer[low + 1 : high - 1], count))
        )
        if marked:
            yield msgspec.structs.replace(marked, inner=nested)


class _Pairs:
    """The marks of one block, paired: `found` has start, end and the pairs right inside."""

    def __init__(self, answer: str, start: int, end: int) -> None:
        self.found: list[tuple[int, int, list[tuple[int, int]]]] = []
        self._answer = answer
        self._start, self._end = start, end
        self._open: list[int] = []
        self._kinds: Counter[str] = Counter()
        for mark in _MARKS.finditer(answer, start, end):
            self._take(mark.group(), mark.start())

    def _take(self, mark: str, place: int) -> None:
        before = self._answer[place - 1] if place > self._start else " "
        after = self._answer[place + 1] if place + 1 < self._end else " "
        if mark in _SINGLE and _inside_word(before) and _inside_word(after):
            return
        opens = mark in _CLOSERS and self._can_open(mark, place, before, after)
        closes = any(self._kinds[opener] for opener in _OPENERS.get(mark, ""))
        if closes and mark in _SINGLE and before.isspace():
            closes = False
        if closes and not (opens and _leans_right(before, after)):
            self._close(mark, place)
        elif opens:
            self._open.append(place)
            self._kinds[mark] += 1

    def _can_open(self, mark: str, place: int, before: str, after: str) -> bool:
        if mark not in _PLAIN and mark != "\u2018":
            return True
        if _inside_word(before) or after.isspace():
            return False
        return mark not in _SINGLE or not _ELISION.match(self._answer, place + 1, self._end)

    def _close(self, mark: str, place: int) -> None:
        """Pair with the nearest mark that fits; those in between were never closed."""
        while True:
            opened = self._open.pop()
            opener = self._answer[opened]
            self._kinds[opener] -= 1
            if opener in _OPENERS[mark]:
                break
        inner: list[tuple[int, int]] = []
        while self.found and self.found[-1][0] > opened:
            low, high, _ = self.found.pop()
            inner.append((low, high))
        self.found.append((opened, place + 1, inner[::-1]))


def _inside_word(character: str) -> bool:
    return character.isalnum() and not is_sign(character)


def _leans_right(before: str, after: str) -> bool:
    """Whether a mark hugs what follows it, as an opening one does."""
    outside = before.isspace() or before in "([{*_|\u2014\u2013-"
    return outside and (after.isalnum() or after in _STARTS)


def _block_quotes(
    answer: str, start: int, end: int, count: Callable[[str], int]
) -> Iterator[Marked]:
    """One quotation a block, or one a speaker where it is a dialogue."""
    end = start + len(answer[start:end].rstrip())
    if _REMARK.match(_QUOTE_MARK.sub("", answer[start:end])):
        return
    starts = [start]
    line = answer.find("\n", start, end) + 1
    while 0 < line < end:
        mark = _QUOTE_MARK.match(answer, line, end)
        if mark and (label := _LABEL.match(answer, mark.end(), end)) and label.end() > mark.end():
            starts.append(line)
        line = answer.find("\n", line, end) + 1
    for low, high in zip(starts, [*starts[1:], end + 1], strict=True):
        text = _QUOTE_MARK.sub("", answer[low : high - 1]).strip()
        text = _ATTRIBUTION.sub("", text)
        label = _LABEL.match(text)
        if marked := _marked(low, high - 1, text[label.end() if label else 0 :], count):
            yield marked


def _marked(start: int, end: int, text: str, count: Callable[[str], int]) -> Marked | None:
    whole = _INSIDE_WORD.sub(r"\1", text)
    parts = tuple(part for piece in _GAP.split(whole) if (part := piece.strip()))
    fewest = FEWEST_SIGNS if any(map(is_sign, text)) else FEWEST
    if sum(map(count, parts)) < fewest:
        return None
    return Marked(text.strip(), start, end - start, parts)
