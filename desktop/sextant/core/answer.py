"""One cell of the grid: ask one model one question, keep what comes, say how it ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import aclosing
from decimal import Decimal

import msgspec

from sextant.core.bookkeeping import GENERATION, OPENROUTER, Account
from sextant.core.budget import Reservation
from sextant.core.drafts import AnswerDraft
from sextant.core.durably import durably, to_its_end
from sextant.core.errors import (
    AnswerCutShort,
    AnswerEmpty,
    AnswerFiltered,
    AnswerTooLong,
    AnswerUnreadable,
    ConnectionLost,
    CreditHeld,
    OnlyThought,
    OutcomeProblem,
    SextantError,
    StorageProblem,
    TimedOut,
)
from sextant.core.events import AnswerChanged, AnswerText, State
from sextant.core.model import Analysis, AnalysisKey, Usage
from sextant.core.pieces import Accepted, Finished, Text, Thinking
from sextant.core.retry import Patience, patiently
from sextant.core.run import Job

BATCH_SECONDS = 0.04
"""Between two batches of text; a disk write and a repaint a token would be waste."""

NORMAL_END = "stop"
"""The finish reason of a whole answer; every other one cut it short."""

CUT_OFF = "length"
"""The finish reason of an answer that reached the length allowed."""

UNSAID = (TimedOut, ConnectionLost, AnswerUnreadable, StorageProblem)
"""Ends of a request that do not tell whether it was charged; all others are refusals."""


def ended_badly(finish_reason: str) -> OutcomeProblem | None:
    """The verdict in a finish reason, where asking again would only bring the same."""
    if finish_reason == "content_filter":
        return AnswerFiltered(detail=finish_reason)
    if finish_reason == CUT_OFF:
        return AnswerTooLong(detail=finish_reason)
    return None


class Question(msgspec.Struct, frozen=True):
    """What is asked: the answer's key, the pieces of the body, the most it can cost.

    `sources` are the answers that a synthesis is made of; other questions have none.
    """

    key: AnalysisKey
    pieces: Sequence[bytes]
    bound: Decimal | None
    sources: tuple[str, ...] = ()


class Answering:
    """A question under way. Its fate is its own: it raises nothing but cancellation."""

    def __init__(self, job: Job, question: Question, on_alive: Callable[[], None]) -> None:
        self._job = job
        self._question = question
        self._on_alive = on_alive
        self._clock = job.run.tools.clock
        self._started = self._clock.now()
        self._began = self._clock.monotonic()
        self._parts: list[str] = []
        self._pending: list[str] = []
        self._writer: asyncio.Task[None] | None = None
        self._thought = False
        self._draft: AnswerDraft | None = None

    async def go(self) -> SextantError | None:
        """Ask until there is an answer or a verdict. Returns what stands in its way."""
        self._tell(State.RUNNING)
        try:
            cost = await patiently(
                self._attempt,
                patience=Patience(),
                clock=self._clock,
                on_wait=self._waiting,
                allowed=self._may_repeat,
            )
        except SextantError as error:
            self._tell(State.FAILED, error=error)
            return error
        self._tell(State.DONE, cost=cost)
        return None

    def _may_repeat(self, error: SextantError) -> bool:
        """Not after the first word, and not after thoughts unless the service itself gave up.

        What a provider could not finish it does not charge for; what was lost on the
        way it does.
        """
        return not self._parts and not (self._thought and isinstance(error, UNSAID))

    async def _attempt(self) -> Decimal | None:
        run, question = self._job.run, self._question
        account = Account(
            self._job.folder,
            self._clock,
            service=OPENROUTER,
            model=question.key.model,
            analysis=question.key.id,
            practice=run.tools.practice,
        )
        async with (
            run.gate.pass_through(),
            run.budget.reserve(question.bound, account.id) as reservation,
        ):
            finished, outcome, charged = Finished(""), "cancelled", False
            try:
                await account.sent(question.bound)
                charged = True
                finished = await self._receive(account)
                outcome = finished.finish_reason
            except SextantError as error:
                outcome = error.code
                charged = bool(self._parts) or isinstance(error, UNSAID)
                if isinstance(error, CreditHeld):
                    run.gate.narrow()
                if self._parts:
                    raise AnswerCutShort(why=error.words()[0], detail=error.detail) from error
                raise
            finally:
                usage = await self._save(finished, account, outcome)
                self._settle(reservation, usage.cost_usd, charged=charged)
        problem = self._verdict(finished)
        if problem is not None:
            raise problem
        return usage.cost_usd

    async def _receive(self, account: Account) -> Finished:
        stream = self._job.run.tools.analyst.ask(self._question.pieces)
        async with aclosing(stream):
            async for piece in stream:
                match piece:
                    case Accepted(remote_id):
                        await account.accepted(remote_id)
                    case Thinking():
                        self._thought = True
                        self._on_alive()
                    case Text(text):
                        self._on_alive()
                        self._take(text)
                    case Finished():
                        return piece
        raise AssertionError("an analyst's stream ends with Finished or an error")

    def _take(self, text: str) -> None:
        """Have it written, soon. Raises: StorageProblem, of what was written before."""
        self._parts.append(text)
        self._pending.append(text)
        if self._writer is not None and self._writer.done():
            self._writer.result()
            self._writer = None
        if self._writer is None:
            self._writer = asyncio.create_task(self._write_batches())

    async def _write_batches(self) -> None:
        """What has arrived, at once; then what gathers meanwhile, however long the next takes."""
        while self._pending:
            await self._write()
            await self._clock.sleep(BATCH_SECONDS)

    async def _write_rest(self) -> None:
        """Whatever has not been written when the stream has ended. Raises: StorageProblem."""
        if self._writer is not None:
            await to_its_end(self._writer)
        await self._write()

    async def _write(self) -> None:
        """On disk first, then shown."""
        if not self._pending:
            return
        key = self._question.key
        if self._draft is None:
            folder = self._job.folder
            draft = folder.draft_synthesis if self._question.sources else folder.draft_answer
            self._draft = await durably(draft, key, started=self._started)
        text = "".join(self._pending)
        self._pending.clear()
        await durably(self._draft.append, text)
        self._job.run.emit(AnswerText(self._job.folder.name, key.id, text))

    async def _save(self, finished: Finished, account: Account, outcome: str) -> Usage:
        """The answer's file first, then the ledger; each even when the other fails."""
        usage = finished.usage
        try:
            await self._write_rest()
            if self._draft is not None:
                analysis = self._analysis(finished, account.remote_id)
                save = self._draft.finish if analysis.complete else self._draft.keep
                await durably(save, analysis)
        except SextantError as error:
            outcome = error.code
            raise
        finally:
            await account.settled(outcome, usage=usage, cost=usage.cost_usd)
        if finished.finish_reason and usage.cost_usd is None:
            usage = await self._look_up(finished, account)
        return usage

    async def _look_up(self, finished: Finished, account: Account) -> Usage:
        """The answer is safe; ask what it cost and complete its front matter."""
        if not account.remote_id.startswith(GENERATION):
            return finished.usage
        usage = await account.look_up(self._job.run.tools.analyst)
        if usage is None:
            return finished.usage
        if self._draft is not None and self._verdict(finished) is None:
            known = msgspec.structs.replace(finished, usage=usage)
            await durably(self._draft.finish, self._analysis(known, account.remote_id))
        return usage

    def _settle(self, reservation: Reservation, cost: Decimal | None, *, charged: bool) -> None:
        if charged:
            reservation.settle(cost)
            self._job.tally.add(cost)
        else:
            reservation.settle(Decimal(0))

    def _analysis(self, finished: Finished, remote_id: str) -> Analysis:
        return Analysis(
            key=self._question.key,
            text="".join(self._parts),
            complete=self._verdict(finished) is None,
            started=self._started,
            seconds=round(self._clock.monotonic() - self._began, 3),
            served_model=finished.served_model,
            provider=finished.provider,
            finish_reason=finished.finish_reason,
            generation_id=remote_id,
            usage=finished.usage,
            practice=self._job.run.tools.practice,
            sources=self._question.sources,
        )

    def _verdict(self, finished: Finished) -> OutcomeProblem | None:
        """Why an answer that ended is no whole one; ``None`` when it is."""
        reason = finished.finish_reason
        if finished.refusal:
            return AnswerFiltered(detail=reason)
        if not any(part.strip() for part in self._parts):
            return OnlyThought(detail=reason) if reason == CUT_OFF else AnswerEmpty(detail=reason)
        if reason != NORMAL_END:
            return ended_badly(reason) or AnswerCutShort(why="it broke off.", detail=reason)
        return None

    def _waiting(self, error: SextantError, seconds: float) -> None:
        self._tell(State.RETRYING, error=error, retry_in=seconds)

    def _tell(
        self,
        state: State,
        *,
        error: SextantError | None = None,
        retry_in: float | None = None,
        cost: Decimal | None = None,
    ) -> None:
        key = self._question.key
        self._job.run.emit(
            AnswerChanged(
                self._job.folder.name,
                key.id,
                key.prompt,
                key.model,
                state,
                message=str(error) if error else "",
                retry_in=retry_in,
                cost_usd=cost,
                error=error,
            )
        )
