"""The commands that work: analyze, resume, demo."""

from __future__ import annotations

import argparse
import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import msgspec

from sextant.assembly import (
    load_settings,
    make_keys,
    open_library,
    sample_video,
    workshop,
)
from sextant.cli.estimate import asked_grid, look_ahead
from sextant.cli.outcome import exit_code
from sextant.cli.output import Lines
from sextant.cli.progress import Teller, teller
from sextant.core.batch import Batch, Summary
from sextant.core.bookkeeping import open_accounts
from sextant.core.errors import SextantError
from sextant.core.events import AnswerChanged, Event, RecordingFinished, SourceRejected, State
from sextant.core.ports import Library, RecordingFolder
from sextant.core.settings import Settings
from sextant.core.stages import progress_of
from sextant.storage.settings_file import demo_project


def analyze(arguments: argparse.Namespace, lines: Lines) -> int:
    settings = _with_language(load_settings(), arguments.language)
    if arguments.dry_run:
        return look_ahead(arguments, lines, settings)
    library = open_library(arguments.project, create=True)
    grid = asked_grid(arguments, library, settings)

    async def work(tell: Callable[[Event], None]) -> Summary:
        practice: bool = arguments.practice
        async with workshop(library, settings, make_keys(), practice=practice) as tools:
            batch = Batch(
                tools,
                settings,
                tell,
                jobs=arguments.jobs,
                max_cost=arguments.max_cost,
                grid=grid,
            )
            return await batch.run(arguments.files)

    return carry_out(work, library, lines)


def resume(arguments: argparse.Namespace, lines: Lines) -> int:
    settings = load_settings()
    library = open_library(arguments.project, create=False)
    unfinished = [f for f in library.recordings() if _unfinished(f, library, settings)]
    kinds = {f.name: f.recording().practice for f in unfinished}
    keys = make_keys()

    async def work(tell: Callable[[Event], None]) -> Summary:
        parts: list[Summary] = []
        for practice in (False, True):
            folders = [f for f in unfinished if kinds[f.name] is practice]
            if not folders:
                continue
            async with workshop(library, settings, keys, practice=practice) as tools:
                batch = Batch(
                    tools, settings, tell, jobs=arguments.jobs, max_cost=arguments.max_cost
                )
                parts.append(await batch.run(folders=folders, again=arguments.again))
        return _together(parts)

    return carry_out(work, library, lines)


def demo(arguments: argparse.Namespace, lines: Lines) -> int:
    project: Path = arguments.project or demo_project()
    arguments.project = project
    arguments.files = [sample_video()]
    arguments.practice = True
    arguments.model = arguments.prompt = arguments.language = arguments.max_cost = None
    arguments.dry_run, arguments.jobs = False, 1
    lines.note("Practice: extracts made on this computer, not AI. Nothing leaves it.")
    code = analyze(arguments, lines)
    if code == 0:
        for folder in open_library(project, create=False).recordings():
            lines.note(f"Report: {folder.path / 'report.html'}")
    return code


def carry_out(
    work: Callable[[Callable[[Event], None]], Coroutine[None, None, Summary]],
    library: Library,
    lines: Lines,
) -> int:
    """Run to the end or to Ctrl-C; either way the last line is the summary."""
    count = Count(teller(lines))
    try:
        summary = asyncio.run(_stoppable(work(count)))
    except BaseException:
        count.tell.close(count.summary(), library.path)
        raise
    count.tell.close(summary, library.path)
    return exit_code(summary.errors, done=summary.done)


async def _stoppable(work: Awaitable[Summary]) -> Summary:
    """SIGTERM ends a run as Ctrl-C does: what arrived is saved, nothing is left running."""
    task = asyncio.current_task()
    assert task is not None
    with suppress(NotImplementedError):  # Windows has no such signal to handle
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await work


class Count:
    """Keeps count of events, for the summary of a run that was interrupted."""

    def __init__(self, tell: Teller) -> None:
        self.tell = tell
        self._ended: dict[State, int] = {}
        self._cost = Decimal(0)
        self._unknown = 0

    def __call__(self, event: Event) -> None:
        match event:
            case RecordingFinished():
                self._ended[event.state] = self._ended.get(event.state, 0) + 1
            case SourceRejected():
                self._ended[State.FAILED] = self._ended.get(State.FAILED, 0) + 1
            case AnswerChanged(state=State.DONE):
                self._cost += event.cost_usd or 0
                self._unknown += event.cost_usd is None
            case _:
                pass
        self.tell(event)

    def summary(self) -> Summary:
        """What was interrupted is neither done nor failed."""
        total = sum(self._ended.values())
        done, failed = (self._ended.get(state, 0) for state in (State.DONE, State.FAILED))
        return Summary(total, done, failed, self._cost, unknown_costs=self._unknown)


def _together(parts: Sequence[Summary]) -> Summary:
    total = Summary(0, 0, 0, Decimal(0))
    for part in parts:
        total = Summary(
            total.recordings + part.recordings,
            total.done + part.done,
            total.failed + part.failed,
            total.cost_usd + part.cost_usd,
            total.transcription + part.transcription,
            total.unknown_costs + part.unknown_costs,
            total.errors + part.errors,
        )
    return total


def _with_language(settings: Settings, language: str | None) -> Settings:
    if language is None:
        return settings
    spoken = msgspec.structs.replace(settings.transcription, language=language)
    return msgspec.structs.replace(settings, transcription=spoken)


def _unfinished(folder: RecordingFolder, library: Library, settings: Settings) -> bool:
    try:
        finished = progress_of(folder, library, settings).finished
        finished = finished and not open_accounts(folder.ledger())
    except SextantError:
        return True  # the run will say what is the matter
    return not (finished and (folder.path / "report.html").is_file())
