"""The grid's answers, asked side by side, each with its own fate.

A model's later prompts follow when its first answer begins: only then has the
provider's cache the transcript, and reading it there costs about a tenth.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from sextant.core.answer import Answering, Question
from sextant.core.cost import answer_bound
from sextant.core.errors import ContextTooLong, ModelUnavailable, SextantError
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

STAGGER_SECONDS = 60.0
"""A first answer that has not begun by then holds its model's other prompts no longer."""

Asked = tuple[AnalysisKey, Prompt]


async def fan_out(
    job: Job,
    shared: SharedMessages,
    asked: Sequence[Asked],
    models: Mapping[str, ModelInfo],
) -> dict[str, SextantError]:
    """Ask everything in `asked`. Returns the errors by id of the answer; none is raised.

    `models` is the live list; an empty one means that the server has none, and
    prices and context lengths are unknown.
    """
    errors: dict[str, SextantError] = {}
    columns: dict[str, list[Asked]] = {}
    for key, prompt in asked:
        columns.setdefault(key.model, []).append((key, prompt))
    async with asyncio.TaskGroup() as group:
        for model, column in columns.items():
            group.create_task(_ask_model(job, shared, model, column, models, errors))
    return errors


async def _ask_model(
    job: Job,
    shared: SharedMessages,
    model: str,
    column: Sequence[Asked],
    models: Mapping[str, ModelInfo],
    errors: dict[str, SextantError],
) -> None:
    info = models.get(model)
    staggered = job.run.settings.analysis.stagger and len(column) > 1
    begin = head(
        model,
        job.run.settings.analysis,
        session=f"{column[0][0].transcript_fingerprint[:24]}-{model_slug(model)}",
        info=info,
    )
    alive = asyncio.Event()

    async def ask(key: AnalysisKey, prompt: Prompt, *, first: bool) -> None:
        if staggered and not first:
            await _until(alive)
        pieces = shared.body(begin, prompt, cached=staggered and takes_cache_mark(model))
        problem = _obstacle(model, pieces, job, info, known=bool(models))
        if problem is None:
            bound = answer_bound(estimated_tokens(pieces), job.run.settings.analysis, info)
            problem = await Answering(job, Question(key, pieces, bound), alive.set).go()
        else:
            job.run.emit(_failed(job, key, problem))
        alive.set()
        if problem is not None:
            errors[key.id] = problem

    async with asyncio.TaskGroup() as group:
        for index, (key, prompt) in enumerate(column):
            group.create_task(ask(key, prompt, first=index == 0))


async def _until(alive: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(STAGGER_SECONDS):
            await alive.wait()
    except TimeoutError:
        return


def _obstacle(
    model: str, pieces: Sequence[bytes], job: Job, info: ModelInfo | None, *, known: bool
) -> SextantError | None:
    """What makes a question pointless before it is sent. Nothing is swapped and nothing cut."""
    if info is None:
        return ModelUnavailable(model=model) if known else None
    if info.context_length is None:
        return None
    needed = least_tokens(pieces) + output_limit(job.run.settings.analysis, info)
    return ContextTooLong(model=model) if needed > info.context_length else None


def _failed(job: Job, key: AnalysisKey, error: SextantError) -> AnswerChanged:
    return AnswerChanged(
        job.folder.name,
        key.id,
        key.prompt,
        key.model,
        State.FAILED,
        message=str(error),
        error=error,
    )
