"""Which fields of a grid are still to be asked, and which have been told no."""

from __future__ import annotations

from sextant.core.answer import CUT_OFF, ended_badly
from sextant.core.errors import OnlyThought, OutcomeProblem
from sextant.core.events import State
from sextant.core.run import Wish
from sextant.core.stages import Cell


def verdict_on(cell: Cell, outcome: str) -> OutcomeProblem | None:
    """The verdict that asking again would only repeat, at the same price, if there is one.

    An answer without a word has no file; the ledger knows its `outcome`.
    """
    if cell.state is State.DONE:
        return None
    if cell.answer is None:
        return OnlyThought(detail=outcome) if outcome == CUT_OFF else ended_badly(outcome)
    return ended_badly(cell.answer.finish_reason)


def is_open(cell: Cell, wish: Wish, verdict: OutcomeProblem | None) -> bool:
    """Whether a cell is to be asked for."""
    assert cell.key is not None
    if wish.only is not None:
        return cell.key.id in wish.only
    return cell.state is not State.DONE and (wish.again or verdict is None)
