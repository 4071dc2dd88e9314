"""What takes the room in a frozen program, largest first, and why each large part stays.

``python packaging/sizes.py [FOLDER]``. Ends with 1 when a part of more than 3 MB has no
reason here, or all of it is more than the limit: growth is decided, not discovered.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from product import FROZEN

LIMIT_MB = 480
LARGE_MB = 3.0

REASONS = {
    "imageio_ffmpeg": "ffmpeg, a program of its own: reads every recording there is",
    "typst": "sets the PDF report, fonts included; Qt's PDF cannot do tagged text and footnotes",
    "PySide6/Qt": "the window; libraries that Qt's own need (ICU, FFT) among it",
    "PySide6": "Qt for Python: QtCore, QtGui, QtWidgets, QtNetwork, QtDBus, QtSvg",
    "pocketsphinx": "practice mode hears without a network; 37 MB are its language model",
    "cryptography": "the Secret Service wants keys to travel encrypted (Linux)",
    "rapidfuzz": "looks up quotations; built once for old and once for new processors",
    "lxml": "python-docx writes Word files with it",
    "libpython": "Python itself",
    "libcrypto": "TLS",
    "sextant": "the program, its prompts and the sample meeting",
    "program": "the starter, with all pure Python modules in it",
    "licenses": "the licences of all the above",
    "lib-dynload": "Python's own compiled modules",
    "msgspec": "reads and writes JSON",
    "libstdc++": "Qt and rapidfuzz are C++",
    "libsqlite3": "the search index",
    "base_library.zip": "the first modules that Python loads",
}


def part_of(path: Path) -> str:
    """The name in `REASONS` that a file counts to, else its first folder or its own name."""
    parts = path.parts[1:] if path.parts[0] == "_internal" else ("program", *path.parts)
    if parts[0] == "PySide6" and len(parts) > 1 and parts[1] == "Qt":
        return "PySide6/Qt"
    if parts[0].startswith("python3."):
        return "lib-dynload"
    for known in ("libpython", "libcrypto", "libstdc++", "libsqlite3"):
        if parts[0].startswith(known):
            return known
    return parts[0].removesuffix(".libs")


def measure(folder: Path) -> Counter[str]:
    """Bytes of each part. Links count once, as what they point to."""
    found: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            found[part_of(path.relative_to(folder))] += path.stat().st_size
    return found


def main(folder: Path) -> int:
    found = measure(folder)
    total = sum(found.values()) / 1e6
    unexplained: list[str] = []
    small = 0.0
    print(f"{total:7.1f} MB  in all ({folder.name}; at most {LIMIT_MB} MB)")
    for part, size in found.most_common():
        if size / 1e6 < LARGE_MB:
            small += size / 1e6
            continue
        print(f"{size / 1e6:7.1f} MB  {part}: {REASONS.get(part, '?')}")
        if part not in REASONS:
            unexplained.append(part)
    print(f"{small:7.1f} MB  all the rest, each below {LARGE_MB:.0f} MB")
    if unexplained:
        print(f"No reason is given in {Path(__file__).name} for: {', '.join(unexplained)}")
    return 1 if unexplained or total > LIMIT_MB else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FROZEN))
