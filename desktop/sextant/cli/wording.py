"""How the terminal words what came of a run."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from sextant.core.errors import InputError

if TYPE_CHECKING:
    from sextant.core.batch import Summary


def counted(summary: Summary) -> str:
    """How many recordings there were, and what became of them."""
    recordings = "1 recording" if summary.recordings == 1 else f"{summary.recordings} recordings"
    words = f"{recordings}: {summary.done} done, {summary.failed} failed"
    interrupted = summary.recordings - summary.done - summary.failed
    return f"{words}, {interrupted} interrupted" if interrupted else words


def resumable(summary: Summary) -> bool:
    """Whether something is left that is not a matter of the files that were given."""
    given = sum(isinstance(error, InputError) for error in summary.errors)
    return summary.recordings - summary.done > given


def costs(summary: Summary) -> str:
    """What the run cost, as far as it is known."""
    parts: list[str] = []
    if summary.cost_usd or not summary.transcription.high:
        parts.append(f"Analyses: {usd(summary.cost_usd)}.")
    if summary.transcription.high:
        low, high = summary.transcription.low, summary.transcription.high
        parts.append(f"Transcription: about {usd(low)} to {usd(high)}.")
    if summary.unknown_costs:
        parts.append(f"Of unknown cost: {summary.unknown_costs}.")
    return " ".join(parts)


def usd(amount: Decimal) -> str:
    return f"${amount:.2f}" if amount >= 1 or not amount else f"${amount:.4f}"
