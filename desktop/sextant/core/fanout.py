"""The grid's answers, asked side by side, each with its own fate.

A model's later prompts follow when its first answer begins: only then has the
provider's cache the transcript, and reading it there costs about a tenth.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from enum import Enum, auto

import msgspec

from sextant.core.answer import CUT_OFF, Answering, Question
from sextant.core.cost import answer_bound
from sextant.core.errors import AnswerStopped, ContextTooLong, ModelUnavailable, SextantError
from sextant.core.events import AnswerChanged, State
from sextant.core.messages import (
    SharedMessages,
    estimated_tokens,
    head,
    least_tokens,
    output_limit,
    takes_cache_mark,
)
from sextant.core.model import AnalysisKey, ModelInfo, Prompt, model_slug
from sextant.core.run import Job
from sextant.core.settings import AnalysisSettings

ROOM = 2
"""How many times the length allowed an answer gets that had reached it, and is asked again."""

STAGGER_SECONDS = 60.0
"""A first answer that has not begun by then holds its model's other prompts no longer."""

Asked = tuple[AnalysisKey, Prompt]


class FanOut:
    """The answers of one recording, asked side by side. Implements `sextant.core.run.Asking`.

    `errors` are what stands in their way, by id; none is raised.
    """

    def __init__(
        self,
        job: Job,
        shared: SharedMessages,
        transcript_fingerprint: str,
        prompts: Sequence[Prompt],
        roomy: Collection[str] = (),
    ) -> None:
        """`prompts` are all that may be asked; `shared` has their messages.

        Answers in `roomy` (ids) reached the length allowed before: they get more.
        """
        self.errors: dict[str, SextantError] = {}
        self._job = job
        self._shared = shared
        self._transcript = transcript_fingerprint
        self._prompts = {prompt.name: prompt for prompt in prompts}
        self._roomy = set(roomy)
        self._models: Mapping[str, ModelInfo] = {}
        self._columns: dict[str, _Column] = {}
        self._group: asyncio.TaskGroup | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._wishes: dict[str, _Wish] = {}

    async def run(self, asked: Sequence[Asked], models: Mapping[str, ModelInfo]) -> None:
        """Ask everything in `asked`, and what is asked for meanwhile, until all have ended.

        `models` is the live list; an empty one means that the server has none, and
        prices and context lengths are unknown.
        """
        self._models = models
        counts = Counter(key.model for key, _ in asked)
        async with asyncio.TaskGroup() as self._group:
            for key, prompt in asked:
                first = key.model not in self._columns
                column = self._column(key.model, staggered=counts[key.model] > 1)
                self._begin(key, prompt, column, waits=column.staggered and not first)

    def stop(self, answer: str) -> bool:
        """See `Asking`. The others go on."""
        return self._end(answer, _Wish.STOP)

    def ask(self, prompt: str, model: str, *, instead_of: str = "") -> bool:
        """See `Asking`."""
        if not self._tasks or prompt not in self._prompts:
            return False
        question = self._prompts[prompt]
        key = AnalysisKey(prompt, question.fingerprint, model, self._transcript)
        before = self.errors.get(key.id)
        if before is not None and before.detail == CUT_OFF:
            self._roomy.add(key.id)
        if instead_of not in {"", key.id}:
            self._end(instead_of, _Wish.DROP)
            self.errors.pop(instead_of, None)
        if not self._end(key.id, _Wish.AGAIN):
            self._begin(key, question, self._column(model), waits=False)
        return True

    def _end(self, answer: str, wish: _Wish) -> bool:
        if answer not in self._tasks:
            return False
        self._wishes[answer] = wish
        self._tasks[answer].cancel()
        return True

    def _column(self, model: str, *, staggered: bool = False) -> _Column:
        if model not in self._columns:
            settings = self._job.run.settings.analysis
            self._columns[model] = _Column(
                model,
                self._models.get(model),
                self._head(model, settings),
                staggered=settings.stagger and staggered,
            )
        return self._columns[model]

    def _head(self, model: str, settings: AnalysisSettings) -> bytes:
        session = f"{self._transcript[:24]}-{model_slug(model)}"
        return head(model, settings, session=session, info=self._models.get(model))

    def _begin(self, key: AnalysisKey, prompt: Prompt, column: _Column, *, waits: bool) -> None:
        assert self._group is not None
        self._job.asked.add(key.id)
        self.errors.pop(key.id, None)
        work = self._see_through(key, prompt, column, waits=waits)
        task = self._tasks[key.id] = self._group.create_task(work)
        task.add_done_callback(lambda _: self._tasks.pop(key.id, None))

    async def _see_through(
        self, key: AnalysisKey, prompt: Prompt, column: _Column, *, waits: bool
    ) -> None:
        """Ask until it has an end: its own, or the one a person wants."""
        wish: _Wish | None = _Wish.AGAIN
        problem: SextantError | None = None
        while wish is _Wish.AGAIN:
            try:
                if waits:
                    await _until(column.alive)
                problem, wish = await self._ask(key, prompt, column), None
            except asyncio.CancelledError:
                wish, waits = self._wishes.pop(key.id, None), False
                if wish is None:
                    raise
        if wish is _Wish.STOP:
            problem = AnswerStopped()
            self._job.run.emit(failed(self._job, key, problem))
        column.alive.set()
        if problem is not None:
            self.errors[key.id] = problem

    async def _ask(self, key: AnalysisKey, prompt: Prompt, column: _Column) -> SextantError | None:
        job, settings, begin = self._job, self._job.run.settings.analysis, column.begin
        if key.id in self._roomy:
            room = settings.max_output_tokens * ROOM
            settings = msgspec.structs.replace(settings, max_output_tokens=room)
            begin = self._head(column.model, settings)
        cached = column.staggered and takes_cache_mark(column.model)
        pieces = self._shared.body(begin, prompt, cached=cached)
        problem = obstacle(column.model, pieces, settings, column.info, known=bool(self._models))
        if problem is not None:
            job.run.emit(failed(job, key, problem))
            return problem
        bound = answer_bound(estimated_tokens(pieces), settings, column.info)
        return await Answering(job, Question(key, pieces, bound), column.alive.set).go()


class _Wish(Enum):
    """Why a person ends an answer that is under way."""

    STOP = auto()
    """It is enough."""
    AGAIN = auto()
    """It is to begin anew, at once."""
    DROP = auto()
    """Another model is to answer in its place."""


class _Column:
    """What the questions to one model share. `alive` is set once it has begun to answer."""

    def __init__(
        self, model: str, info: ModelInfo | None, begin: bytes, *, staggered: bool
    ) -> None:
        self.model, self.info, self.begin, self.staggered = model, info, begin, staggered
        self.alive = asyncio.Event()


async def _until(alive: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(STAGGER_SECONDS):
            await alive.wait()
    except TimeoutError:
        return


def obstacle(
    model: str,
    pieces: Sequence[bytes],
    settings: AnalysisSettings,
    info: ModelInfo | None,
    *,
    known: bool,
) -> SextantError | None:
    """What makes a question pointless before it is sent. Nothing is swapped and nothing cut."""
    if info is None:
        return ModelUnavailable(model=model) if known else None
    if info.context_length is None:
        return None
    needed = least_tokens(pieces) + output_limit(settings, info)
    return ContextTooLong(model=model) if needed > info.context_length else None


def failed(job: Job, key: AnalysisKey, error: SextantError) -> AnswerChanged:
    return AnswerChanged(
        job.folder.name,
        key.id,
        key.prompt,
        key.model,
        State.FAILED,
        message=str(error),
        error=error,
    )
