"""Ask for the seventh answer: look what it would cost, ask, keep it beside the six."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

import msgspec

from sextant.core.answer import Answering, Question
from sextant.core.bookkeeping import close_open_accounts
from sextant.core.cost import Range, answer_bound, answer_range
from sextant.core.durably import durably
from sextant.core.errors import SextantError
from sextant.core.events import RecordingFinished, Stage, StageChanged, State
from sextant.core.fanout import failed, obstacle
from sextant.core.messages import estimated_tokens, head, least_tokens
from sextant.core.model import Analysis, AnalysisKey, ModelInfo, Prompt, model_slug
from sextant.core.ports import RecordingFolder
from sextant.core.run import Job, Run
from sextant.core.stages import progress_of
from sextant.core.synthesis import Synthesis, synthesis_of
from sextant.core.view import view_of


class SynthesisOutlook(msgspec.Struct, frozen=True):
    """What a synthesis would be, seen before anything is sent.

    `sources` are the ids of the answers it brings together. `cost` is a probable range
    and `bound` the most it can be; ``None`` where no price is known. `saved` is the one
    there is already: asking again would only cost once more.
    """

    key: AnalysisKey
    sources: tuple[str, ...]
    cost: Range | None
    bound: Decimal | None
    saved: Analysis | None = None


class _Prepared(msgspec.Struct, frozen=True):
    synthesis: Synthesis
    prompts: Mapping[str, Prompt]
    saved: Sequence[Analysis]

    def of_key(self, key: AnalysisKey) -> Analysis | None:
        whole = (one for one in self.saved if one.key == key and one.complete)
        return next(whole, None)


async def look_ahead(
    run: Run, folder: RecordingFolder, model: str, answers: Collection[str] | None
) -> SynthesisOutlook:
    """Estimate. Raises: AnswersUnfinished, StorageProblem, ServiceProblem, PromptUnusable."""
    prepared = await durably(_prepare, run, folder, answers)
    live = await run.once.models()
    key, info = prepared.synthesis.key(model), live.get(model)
    pieces = _pieces(run, prepared.synthesis, model, info)
    settings, most = run.settings.analysis, estimated_tokens(pieces)
    return SynthesisOutlook(
        key,
        prepared.synthesis.sources,
        answer_range((Decimal(least_tokens(pieces)), Decimal(most)), info),
        answer_bound(most, settings, info),
        prepared.of_key(key),
    )


async def synthesize(
    job: Job, model: str, answers: Collection[str] | None, *, again: bool = False
) -> SextantError | None:
    """Ask `model` to bring the answers together. Returns what stands in its way, if anything.

    What is saved already is not asked for once more, unless `again`.
    """
    error: SextantError | None = None
    try:
        with job.folder.lock():
            error = await _ask(job, model, answers, again=again)
    except SextantError as problem:
        error = problem
    state = State.FAILED if error else State.DONE
    job.run.emit(RecordingFinished(job.folder.name, state, (error,) if error else ()))
    return error


async def _ask(
    job: Job, model: str, answers: Collection[str] | None, *, again: bool
) -> SextantError | None:
    run, folder = job.run, job.folder
    prepared = await durably(_prepare, run, folder, answers)
    key = prepared.synthesis.key(model)
    if prepared.of_key(key) is not None and not again:
        return None
    tools = run.tools
    await close_open_accounts(folder, tools)
    await run.once.check_keys(transcribing=False)
    live = await run.once.models()
    info, settings = live.get(model), run.settings.analysis
    pieces = _pieces(run, prepared.synthesis, model, info)
    if (problem := obstacle(model, pieces, settings, info, known=bool(live))) is not None:
        run.emit(failed(job, key, problem))
        return problem
    bound = answer_bound(estimated_tokens(pieces), settings, info)
    question = Question(key, pieces, bound, prepared.synthesis.sources)
    problem = await Answering(job, question, lambda: None).go()
    await durably(tools.report, folder, prepared.prompts)
    run.emit(StageChanged(folder.name, Stage.REPORT, State.DONE))
    return problem


def _prepare(run: Run, folder: RecordingFolder, answers: Collection[str] | None) -> _Prepared:
    """Read and check. By default, every answer of the grid, and none may be missing."""
    progress = progress_of(folder, run.tools.library, run.settings)
    prompts = {cell.prompt.name: cell.prompt for cell in progress.cells}
    view = view_of(folder, prompts)
    missing = 0
    if answers is None:
        done = [cell.key.id for cell in progress.cells if cell.key and cell.state is State.DONE]
        missing, answers = len(progress.cells) - len(done), done
    synthesis = synthesis_of(view, frozenset(answers), missing=missing)
    return _Prepared(synthesis, prompts, folder.syntheses())


def _pieces(
    run: Run, synthesis: Synthesis, model: str, info: ModelInfo | None
) -> tuple[bytes, bytes]:
    session = f"{synthesis.fingerprint[:24]}-{model_slug(model)}"
    begin = head(model, run.settings.analysis, session=session, info=info)
    return begin, synthesis.messages
