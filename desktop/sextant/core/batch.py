"""Many recordings at once: take files in, run their pipelines, keep within limits.

The window holds one `Batch` for as long as it is open; the terminal one a command.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import msgspec

from sextant.core.ports import RecordingFolder


class Summary(msgspec.Struct, frozen=True):
    """What a run came to."""

    recordings: int
    done: int
    failed: int
    cost_usd: Decimal
    unknown_costs: int = 0


class Batch:
    """See `run`. Skeleton; the pipeline fills it."""

    async def run(
        self,
        sources: Sequence[Path] = (),
        folders: Sequence[RecordingFolder] = (),
    ) -> Summary:
        """Take `sources` in and finish them and `folders`; one failure never stops the others."""
        raise NotImplementedError
