"""Files that are being written: ports of the project's disk, for what comes piece by piece."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from sextant.core.model import Analysis


class Draft(Protocol):
    """A file being written beside its final name. Until `commit` it has none."""

    @property
    def path(self) -> Path: ...

    def write(self, data: bytes) -> None: ...

    def commit(self) -> Path:
        """Flush to disk and give it its final name, atomically."""
        ...

    def discard(self) -> None:
        """Close and remove it. Harmless after `commit`."""
        ...

    def set_aside(self) -> None:
        """Close it and keep what there is of it for people, beside the final name."""
        ...


class AnswerDraft(Protocol):
    """An answer being written as it streams in (``….md.part``)."""

    def append(self, text: str) -> None:
        """Hand text to the operating system; it outlives this process from then on."""
        ...

    def finish(self, analysis: Analysis) -> None:
        """Replace it by the finished file, whole, under its final name."""
        ...

    def keep(self, analysis: Analysis) -> None:
        """Leave it as cut short, with what is known; removed when no text had come."""
        ...
