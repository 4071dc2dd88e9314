from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from sextant.bridge.accounts import spending
from sextant.bridge.notice import Notice
from sextant.bridge.state import CellState, RecordingState, Spending, apply
from sextant.core.errors import NoAudioTrack, NoCredit, RateLimited
from sextant.core.events import AnswerChanged, Stage, StageChanged, State
from sextant.core.model import LedgerEntry

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def board() -> RecordingState:
    cells = tuple(
        CellState(prompt, model, title=prompt.title())
        for prompt in ("brief", "critical")
        for model in ("x/one", "x/two")
    )
    return RecordingState(name="Board", title="Board.mp4", created=NOW, cells=cells)


def test_an_answer_finds_its_cell_by_prompt_and_model_and_keeps_its_words() -> None:
    event = AnswerChanged("Board", "id-1", "critical", "x/one", State.RUNNING)
    after = apply(board(), event)
    changed = [cell for cell in after.cells if cell.state is State.RUNNING]
    assert [(c.prompt, c.model, c.id, c.title) for c in changed] == [
        ("critical", "x/one", "id-1", "Critical")
    ]


def test_a_waiting_retry_tells_its_error_and_the_seconds() -> None:
    event = AnswerChanged(
        "Board", "i", "brief", "x/one", State.RETRYING, retry_in=4.0, error=RateLimited(service="R")
    )
    cell = apply(board(), event).cells[0]
    assert cell.retry_in == 4.0
    assert cell.problem == Notice.of(RateLimited(service="R"))


def test_a_failed_step_is_the_recordings_problem_and_a_failed_answer_is_not() -> None:
    state = board()
    failed = NoCredit(service="OpenRouter")
    state = apply(state, AnswerChanged("Board", "i", "brief", "x/one", State.FAILED, error=failed))
    state = apply(state, StageChanged("Board", Stage.ANALYZE, State.FAILED, error=failed))
    assert state.problem is None
    error = NoAudioTrack(name="Board.mp4")
    state = apply(state, StageChanged("Board", Stage.EXTRACT, State.FAILED, error=error))
    assert state.problem == Notice.of(error)


def test_finished_is_only_when_every_answer_is_whole() -> None:
    state = board()
    for number, cell in enumerate(state.cells):
        assert not state.finished
        done = AnswerChanged("Board", f"i{number}", cell.prompt, cell.model, State.DONE)
        state = apply(state, done)
    assert state.finished


def test_a_defect_is_told_without_its_words() -> None:
    try:
        raise ValueError("what Ms Smith said")
    except ValueError as error:
        notice = Notice.of(error)
    assert "Smith" not in str(notice)
    assert "ValueError" in notice.detail


def line(event: str, id_: str, service: str = "openrouter", **more: object) -> LedgerEntry:
    return LedgerEntry(event=event, id=id_, time=NOW, service=service, **more)  # type: ignore[arg-type]


def test_spending_tells_known_estimated_and_unknown_apart() -> None:
    ledger = [
        line("sent", "d", "deepgram", estimate_usd=Decimal("0.30")),
        line("accepted", "d", "deepgram", remote_id="r"),
        line("settled", "d", "deepgram", outcome="stop", remote_id="r"),
        line("sent", "a"),
        line("settled", "a", remote_id="g1", cost_usd=Decimal("0.04")),
        line("sent", "refused"),
        line("settled", "refused", outcome="no-credit"),
        line("sent", "open"),
        line("sent", "late"),
        line("settled", "late", remote_id="g2"),
        line("looked_up", "late", remote_id="g2", cost_usd=Decimal("0.01")),
        line("sent", "practice", practice=True),
    ]
    assert spending(ledger) == Spending(Decimal("0.05"), Decimal("0.30"), 1, 1)
