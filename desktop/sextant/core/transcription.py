"""The second stage: the audio in words. The service's answer lands on disk raw, then is read."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from pathlib import Path

from sextant.core.bookkeeping import DEEPGRAM, Account
from sextant.core.cost import Range, transcription_cost
from sextant.core.durably import durably
from sextant.core.errors import (
    AnswerUnreadable,
    DamagedFile,
    SextantError,
    TimedOut,
    TranscriptCut,
    TranscriptionTooLong,
    TranscriptLost,
    Unreachable,
)
from sextant.core.events import Stage, StageChanged, State
from sextant.core.model import Transcript
from sextant.core.retry import Patience, patiently
from sextant.core.run import Job


async def transcribe(job: Job, audio: Path) -> Transcript:
    """Pay for a transcript, save it, and read it. One without words is set aside first.

    Raises: KeyProblem, BudgetReached, ServiceProblem, StorageProblem.
    """
    if await durably(job.folder.transcript) is not None:
        await durably(job.folder.set_transcript_aside)
    return await Transcribing(job, audio).go()


class Transcribing:
    """A transcription under way."""

    def __init__(self, job: Job, audio: Path) -> None:
        self._job = job
        self._audio = audio
        self._uploaded = False
        self._accepted = False

    async def go(self) -> Transcript:
        job = self._job
        _tell(job, State.RUNNING, 0.0)
        cost = await self._estimate()
        try:
            await patiently(
                lambda: self._attempt(cost),
                patience=Patience(),
                clock=job.run.tools.clock,
                on_wait=self._waiting,
                allowed=self._may_repeat,
            )
        except (TimedOut, Unreachable) as error:
            if self._accepted:
                raise TranscriptCut(service="Deepgram", detail=error.code) from error
            if self._uploaded:
                raise TranscriptLost(service="Deepgram", detail=error.code) from error
            raise
        try:
            transcript = await durably(job.folder.transcript)
        except DamagedFile as error:
            await durably(job.folder.set_transcript_aside)
            raise AnswerUnreadable(service="Deepgram", detail=error.detail) from error
        assert transcript is not None
        _tell(job, State.DONE, 1.0)
        return transcript

    async def _attempt(self, cost: Range | None) -> None:
        run, folder = self._job.run, self._job.folder
        settings = run.settings.transcription
        self._uploaded = self._accepted = False
        bound = cost.high if cost else None
        account = Account(
            folder,
            run.tools.clock,
            service=DEEPGRAM,
            model=settings.model,
            practice=run.tools.practice,
        )
        async with run.budget.reserve(bound, account.id) as reservation:
            draft = await durably(folder.draft_transcript)
            outcome, charged, arrived = "cancelled", True, False
            try:
                await account.sent(bound)
                await run.tools.transcriber.transcribe(
                    self._audio,
                    draft.write,
                    settings=settings,
                    on_accepted=partial(self._take_name, account),
                    on_progress=self._progress,
                )
                outcome, arrived = "done", True
                await durably(draft.commit)
            except SextantError as error:
                outcome = error.code
                charged = not self._refused(error)
                raise
            finally:
                if not arrived:
                    await durably(draft.set_aside)
                await account.settled(outcome)
                if charged and self._uploaded:
                    self._job.tally.add_transcription(cost)
                else:
                    reservation.settle(Decimal(0))

    def _refused(self, error: SextantError) -> bool:
        """Whether the service said no, so that nothing can have been charged.

        Silence, a break, and its own cap on working time are no refusals.
        """
        unsaid = isinstance(error, TimedOut | Unreachable | TranscriptionTooLong)
        return not self._accepted and not unsaid

    def _may_repeat(self, error: SextantError) -> bool:
        """Whether another try cannot be charged a second time.

        A service that was given everything and then fell silent may well have done
        the work; sending it again is a person's decision.
        """
        return not self._uploaded or self._refused(error)

    async def _estimate(self) -> Range | None:
        """What it will cost, in US dollars; ``None`` when the duration is unknown."""
        if self._job.run.tools.practice:
            return Range()
        seconds = (await durably(self._job.folder.recording)).duration
        if seconds is None:
            return None
        return transcription_cost(seconds, self._job.run.settings.transcription)

    def _take_name(self, account: Account, request_id: str) -> None:
        self._accepted = self._uploaded = True
        account.named(request_id)

    def _progress(self, fraction: float) -> None:
        self._uploaded = fraction >= 1.0
        _tell(self._job, State.RUNNING, fraction)

    def _waiting(self, error: SextantError, seconds: float) -> None:
        del seconds
        self._job.run.emit(
            StageChanged(
                self._job.folder.name,
                Stage.TRANSCRIBE,
                State.RETRYING,
                message=str(error),
                error=error,
            )
        )


def _tell(job: Job, state: State, fraction: float | None = None) -> None:
    job.run.emit(StageChanged(job.folder.name, Stage.TRANSCRIBE, state, fraction))
