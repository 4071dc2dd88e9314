"""Citations and quotations in an answer, found in the transcript or not.

Pure computation: offline, free, the same result each time, linear in the length
of answer and transcript::

    answer ─┬─ citations.read ─────────────── times, beyond the end or not ──┐
            └─ quotations.read ─ words ─ spoken.Spoken.locate ─ placed ──────┴─ Evidence
"""

from __future__ import annotations

from sextant.core.evidence.examiner import Examiner
from sextant.core.evidence.shapes import Citation, Compared, Evidence, Quotation, Status

__all__ = ["Citation", "Compared", "Evidence", "Examiner", "Quotation", "Status"]
