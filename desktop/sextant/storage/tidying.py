"""What an interrupted run left in a recording's folder: rescued where it is worth something.

Only the holder of the recording's lock may: elsewhere these files are being written.
"""

from __future__ import annotations

import logging
from pathlib import Path

from sextant.core.errors import DamagedFile
from sextant.storage.answers import remove_doubles
from sextant.storage.deepgram_answer import read_answer
from sextant.storage.files import (
    PART,
    disk_errors,
    free_name,
    read_bytes,
    remove_leftovers,
    rename,
    write_atomically,
)
from sextant.storage.layout import ANALYSES, AUDIO, SYNTHESES, TRANSCRIPT_FILE

log = logging.getLogger(__name__)


def rescue_transcript(folder: Path) -> None:
    """Name an answer that had arrived whole when the program ended: it is paid for.

    Half of one may be paid for, too, and is kept for people.
    Raises: DiskFull, FolderReadOnly, StorageProblem.
    """
    file = folder / TRANSCRIPT_FILE
    part = file.with_name(file.name + PART)
    raw = read_bytes(part)
    if not raw or file.exists():
        return
    try:
        read_answer(raw)
    except DamagedFile:
        with disk_errors():
            rename(part, free_name(file, "cut"))
        return
    write_atomically(file, raw)


def tidy(folder: Path) -> None:
    """Remove what is left of audio, transcript and answers. Raises: StorageProblem."""
    for answers in (folder / ANALYSES, folder / SYNTHESES):
        remove_leftovers(answers)
        remove_doubles(answers)
    with disk_errors():
        for pattern in (f"{AUDIO}.*{PART}", TRANSCRIPT_FILE + PART):
            for leftover in folder.glob(pattern):
                log.info("removed a file that an interrupted run left: %s", leftover.name)
                leftover.unlink(missing_ok=True)
