from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec

from sextant.bridge.accounts import expected_cost, spending, step_facts
from sextant.bridge.state import CellState, RecordingState
from sextant.core.events import Stage, State
from sextant.core.model import Analysis, AnalysisKey, LedgerEntry, Recording, Source, Usage

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
RECORDING = Recording(source=Source("a.mp4", 1, "0"), created=NOON, extraction_seconds=0.2)


def entry(event: str, id_: str, second: float, **facts) -> LedgerEntry:
    when = NOON + timedelta(seconds=second)
    return LedgerEntry(event=event, id=id_, time=when, service="deepgram", **facts)


def answer(start: float, seconds: float, cost: str | None = "0.04", model: str = "m") -> Analysis:
    return Analysis(
        key=AnalysisKey("brief", "p", model, "t"),
        text="x",
        complete=True,
        started=NOON + timedelta(seconds=start),
        seconds=seconds,
        usage=Usage(cost_usd=None if cost is None else Decimal(cost)),
    )


def cells(*models: tuple[str, State]) -> list[CellState]:
    return [
        CellState("brief", model, id=f"{model}{number}", state=state)
        for number, (model, state) in enumerate(models)
    ]


def test_the_seconds_of_a_transcript_are_those_of_the_request_that_was_answered() -> None:
    ledger = [
        entry("sent", "1", 0, estimate_usd=Decimal("0.2")),
        entry("settled", "1", 100, outcome="timed-out"),
        entry("sent", "2", 200, estimate_usd=Decimal("0.2")),
        entry("settled", "2", 238, outcome="done", remote_id="rid"),
    ]
    facts = step_facts(RECORDING, ledger, ())
    assert facts[Stage.EXTRACT].seconds == 0.2
    assert facts[Stage.TRANSCRIBE].seconds == 38
    assert facts[Stage.TRANSCRIBE].spending.estimated == Decimal("0.2")


def test_answers_at_the_same_time_count_once_and_the_night_between_not_at_all() -> None:
    answers = [answer(0, 10), answer(4, 12), answer(5, 2), answer(80_000, 5)]
    assert step_facts(RECORDING, (), answers)[Stage.ANALYZE].seconds == 21


def test_what_was_not_noted_is_unknown() -> None:
    facts = step_facts(RECORDING, [entry("sent", "1", 0)], ())
    assert facts[Stage.TRANSCRIBE].seconds is None
    assert facts[Stage.ANALYZE].seconds is None


def test_what_is_under_way_has_no_unknown_cost_until_its_run_is_gone() -> None:
    def asked(event: str, id_: str, **facts) -> LedgerEntry:
        return LedgerEntry(event=event, id=id_, time=NOON, service="openrouter", **facts)

    ledger = [
        asked("sent", "1"),
        asked("sent", "2"),
        asked("settled", "2", outcome="stop", remote_id="gen-2"),
        asked("sent", "3"),
        asked("settled", "3", outcome="stop", cost_usd=Decimal("0.03")),
    ]
    spent = spending(ledger)
    assert (spent.known, spent.unknown, spent.open) == (Decimal("0.03"), 2, 1)
    state = RecordingState(name="a", title="a", created=NOON, spending=spent)
    assert state.spent.unknown == 2
    assert msgspec.structs.replace(state, running=True).spent.unknown == 1


def test_a_missing_answer_costs_what_its_model_costs_else_what_is_usual() -> None:
    done, waiting = State.DONE, State.WAITING
    grid = cells(("a", done), ("b", done), ("a", waiting), ("c", waiting))
    answers = {"a0": answer(0, 1, "0.10", "a"), "b1": answer(0, 1, "0.02", "b")}
    expected = expected_cost(Decimal("0.12"), grid, answers)
    assert expected == Decimal("0.12") + Decimal("0.10") + Decimal("0.06")


def test_without_a_known_cost_nothing_is_expected() -> None:
    grid = cells(("a", State.DONE), ("b", State.WAITING))
    assert expected_cost(Decimal(0), grid, {"a0": answer(0, 1, None, "a")}) is None
