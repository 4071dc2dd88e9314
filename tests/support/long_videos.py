"""Videos of two hours and 1.8 GB that take the room of their sound on the disk.

The picture is black and uncompressed, so that it lies in the file as a hole. Duration,
size, sound and the index of 180,000 pictures are those of a real recording.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from support.media import ffmpeg

HOURS = 2
MINUTES = HOURS * 60
SIZE = 1_800_000_000

BETWEEN_SOUNDS = 2_000_000
"""Microseconds of picture between two pieces of sound: holes are whole blocks of the disk."""


@contextmanager
def long_videos(count: int) -> Iterator[list[Path]]:
    """`count` of them, no two alike, gone afterwards. Needs GNU's cp, which keeps holes."""
    with TemporaryDirectory(prefix="sextant-videos-") as folder:
        dense = _two_hours(Path(folder))
        sparse = _copy(dense, Path(folder, "sparse.mov"))
        dense.unlink()
        yield [_another(sparse, Path(folder, f"Interview {n + 1}.mov")) for n in range(count)]


def _two_hours(folder: Path) -> Path:
    minute, listing, whole = folder / "minute.mov", folder / "minutes.txt", folder / "whole.mov"
    ffmpeg(
        *("-f", "lavfi", "-i", "color=black:size=64x52:rate=25,format=rgb24"),
        *("-f", "lavfi", "-i", "anoisesrc=colour=pink:sample_rate=48000:amplitude=0.3"),
        *("-t", "60", "-c:v", "rawvideo", "-c:a", "aac", "-b:a", "64k", f"file:{minute}"),
    )
    listing.write_text(f"file '{minute}'\n" * MINUTES)
    joined = ("-f", "concat", "-safe", "0", "-i", str(listing), "-c", "copy")
    ffmpeg(*joined, "-chunk_duration", str(BETWEEN_SOUNDS), f"file:{whole}")
    assert whole.stat().st_size >= SIZE
    return whole


def _copy(original: Path, copy: Path) -> Path:
    subprocess.run(["cp", "--sparse=always", original, copy], check=True)
    return copy


def _another(original: Path, copy: Path) -> Path:
    """A copy with a box of its own at the end, so that it is another recording."""
    with _copy(original, copy).open("ab") as file:
        file.write((16).to_bytes(4, "big") + b"free" + os.urandom(8))
    return copy
