"""``sextant synthesize``: a seventh answer over the finished ones, its cost told before."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Callable

from sextant.assembly import load_settings, make_keys, open_library, workshop
from sextant.cli.output import Lines
from sextant.cli.wording import usd
from sextant.cli.work import carry_out
from sextant.core.batch import Batch, Summary
from sextant.core.events import Event
from sextant.core.one_line import one_line
from sextant.core.synthesizing import SynthesisOutlook


def synthesize(arguments: argparse.Namespace, lines: Lines) -> int:
    settings = load_settings()
    library = open_library(arguments.project, create=False)
    folder = library.open(arguments.recording)
    practice = folder.recording().practice
    model: str = arguments.model
    answers: list[str] | None = arguments.answer

    async def look() -> None:
        async with workshop(library, settings, make_keys(), practice=practice) as tools:
            batch = Batch(tools, settings, lambda _: None)
            _tell(await batch.synthesis_outlook(folder, model, answers), lines)

    async def work(tell: Callable[[Event], None]) -> Summary:
        async with workshop(library, settings, make_keys(), practice=practice) as tools:
            batch = Batch(tools, settings, tell, max_cost=arguments.max_cost)
            _tell(await batch.synthesis_outlook(folder, model, answers), lines)
            return await batch.synthesize(folder, model, answers, again=arguments.again)

    if arguments.dry_run:
        asyncio.run(look())
        return 0
    return carry_out(work, library, lines)


def _tell(outlook: SynthesisOutlook, lines: Lines) -> None:
    """The cost, before anything is asked."""
    facts = {
        "analysis": outlook.key.id,
        "sources": outlook.sources,
        "cost_usd": outlook.cost,
        "at_most_usd": outlook.bound,
        "saved": outlook.saved is not None,
    }
    if lines.as_json:
        lines.event("estimate", **facts)
    elif outlook.saved is not None:
        lines.note(f"There is one already: {one_line(outlook.key.id)}.md.")
    elif outlook.cost is None:
        lines.note(f"Bringing {len(outlook.sources)} answers together; its price is not known.")
    else:
        low, high = usd(outlook.cost.low), usd(outlook.cost.high)
        count = len(outlook.sources)
        lines.note(f"Bringing {count} answers together costs about {low} to {high}.")
