"""Many recordings at once: take files in, run their pipelines, keep within limits.

The window holds one `Batch` for as long as a project is open; the terminal one a command.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from pathlib import Path

import msgspec

from sextant.core.events import Emit
from sextant.core.model import Source
from sextant.core.ports import (
    Analyst,
    AudioExtractor,
    Clock,
    Library,
    RecordingFolder,
    Reporter,
    Transcriber,
)
from sextant.core.settings import Settings


class Tools(msgspec.Struct, frozen=True):
    """Everything outside the core that a run needs, handed in by the composition root.

    `expand` turns what a person gave (files, folders) into recordings' files and
    raises `InputError` for what is none; `identify` fingerprints one file.
    """

    extractor: AudioExtractor
    transcriber: Transcriber
    analyst: Analyst
    library: Library
    clock: Clock
    report: Reporter
    expand: Callable[[Path], Sequence[Path]]
    identify: Callable[[Path], Source]
    practice: bool = False


class Summary(msgspec.Struct, frozen=True):
    """What a run came to. Costs the services did not name are counted, not guessed."""

    recordings: int
    done: int
    failed: int
    cost_usd: Decimal
    unknown_costs: int = 0


class Batch:
    """See `run`. Skeleton; the pipeline fills it."""

    def __init__(self, tools: Tools, settings: Settings, emit: Emit, *, jobs: int = 2) -> None:
        self.tools = tools
        self.settings = settings
        self.emit = emit
        self.jobs = jobs

    async def run(
        self,
        sources: Sequence[Path] = (),
        folders: Sequence[RecordingFolder] = (),
        *,
        only: Collection[str] | None = None,
    ) -> Summary:
        """Take `sources` in and finish them and `folders`; one failure never stops the others.

        `only` names the answers to ask for (ids of their keys), even ones that
        were cut short; ``None`` is all that are unfinished. May run several times
        at once: the limits on work in flight are the batch's. To cancel, cancel
        the task: what arrived is saved and nothing is left running.
        """
        raise NotImplementedError
