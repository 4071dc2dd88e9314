"""What a run is given: everything outside the core, handed in by the composition root."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from sextant.core.model import Source
from sextant.core.ports import (
    Analyst,
    AudioExtractor,
    Clock,
    Library,
    Reporter,
    Transcriber,
)
from sextant.core.purse import Purse


class Tools(msgspec.Struct, frozen=True):
    """The services, the project and the clock of a run.

    `expand` turns what a person gave (files, folders) into recordings' files and
    raises `InputError` for what is none; `identify` fingerprints one file.
    `practice` says that both services are the extracts made on this computer.
    `purse` is where the computer's spending of a month is kept.
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
    purse: Purse | None = None
