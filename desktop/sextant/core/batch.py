"""Many recordings at once: take files in, run their pipelines, keep within limits.

The window holds one `Batch` for as long as a project is open; the terminal one a command.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import msgspec

from sextant.core import outlook
from sextant.core.budget import Budget, MonthBudget
from sextant.core.cost import Range
from sextant.core.durably import durably
from sextant.core.errors import SextantError
from sextant.core.events import Emit, RecordingOpened, SourceRejected
from sextant.core.gate import Gate
from sextant.core.model import ModelInfo
from sextant.core.outlook import Outlook
from sextant.core.pipeline import take_through
from sextant.core.ports import RecordingFolder
from sextant.core.run import Job, Once, Run, Seen, Tally, Wish
from sextant.core.settings import Grid, Settings
from sextant.core.synthesizing import SynthesisOutlook, look_ahead, synthesize
from sextant.core.tools import Tools

log = logging.getLogger(__name__)

QUESTIONS_AT_ONCE = 12
"""Two grids side by side. OpenRouter has no such limit; a client's connection may."""


class Summary(msgspec.Struct, frozen=True):
    """What a run came to.

    `cost_usd` is what the services named; `transcription` is our estimate of what
    Deepgram takes, which names no price; `unknown_costs` counts answers without a
    known cost. `errors` are all that stood in the way.
    """

    recordings: int
    done: int
    failed: int
    cost_usd: Decimal
    transcription: Range = Range()
    unknown_costs: int = 0
    errors: tuple[SextantError, ...] = ()


class Batch:
    """Recordings taken through the pipeline, some `jobs` of them side by side."""

    def __init__(
        self,
        tools: Tools,
        settings: Settings,
        emit: Emit,
        *,
        jobs: int = 2,
        max_cost: Decimal | None = None,
        grid: Grid | None = None,
    ) -> None:
        """Args: `grid` is what new recordings are asked; by default the project's own choice.

        `max_cost` takes the place of the settings' limit of a run.
        """
        self.tools = tools
        self.settings = settings
        self.grid = grid or settings.grid(tools.library.project(), practice=tools.practice)
        self._limit = settings.run_limit_usd if max_cost is None else max_cost
        self._month = _month(tools, settings)
        self._run = Run(
            tools=tools,
            settings=settings,
            emit=emit,
            budget=self.budget(),
            gate=Gate(QUESTIONS_AT_ONCE),
            once=Once(tools),
        )
        self._places = asyncio.Semaphore(jobs)

    def budget(self) -> Budget:
        """What one run may spend, for those `run`s that a person sees as one.

        Practice costs nothing and is counted nowhere.
        """
        return Budget() if self.tools.practice else Budget(self._limit, self._month)

    async def run(
        self,
        sources: Sequence[Path] = (),
        folders: Sequence[RecordingFolder] = (),
        *,
        only: Collection[str] | None = None,
        again: bool = False,
        budget: Budget | None = None,
    ) -> Summary:
        """Take `sources` in and finish them and `folders`; one failure never stops the others.

        `only` names the answers to ask for (ids of their keys), even ones that are
        there already; ``None`` is all that are unfinished. `again` repeats verdicts
        too: a transcript without words, an answer at its limit. May run several times
        at once: the limits on work in flight are the batch's; so is the limit on money,
        unless `budget` is another one. To cancel, cancel the task: what arrived is saved
        and nothing is left running.
        """
        tally = Tally()
        run = self._run if budget is None else msgspec.structs.replace(self._run, budget=budget)
        wish = Wish(None if only is None else frozenset(only), again)
        under_way: dict[str, asyncio.Task[tuple[SextantError, ...]]] = {}
        rejected: list[SextantError] = []
        async with asyncio.TaskGroup() as group:

            def begin(folder: RecordingFolder, seen: Seen | None) -> None:
                if folder.name not in under_way:
                    job = Job(run, folder, tally, wish, self.grid if seen else None, seen)
                    under_way[folder.name] = group.create_task(self._in_turn(job))

            for folder in folders:
                begin(folder, None)
            for source in await self._expanded(sources, rejected):
                try:
                    begin(*await self._take_in(source))
                except SextantError as error:
                    self._reject(source, error, rejected)
        results = [task.result() for task in under_way.values()]
        done = sum(not errors for errors in results)
        return Summary(
            recordings=len(results) + len(rejected),
            done=done,
            failed=len(results) + len(rejected) - done,
            cost_usd=tally.known,
            transcription=tally.transcription,
            unknown_costs=tally.unknown,
            errors=(*rejected, *(error for errors in results for error in errors)),
        )

    async def synthesis_outlook(
        self, folder: RecordingFolder, model: str, answers: Collection[str] | None = None
    ) -> SynthesisOutlook:
        """What a synthesis by `model` would be and cost; nothing of a person's is sent.

        `answers` are the ids of those to bring together, by default the whole grid.
        Raises: AnswersUnfinished, StorageProblem, ServiceProblem, PromptUnusable.
        """
        return await look_ahead(self._run, folder, model, answers)

    async def synthesize(
        self,
        folder: RecordingFolder,
        model: str,
        answers: Collection[str] | None = None,
        *,
        again: bool = False,
    ) -> Summary:
        """Have `model` bring the finished answers together; only ever because a person asks.

        It is kept in `RecordingFolder.syntheses`. One that is there is not asked for
        once more, unless `again`. Its events are those of an answer whose prompt is
        `sextant.core.synthesis.SYNTHESIS`; `RecordingFinished` comes last. To cancel,
        cancel the task: what arrived is kept.
        """
        run = msgspec.structs.replace(self._run, budget=self.budget())
        tally = Tally()
        async with self._places:
            error = await synthesize(Job(run, folder, tally), model, answers, again=again)
        return Summary(
            recordings=1,
            done=int(error is None),
            failed=int(error is not None),
            cost_usd=tally.known,
            unknown_costs=tally.unknown,
            errors=(error,) if error else (),
        )

    def stop(self, recording: str, answer: str) -> bool:
        """End one answer (its id) that is under way; the others go on. False if there is none."""
        asking = self._run.asking.get(recording)
        return asking is not None and asking.stop(answer)

    def ask(self, recording: str, prompt: str, model: str, *, instead_of: str = "") -> bool:
        """Ask for an answer beside those under way; false where the recording is not at it.

        `instead_of` is the id of an answer that is no longer wanted.
        """
        asking = self._run.asking.get(recording)
        return asking is not None and asking.ask(prompt, model, instead_of=instead_of)

    async def models(self) -> Mapping[str, ModelInfo]:
        """The live list by id; empty where a compatible server has none. Raises: ServiceProblem."""
        return await self._run.once.models()

    async def look_ahead(self, sources: Sequence[Path]) -> list[Outlook]:
        """Probe `sources` and estimate what is not saved yet, sending nothing of a person's.

        Raises: ServiceProblem when the live price list is needed and cannot be had;
        StorageProblem.
        """
        rejected: list[SextantError] = []
        files = await self._expanded(sources, rejected)
        found = await outlook.look_ahead(self._run, self.grid, files)
        return [*found, *(Outlook(Path(), error=error) for error in rejected)]

    async def _in_turn(self, job: Job) -> tuple[SextantError, ...]:
        async with self._places:
            return await take_through(job)

    async def _expanded(
        self, sources: Iterable[Path], rejected: list[SextantError]
    ) -> tuple[Path, ...]:
        """All files in `sources`, folders opened, each once and in order."""
        files: dict[Path, None] = {}
        for source in sources:
            try:
                files.update(dict.fromkeys(await durably(self.tools.expand, source)))
            except SextantError as error:
                self._reject(source, error, rejected)
        return tuple(files)

    async def _take_in(self, source: Path) -> tuple[RecordingFolder, Seen]:
        """A folder for `source`, once it is sure that there is a recording in it."""
        identity = await durably(self.tools.identify, source)
        media = await self.tools.extractor.probe(source)
        folder, known = await durably(
            self.tools.library.add,
            identity,
            created=self.tools.clock.now(),
            practice=self.tools.practice,
        )
        self._run.emit(RecordingOpened(folder.name, str(source), known))
        return folder, Seen(identity, media)

    def _reject(self, source: Path, error: SextantError, rejected: list[SextantError]) -> None:
        log.info("a file was not taken in: %s", error.code)
        rejected.append(error)
        self._run.emit(SourceRejected(str(source), error))


def _month(tools: Tools, settings: Settings) -> MonthBudget | None:
    if tools.purse is None:
        return None
    return MonthBudget(tools.purse, settings.month_limit_usd, tools.clock)
