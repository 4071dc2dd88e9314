"""``analyze --dry-run``: what it would take and cost, sending nothing of a person's."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from sextant.assembly import adopt_prompt, make_keys, open_library, workshop
from sextant.cli.outcome import exit_code
from sextant.cli.output import Lines, described
from sextant.cli.wording import usd
from sextant.core.batch import Batch
from sextant.core.one_line import one_line
from sextant.core.outlook import Outlook
from sextant.core.ports import Library
from sextant.core.settings import Grid, Settings


def asked_grid(arguments: argparse.Namespace, library: Library, settings: Settings) -> Grid:
    """The prompts and models of the command line, else the project's own."""
    usual = settings.grid(library.project(), practice=arguments.practice)
    prompts = tuple(dict.fromkeys(adopt_prompt(library, p) for p in arguments.prompt or ()))
    models = tuple(dict.fromkeys(arguments.model or ()))
    return Grid(prompts or usual.prompts, models or usual.models)


def look_ahead(arguments: argparse.Namespace, lines: Lines, settings: Settings) -> int:
    """``--dry-run``: durations and costs of what was given; no project is made."""

    async def look() -> list[Outlook]:
        with TemporaryDirectory() as nowhere:
            library = open_library(Path(nowhere) / "estimate", create=True)
            grid = asked_grid(arguments, library, settings)
            practice: bool = arguments.practice
            async with workshop(library, settings, make_keys(), practice=practice) as tools:
                batch = Batch(tools, settings, lambda _: None, grid=grid)
                return await batch.look_ahead(arguments.files)

    outlooks = asyncio.run(look())
    for outlook in outlooks:
        _tell_outlook(outlook, lines)
    errors = [outlook.error for outlook in outlooks if outlook.error is not None]
    if lines.as_json:
        done = len(outlooks) - len(errors)
        facts = {"recordings": len(outlooks), "done": done, "failed": len(errors)}
        lines.event("summary", **facts, cost_usd=0, project=str(arguments.project))
    return exit_code(errors, done=len(outlooks) - len(errors))


def _tell_outlook(outlook: Outlook, lines: Lines) -> None:
    media, estimate = outlook.media, outlook.estimate
    if lines.as_json:
        lines.event(
            "estimate",
            source=str(outlook.source),
            duration=media.duration if media else None,
            transcription_usd=estimate.transcription if estimate else None,
            analyses_usd=estimate.analyses if estimate else None,
            unpriced=estimate.unpriced if estimate else None,
            error=described(outlook.error),
        )
        return
    if outlook.error is not None:
        lines.error(outlook.error)
        return
    words = [one_line(outlook.source.name)]
    words.append(f"{media.duration / 60:.1f} min" if media and media.duration else "length unknown")
    if estimate is None:
        words.append("cost unknown")
    else:
        words.append(f"about {usd(estimate.total.low)} to {usd(estimate.total.high)}")
        words.extend(f"no price known for {model}" for model in estimate.unpriced)
    print(" · ".join(words))
