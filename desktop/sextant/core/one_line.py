"""Names and words of strangers, fit to be shown on a line: by a terminal, a label, an error."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"


def one_line(text: str) -> str:
    """`text` with a sign for whatever a terminal or a reader might obey instead of read.

    Those are controls, line ends, marks that turn the direction, and bytes that are no text.
    """
    return "".join(c if _is_shown(c) else "\ufffd" for c in text)


def _is_shown(character: str) -> bool:
    """Spaces of all widths are, and so are joiners, which belong to words."""
    if character.isprintable() or character in _JOINERS:
        return True
    return unicodedata.category(character) == "Zs"
