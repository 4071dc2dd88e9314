"""``corrections.json``: what a person corrected in a transcript, beside the untouched answer."""

from __future__ import annotations

import logging
from itertools import count
from pathlib import Path

from sextant.core.corrections import Corrections
from sextant.core.errors import DamagedFile, NewerFormat
from sextant.storage import codec
from sextant.storage.files import disk_errors, read_bytes, rename, write_atomically

log = logging.getLogger(__name__)


class CorrectionsFile:
    """Corrections belong to one transcript; those of another are kept aside, never lost."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Corrections:
        """None where the file cannot be read: the transcript is there all the same."""
        try:
            return self._decoded(read_bytes(self.path))
        except (DamagedFile, NewerFormat) as error:
            log.warning("corrections were left out: %s", error.detail or error.code)
            return Corrections()

    def begin(self, fingerprint: str) -> Corrections:
        """What is corrected in the transcript of `fingerprint`, to be changed and saved.

        Raises: DamagedFile, NewerFormat, StorageProblem.
        """
        raw = read_bytes(self.path)
        if codec.version(raw or b"").newer:
            raise NewerFormat(name=self.path.name)
        corrections = self._decoded(raw)
        if corrections.transcript_fingerprint in {"", fingerprint}:
            return Corrections(
                transcript_fingerprint=fingerprint,
                words=corrections.words,
                merged=corrections.merged,
            )
        self._set_aside()
        return Corrections(transcript_fingerprint=fingerprint)

    def save(self, corrections: Corrections) -> None:
        """Raises: DiskFull, FolderReadOnly, StorageProblem."""
        write_atomically(self.path, codec.encode(corrections, read_bytes(self.path)))

    def _decoded(self, raw: bytes | None) -> Corrections:
        if raw is None:
            return Corrections()
        return codec.decode(raw, Corrections, self.path.name)

    def _set_aside(self) -> None:
        names = (self.path.with_name(f"corrections.set-aside-{n}.json") for n in count(1))
        with disk_errors():
            rename(self.path, next(name for name in names if not name.exists()))
