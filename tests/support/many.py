"""Large projects in the format of docs/folder.md, written in seconds.

One recording is written as the program writes it, and the others are its files once more,
with a name, a time and a length of their own. Nothing is flushed, and nobody looks whether
a file is there already: that is what would take minutes.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec

from sextant.core.model import Source
from sextant.storage import codec
from sextant.storage.layout import RECORDING_FILE
from sextant.storage.recording import FolderRecording
from support.meeting import saved_meeting

Place = Callable[[Path, Path], object]
"""Has a file a second time: `shutil.copyfile`, or `os.link` where nothing is written later."""


def interview(number: int) -> str:
    """The name of a file."""
    return f"Interview {number:05d}.mp4"


def large_project(path: Path, count: int) -> None:
    """A project of `count` finished recordings, each with a short transcript and six answers."""
    first = saved_meeting(path, name=interview(0), minutes=0.1, audio=False)
    add_more(first, count - 1)


def add_more(
    first: FolderRecording,
    count: int,
    *,
    name: Callable[[int], str] = interview,
    place: Place = shutil.copyfile,
) -> None:
    """`count` recordings beside `first`, each a minute older than the one before."""
    recording = first.recording()
    files = [file.relative_to(first.path) for file in first.path.rglob("[!.]*") if file.is_file()]
    files.remove(Path(RECORDING_FILE))
    for number in range(1, count + 1):
        folder = first.path.with_name(Path(name(number)).stem)
        own = msgspec.structs.replace(
            recording,
            source=Source(name(number), 1_000_000 + number, f"{number:064x}"),
            created=recording.created - timedelta(minutes=number),
            duration=600.0 + number * 397 % 4800,
        )
        for inner in {folder, *(folder / file.parent for file in files)}:
            inner.mkdir(exist_ok=True, parents=True)
        (folder / RECORDING_FILE).write_bytes(codec.encode(own))
        for file in files:
            place(first.path / file, folder / file)
