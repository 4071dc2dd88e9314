"""What the window shows of a recording: what its files tell, then each event on top.

Old recordings and running ones take the same way: `loading` makes a state from
the folder, `apply` lays an event over it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import msgspec

from sextant.bridge.notice import Notice
from sextant.core.events import (
    AnswerChanged,
    Event,
    RecordingFinished,
    Stage,
    StageChanged,
    State,
)

ACTIVE = frozenset({State.RUNNING, State.RETRYING})
"""The states of what is being worked on."""


class CellState(msgspec.Struct, frozen=True):
    """One answer of the grid, without its text.

    `prompt` is the prompt's name, `title` and `summary` are its words for people.
    `column` is the model that heads its column: the one asked, unless a person
    wanted `model` in its place.
    `id` is empty until there is a transcript to ask about; `partial` says that a
    text was cut short and kept.
    """

    prompt: str
    model: str
    title: str = ""
    summary: str = ""
    id: str = ""
    state: State = State.WAITING
    retry_in: float | None = None
    problem: Notice | None = None
    partial: bool = False
    column: str = ""

    @property
    def place(self) -> tuple[str, str]:
        """The prompt and the model of the grid: where it stands."""
        return self.prompt, self.column or self.model


class StepState(msgspec.Struct, frozen=True):
    """One stage; `fraction` is 0 to 1 while it is known."""

    state: State = State.WAITING
    fraction: float | None = None
    note: str = ""
    problem: Notice | None = None


class Spending(msgspec.Struct, frozen=True):
    """US dollars: `known` from the services, `estimated` where a service names no price.

    `unknown` counts requests that may have cost something nobody can tell; of `open` of
    them no end is noted: they are under way, or were interrupted.
    """

    known: Decimal = Decimal(0)
    estimated: Decimal = Decimal(0)
    unknown: int = 0
    open: int = 0

    @property
    def total(self) -> Decimal:
        return self.known + self.estimated

    def apart_from_open(self) -> Spending:
        """What is under way has no cost yet that anybody could know."""
        return Spending(self.known, self.estimated, self.unknown - self.open)


class RecordingState(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the library.

    `running` says that a run of this window works on it. `whole` is false while only
    the outline has been read: names, times, no answers. `left` is how many seconds
    the present step will still take, where that can be told.
    """

    name: str
    title: str
    created: datetime
    duration: float | None = None
    practice: bool = False
    running: bool = False
    whole: bool = True
    left: float | None = None
    steps: Mapping[Stage, StepState] = {}
    cells: tuple[CellState, ...] = ()
    spending: Spending = Spending()

    def step(self, stage: Stage) -> StepState:
        return self.steps.get(stage, StepState())

    def count(self, state: State) -> int:
        """How many answers are in `state`."""
        return sum(cell.state is state for cell in self.cells)

    @property
    def spent(self) -> Spending:
        """What it has cost so far."""
        return self.spending.apart_from_open() if self.running else self.spending

    @property
    def finished(self) -> bool:
        return bool(self.cells) and self.count(State.DONE) == len(self.cells)

    @property
    def problem(self) -> Notice | None:
        """What stands in the way of the whole recording, if anything.

        Answers that failed each for themselves are told in their cells.
        """
        for stage, step in self.steps.items():
            if stage is Stage.ANALYZE and self.count(State.FAILED):
                continue
            if step.problem is not None:
                return step.problem
        return None


def apply(state: RecordingState, event: Event) -> RecordingState:
    """The state after `event`, which must be about this recording."""
    match event:
        case StageChanged():
            return _with_stage(state, event)
        case AnswerChanged():
            return _with_answer(state, event)
        case RecordingFinished():
            return msgspec.structs.replace(state, running=False)
        case _:
            return state


def _with_stage(state: RecordingState, event: StageChanged) -> RecordingState:
    problem = Notice.of(event.error) if event.error else None
    note = problem.whole if problem else event.message
    step = StepState(event.state, event.fraction, note, problem)
    return msgspec.structs.replace(
        state,
        steps={**state.steps, event.stage: step},
        running=state.running or step.state in ACTIVE,
    )


def _with_answer(state: RecordingState, event: AnswerChanged) -> RecordingState:
    problem = Notice.of(event.error) if event.error else None
    cells = list(state.cells)
    for index, cell in enumerate(cells):
        if (cell.prompt, cell.model) == (event.prompt, event.model):
            cells[index] = msgspec.structs.replace(
                cell,
                id=event.analysis,
                state=event.state,
                retry_in=event.retry_in,
                problem=problem,
                partial=cell.partial and event.state is not State.DONE,
            )
    return msgspec.structs.replace(state, cells=tuple(cells))
