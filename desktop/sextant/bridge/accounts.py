"""What each step of a recording took: time and money, told from what is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import msgspec

from sextant.bridge.state import CellState, Spending
from sextant.core.bookkeeping import DEEPGRAM, OPENROUTER
from sextant.core.events import Stage, State
from sextant.core.model import Analysis, LedgerEntry, Recording

PRICELESS = DEEPGRAM
"""The service whose answers name no price, so that its cost stays our estimate."""


class StepFacts(msgspec.Struct, frozen=True):
    """`seconds` is ``None`` where nobody noted it; of answers, the time that any was written."""

    seconds: float | None = None
    spending: Spending = Spending()


def step_facts(
    recording: Recording, ledger: Sequence[LedgerEntry], answers: Iterable[Analysis]
) -> dict[Stage, StepFacts]:
    """Of a recording that is saved, as far as it is."""
    heard = [entry for entry in ledger if entry.service == DEEPGRAM]
    asked = [entry for entry in ledger if entry.service == OPENROUTER]
    return {
        Stage.EXTRACT: StepFacts(recording.extraction_seconds),
        Stage.TRANSCRIBE: StepFacts(_last_request(heard), spending(heard)),
        Stage.ANALYZE: StepFacts(_written(answers), spending(asked)),
    }


def spending(ledger: Sequence[LedgerEntry]) -> Spending:
    """What requests have cost. One that no service took up was free."""
    requests: dict[str, list[LedgerEntry]] = {}
    for entry in ledger:
        if not entry.practice:
            requests.setdefault(entry.id, []).append(entry)
    known = estimated = Decimal(0)
    unknown = under_way = 0
    for lines in requests.values():
        costs = [line.cost_usd for line in lines if line.cost_usd is not None]
        estimates = [line.estimate_usd for line in lines if line.estimate_usd is not None]
        if costs:
            known += costs[-1]
        elif lines[-1].event == "settled" and not any(line.remote_id for line in lines):
            continue
        elif lines[0].service == PRICELESS and estimates:
            estimated += estimates[-1]
        else:
            unknown += 1
            under_way += all(line.event != "settled" for line in lines)
    return Spending(known, estimated, unknown, under_way)


def expected_cost(
    spent: Decimal, cells: Iterable[CellState], answers: Mapping[str, Analysis]
) -> Decimal | None:
    """What all answers will have cost, from those that are there; ``None`` without any.

    A model's other answer tells best what one of its answers costs, else the usual one does.
    """
    cells = list(cells)
    by_model: dict[str, list[Decimal]] = {}
    for cell in cells:
        answer = answers.get(cell.id)
        if cell.state is State.DONE and answer is not None and answer.usage.cost_usd is not None:
            by_model.setdefault(cell.model, []).append(answer.usage.cost_usd)
    known = [cost for costs in by_model.values() for cost in costs]
    if not known:
        return None
    missing = [cell for cell in cells if cell.state is not State.DONE]
    likely = (by_model.get(cell.model, known) for cell in missing)
    return spent + sum((sum(costs, Decimal(0)) / len(costs) for costs in likely), Decimal(0))


def _last_request(ledger: Sequence[LedgerEntry]) -> float | None:
    """How long the last request took that was answered."""
    sent = {entry.id: entry.time for entry in ledger if entry.event == "sent"}
    ended = [e for e in ledger if e.event == "settled" and e.outcome == "done" and e.id in sent]
    return (ended[-1].time - sent[ended[-1].id]).total_seconds() if ended else None


def _written(answers: Iterable[Analysis]) -> float | None:
    """Seconds in which at least one answer was being written."""
    spans = sorted((a.started.timestamp(), a.started.timestamp() + a.seconds) for a in answers)
    total, reached = 0.0, 0.0
    for start, end in spans:
        total += max(end - max(start, reached), 0.0)
        reached = max(reached, end)
    return total if spans else None
