"""Where the files lie that come with the program."""

from __future__ import annotations

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """A bundled read-only file or folder, e.g. ``resource("prompts", "brief.md")``.

    In an installed program they lie within the package, in a checkout beside
    ``desktop/``, in a frozen program where it was unpacked.
    """
    package = Path(__file__).parent.parent
    frozen = getattr(sys, "_MEIPASS", None)
    homes = [
        *([Path(frozen) / "sextant" / "resources", Path(frozen) / "resources"] if frozen else []),
        package / "resources",
        package.parent.parent / "resources",
    ]
    home = next((place for place in homes if place.is_dir()), homes[-1])
    return home.joinpath(*parts)
