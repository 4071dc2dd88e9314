"""The answers of a recording: ``analyses/<id>.md``, front matter on top, then the model's text.

``<id>.md``          finished, whole
``<id>.md.part``     being written, or cut short: ``complete`` is false in its front matter
``<id>.md.cut-1``    cut short, and asked for again since; kept for people, not read back
``<id>.md.old-1``    whole, and asked for again since; kept likewise
"""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import msgspec

from sextant.core import frontmatter
from sextant.core.errors import DamagedFile
from sextant.core.model import FORMAT_VERSION, Analysis, AnalysisKey, Usage
from sextant.storage.files import (
    APPEND,
    PART,
    disk_errors,
    free_name,
    make_folder,
    read_bytes,
    rename,
    write_all,
    write_atomically,
)

log = logging.getLogger(__name__)

ENDING = ".md"


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The front matter of an answer. What is not known yet has its default."""

    format: int = FORMAT_VERSION
    prompt: str
    prompt_fingerprint: str
    model: str
    transcript_fingerprint: str
    complete: bool
    started: datetime
    seconds: float = 0.0
    served_model: str = ""
    provider: str = ""
    finish_reason: str = ""
    generation_id: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    reasoning_tokens: int | None = None
    cached_tokens: int | None = None
    cache_write_tokens: int | None = None
    cost_usd: Decimal | None = None
    practice: bool = False
    sources: tuple[str, ...] = ()


def write_answer(analysis: Analysis) -> bytes:
    """The file of an answer."""
    key, usage = analysis.key, analysis.usage
    header = Header(
        **msgspec.structs.asdict(key),
        **msgspec.structs.asdict(usage),
        complete=analysis.complete,
        started=analysis.started,
        seconds=analysis.seconds,
        served_model=analysis.served_model,
        provider=analysis.provider,
        finish_reason=analysis.finish_reason,
        generation_id=analysis.generation_id,
        practice=analysis.practice,
        sources=analysis.sources,
    )
    fields = msgspec.structs.asdict(header)
    if not header.sources:
        del fields["sources"]
    return _encode(frontmatter.join(fields, analysis.text))


def read_answer(raw: bytes, name: str) -> Analysis:
    """The answer in a file. Raises: DamagedFile."""
    fields, text = frontmatter.split(raw.decode("utf-8", "replace"))
    try:
        header = msgspec.convert(fields, Header, strict=False)
    except msgspec.ValidationError as error:
        raise DamagedFile(str(error), name=name) from error
    known = msgspec.structs.asdict(header)
    return Analysis(
        key=AnalysisKey(*(known[field] for field in AnalysisKey.__struct_fields__)),
        text=text,
        complete=header.complete,
        started=header.started,
        seconds=header.seconds,
        served_model=header.served_model,
        provider=header.provider,
        finish_reason=header.finish_reason,
        generation_id=header.generation_id,
        usage=Usage(*(known[field] for field in Usage.__struct_fields__)),
        practice=header.practice,
        sources=header.sources,
    )


def answer_ids(folder: Path) -> Collection[str]:
    """The ids of the whole answers: theirs are the files with a final name.

    Raises: StorageProblem.
    """
    with disk_errors(), suppress(FileNotFoundError), os.scandir(folder) as entries:
        return {entry.name[: -len(ENDING)] for entry in entries if entry.name.endswith(ENDING)}
    return ()


def read_answers(folder: Path) -> Sequence[Analysis]:
    """One answer a key, oldest first: the whole one if there is one, else what was cut short.

    A file that cannot be read is passed over and stays.
    """
    found: dict[AnalysisKey, Analysis] = {}
    for answer in sorted(_readable(folder), key=lambda a: (a.complete, a.started)):
        found[answer.key] = answer
    return sorted(found.values(), key=lambda answer: answer.started)


def _readable(folder: Path) -> Iterator[Analysis]:
    with disk_errors():
        files = sorted(folder.iterdir()) if folder.is_dir() else []
    for file in files:
        if not file.name.endswith((ENDING, ENDING + PART)) or file.name.startswith("."):
            continue
        raw = read_bytes(file)
        if not raw:
            continue  # just begun or just renamed, by a run that goes on meanwhile
        try:
            answer = read_answer(raw, file.name)
        except DamagedFile:
            log.warning("passed over an answer whose front matter cannot be read")
            continue
        if answer.complete or answer.text:
            yield answer


class AnswerFile:
    """Implements `sextant.core.ports.AnswerDraft`. The writer holds the recording's lock."""

    def __init__(self, folder: Path, key: AnalysisKey, *, started: datetime) -> None:
        """Begin ``<id>.md.part``. Raises: DiskFull, FolderReadOnly, StorageProblem."""
        self._final = folder / (key.id + ENDING)
        self._part = folder / (key.id + ENDING + PART)
        self._finished = False
        begun = write_answer(Analysis(key, "", complete=False, started=started, seconds=0.0))
        with disk_errors():
            make_folder(folder)
            if self._part.exists():
                rename(self._part, free_name(self._final, "cut"))
        write_atomically(self._part, begun)
        with disk_errors():
            self._descriptor: int | None = os.open(self._part, APPEND)

    def append(self, text: str) -> None:
        """See the port. Raises: DiskFull, FolderReadOnly, StorageProblem."""
        assert self._descriptor is not None
        with disk_errors():
            write_all(self._descriptor, _encode(text))

    def finish(self, analysis: Analysis) -> None:
        """See the port; may be called again when more is known of the answer.

        Raises: DiskFull, FolderReadOnly, StorageProblem.
        """
        self._close()
        before = None if self._finished else read_bytes(self._final)
        if before is not None:
            write_atomically(free_name(self._final, "old"), before)
        write_atomically(self._final, write_answer(analysis))
        self._finished = True
        with disk_errors():
            self._part.unlink(missing_ok=True)

    def keep(self, analysis: Analysis) -> None:
        """See the port. Raises: DiskFull, FolderReadOnly, StorageProblem."""
        self._close()
        if analysis.text:
            write_atomically(self._part, write_answer(analysis))
        else:
            with disk_errors():
                self._part.unlink(missing_ok=True)

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with disk_errors():
                os.close(descriptor)


def remove_doubles(folder: Path) -> None:
    """Remove the beginnings of answers that are there as a whole: a crash came in between."""
    with disk_errors():
        parts = sorted(folder.glob(f"*{ENDING}{PART}"))
    for part in parts:
        begun, whole = _answer_in(part), _answer_in(part.with_suffix(""))
        if begun is None or whole is None or begun.started != whole.started:
            continue
        if whole.complete and whole.text.startswith(begun.text):
            with disk_errors():
                part.unlink(missing_ok=True)


def _answer_in(file: Path) -> Analysis | None:
    try:
        return read_answer(read_bytes(file) or b"", file.name)
    except DamagedFile:
        return None


def _encode(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which no file can hold, becomes a question mark."""
    return text.encode("utf-8", "replace")
