"""Citations and quotations in an answer, found in the transcript or not.

Pure computation: offline, free, the same result each time, linear in the length
of answer and transcript::

    answer ─┬─ citations.read ─────────────── times, beyond the end or not ──┐
            └─ quotations.read ─ words ─ spoken.Spoken.locate ─ placed ──────┴─ Evidence
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sextant.core.evidence.shapes import Citation, Compared, Evidence, Quotation, Status

if TYPE_CHECKING:
    from sextant.core.evidence.examiner import Examiner

__all__ = ["Citation", "Compared", "Evidence", "Examiner", "Quotation", "Status"]


def __getattr__(name: str) -> object:
    """The examiner comes when it is asked for: whoever only shows what it found needs the shapes.

    It brings the word lists of five languages and rapidfuzz, as much as all the rest of core.
    """
    if name == "Examiner":
        from sextant.core.evidence.examiner import Examiner

        return Examiner
    raise AttributeError(name)
