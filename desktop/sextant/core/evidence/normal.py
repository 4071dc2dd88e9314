"""Words as they are compared: without case, marks, fillers and ways of writing them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

FILLERS = frozenset(
    {
        *("ah", "eh", "er", "uh", "uhm", "um", "umm", "erm"),
        *("hm", "hmm", "mhm", "mm", "mmm", "hum"),
        *("äh", "ähm", "em", "ehm", "euh"),
    }
)
"""Sounds a recogniser may or may not write down, and an author leaves out."""

_CONTRACTIONS = {
    "n't": " not",
    "'re": " are",
    "'ll": " will",
    "'ve": " have",
    "'m": " am",
    "'s": " is",
    "'d": " would",
}
_CONTRACTED = re.compile("(?<=[a-z])(?:n't|'(?:re|ll|ve|m|s|d))(?![a-z])")
_WHOLE = {"cannot": "can not", "can't": "can not", "won't": "will not", "let's": "let us"}

_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc\u00b4`", "'''''")

_GROUPED = re.compile(r"(?<=\d)[,.'\u00a0\u202f](?=\d{3}(?!\d))")
"""The separator of thousands: ``460,000``, ``460.000``, ``460'000``."""

_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"  # scripts without spaces: a sign each
    r"|(?:(?![_\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])[\w\u0300-\u036f])+"
)


@lru_cache(maxsize=32_768)
def normal(word: str) -> tuple[str, ...]:
    """What `word` is compared as: no, one or several tokens.

    ``Follow-up,`` gives ``follow`` and ``up``; ``can't`` gives ``can`` and ``not``;
    ``um`` gives nothing; each Chinese or Japanese sign is a token of its own.
    """
    text = unicodedata.normalize("NFKC", word).casefold().translate(_APOSTROPHES)
    text = _WHOLE.get(text.strip('.,;:!?"()'), text)
    if "'" in text:
        text = _CONTRACTED.sub(lambda found: _CONTRACTIONS[found.group()], text)
        text = text.replace("'", "")
    text = _GROUPED.sub("", text)
    return tuple(token for token in _WORD.findall(text) if token not in FILLERS)


def tokens(text: str) -> list[str]:
    """All of `text` as it is compared."""
    return [token for word in text.split() for token in normal(word)]
