"""An answer's Markdown with signs in it that survive its being laid out.

Each citation, quotation and claim is fenced by two characters of the private planes,
one that opens and one that closes it, which carry its number. Whatever Markdown makes
of the text around them, they tell afterwards where it went; then they are taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from sextant.core.evidence import Citation, Evidence, Quotation
from sextant.ui.words import clock

OPENING = 0xF0000
CLOSING = 0x100000
MOST = 0xFFFD
"""Signs of a kind there are; what an answer offers beyond them is shown unmarked."""

SIGNS = re.compile("[\U000f0000-\U0010ffff]")

_OVERRIDES = re.compile("[\u202a-\u202e]")
"""They would show text in another order than it has; scripts written from the right need none."""

_BEFORE = re.compile(r"(?:[ \t]*(?:[-*+>|]|\d{1,9}[.)]|#{1,6}|\[[ xX]\]))*[ \t]*[*_~]*")
"""What Markdown reads at the start of a line or of a stretch: a sign before it would undo it."""

_FENCE = re.compile(r"[\s>]*(?:```|~~~)")
"""Code begins: words in it are no claim, and a sign before it would undo it."""

_QUOTE_MARKS = re.compile(r"(?:[ \t]{0,3}>)+[ \t]*")
_AFTER = " \t\n*_~|"

LONGEST_WORD = 2_000
"""Characters after which a break is allowed: what laying a word out takes is quadratic."""

_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")

BREAK = "\u200b"

_GAP = re.compile(r"\s{0,3}[(\[]?\s?")
"""What may stand between a quotation and the time given for it."""


class Claim(msgspec.Struct, frozen=True):
    """The sentence, item or row that carries a citation or a quotation."""

    offset: int
    length: int


Passage = Citation | Quotation | Claim
"""All have `offset` and `length`, in characters of the answer."""


class Marked(msgspec.Struct, frozen=True):
    """The text to lay out, and what its signs stand for.

    `signs_after` tells, by number of a citation, the quotations whose outcome is
    shown after it, as in ``“…” 12:31 ✓``.
    """

    text: str
    passages: tuple[Passage, ...]
    signs_after: Mapping[int, Sequence[int]]
    _told_later: frozenset[int]

    def signs_at(self, number: int) -> Sequence[int]:
        """The quotations whose outcome is shown at the end of passage `number`."""
        if number in self.signs_after:
            return self.signs_after[number]
        alone = isinstance(self.passages[number], Quotation) and number not in self._told_later
        return (number,) if alone else ()


def mark(text: str, evidence: Evidence, claims: Iterable[Claim] = ()) -> Marked:
    """`text` with signs around all that `evidence` and `claims` name."""
    plain = _OVERRIDES.sub("\ufffd", SIGNS.sub("\ufffd", text))
    passages: list[Passage] = [*evidence.citations, *evidence.quotations, *claims]
    passages.sort(key=lambda passage: passage.offset)
    del passages[MOST:]
    edits = [(end, end, BREAK) for end in map(re.Match[str].end, _LONG_WORD.finditer(plain))]
    for number, passage in enumerate(passages):
        edits += _edits(plain, passage, number)
    edits.sort()
    pieces: list[str] = []
    place = 0
    for start, end, shown in edits:
        if start >= place:
            pieces += (plain[place:start], shown)
            place = end
    pieces.append(plain[place:])
    after = _signs_after(plain, passages)
    told_later = frozenset(number for numbers in after.values() for number in numbers)
    return Marked("".join(pieces), tuple(passages), after, told_later)


def label_of(citation: Citation) -> str:
    """``12:31``, or ``12:31–12:58``."""
    label = clock(citation.start)
    if citation.end > citation.start:
        label += f"–{clock(citation.end)}"
    return label


def _edits(text: str, passage: Passage, number: int) -> Iterator[tuple[int, int, str]]:
    """(start, end, what to write instead), in characters of `text`."""
    start, end = passage.offset, passage.offset + passage.length
    opening, closing = chr(OPENING + number), chr(CLOSING + number)
    match passage:
        case Citation():
            yield start, end, opening + label_of(passage) + closing
            return
        case Quotation():
            before = _QUOTE_MARKS.match(text, start, end)
        case Claim():
            if _FENCE.match(text, start, end):
                return
            before = _BEFORE.match(text, start, end)
            end = start + len(text[start:end].rstrip(_AFTER))
    start = before.end() if before else start
    if start < end:
        yield start, start, opening
        yield end, end, closing


def _signs_after(text: str, passages: Sequence[Passage]) -> Mapping[int, Sequence[int]]:
    """Which citations have quotations right before them."""
    found: dict[int, list[int]] = {}
    citations = [(n, p) for n, p in enumerate(passages) if isinstance(p, Citation)]
    place = 0
    for number, passage in enumerate(passages):
        if not isinstance(passage, Quotation):
            continue
        end = passage.offset + passage.length
        while place < len(citations) and citations[place][1].offset < end:
            place += 1
        if place == len(citations):
            break
        after, citation = citations[place]
        if _GAP.fullmatch(text, end, citation.offset):
            found.setdefault(after, []).append(number)
    return found
