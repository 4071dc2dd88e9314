"""What CHANGELOG.md tells of each release; and a release's notes, with what is not signed.

``python packaging/release_notes.py VERSION [DIST]``. Ends with 1 when the changelog does not
know the version: nothing is released that nobody described.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

CHANGELOG = Path(__file__).parent.parent / "CHANGELOG.md"
HEADING = re.compile(r"(\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)")


class Release(NamedTuple):
    """A version, its day as ISO writes it, and what stands below its heading."""

    version: str
    day: str
    words: str


def releases(changelog: str) -> list[Release]:
    """Newest first, as they stand there; what has no version and day is not released."""
    parts = re.split(r"^## (.+)\n", changelog, flags=re.MULTILINE)[1:]
    titles = map(HEADING.fullmatch, parts[::2])
    return [
        Release(title[1], title[2], body.strip())
        for title, body in zip(titles, parts[1::2], strict=True)
        if title
    ]


def notes(version: str, changelog: str) -> str | None:
    """The lines below the heading of `version`."""
    return next((each.words for each in releases(changelog) if each.version == version), None)


def main(version: str, dist: Path | None) -> int:
    found = notes(version, CHANGELOG.read_text(encoding="utf-8"))
    if found is None:
        print(f"CHANGELOG.md has no heading for {version}", file=sys.stderr)
        return 1
    unsigned = sorted(dist.glob("unsigned-*.txt")) if dist else []
    print("\n\n".join((found, *(file.read_text(encoding="utf-8").strip() for file in unsigned))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else None))
