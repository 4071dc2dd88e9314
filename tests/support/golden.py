"""Files that an export must be equal to; ``SEXTANT_GOLDEN=write`` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parents[1] / "golden"


def same_as_golden(name: str, content: bytes) -> bool:
    path = GOLDEN / name
    if os.environ.get("SEXTANT_GOLDEN") == "write":
        path.write_bytes(content)
    return path.read_bytes() == content
