"""The notes of a release: its part of CHANGELOG.md, then what is not signed.

``python packaging/release_notes.py VERSION [DIST]``. Ends with 1 when the changelog does not
know the version: nothing is released that nobody described.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

CHANGELOG = Path(__file__).parent.parent / "CHANGELOG.md"


def notes(version: str, changelog: str) -> str | None:
    """The lines below the heading of `version`."""
    for part in re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        if re.search(rf"(?<![\d.]){re.escape(version)}(?![\d.])", title):
            return body.strip()
    return None


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
