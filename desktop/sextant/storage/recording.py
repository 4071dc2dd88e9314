"""One recording's folder. Its files are the state; nothing here remembers anything else."""

from __future__ import annotations

import logging
from collections.abc import Collection, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from weakref import ReferenceType, ref

import msgspec

from sextant.core.corrections import Corrections, corrected
from sextant.core.edits import Edit, Edited, apply, inverse
from sextant.core.errors import DamagedFile, NewerFormat
from sextant.core.model import Analysis, AnalysisKey, LedgerEntry, Marks, Recording, Transcript
from sextant.storage import codec
from sextant.storage.answers import AnswerFile, answer_ids, read_answers
from sextant.storage.corrections_file import CorrectionsFile
from sextant.storage.deepgram_answer import fingerprint_of, read_answer
from sextant.storage.files import (
    PART,
    FileDraft,
    disk_errors,
    read_bytes,
    refuse_links,
    remove_leftovers,
    rename,
    write_atomically,
)
from sextant.storage.layout import (
    ANALYSES,
    AUDIO,
    CORRECTIONS_FILE,
    EDITING_LOCK,
    LEDGER_FILE,
    LOCK_FILE,
    MARKS_FILE,
    RECORDING_FILE,
    SYNTHESES,
    TRANSCRIPT_FILE,
)
from sextant.storage.ledger import Ledger
from sextant.storage.locks import held
from sextant.storage.tidying import rescue_transcript, tidy

log = logging.getLogger(__name__)

Stamp = tuple[int, int] | None
"""When a file was last written, in nanoseconds, and its size in bytes; of none, nothing."""

Stamps = tuple[Stamp, Stamp]

EDITING_SECONDS = 5.0
"""How long to wait for another program that is writing a name or a correction."""


class FolderRecording:
    """Implements `sextant.core.ports.RecordingFolder`. May be used from any thread.

    All that writes raises `NewerFormat` when the project (`newer`) or this
    recording was written by a newer version; reading goes on as far as it can.
    """

    def __init__(self, path: Path, *, newer: bool = False) -> None:
        self.path = path
        self._newer = newer
        self._ledger = Ledger(path / LEDGER_FILE)
        self._corrections = CorrectionsFile(path / CORRECTIONS_FILE)
        self._read: tuple[Stamps, ReferenceType[Transcript]] | None = None

    @property
    def name(self) -> str:
        return self.path.name

    @contextmanager
    def lock(self) -> Generator[None]:
        """Hold the recording; clears what was left half written, by a crash or by a cancel.

        Raises: RecordingBusy, DamagedFile, NewerFormat, FolderReadOnly, StorageProblem.
        """
        self._check_writable()
        for folder in (self.path, self.path / ANALYSES, self.path / SYNTHESES):
            refuse_links(folder)
        with held(self.path / LOCK_FILE, self.name):
            self._tidy()
            try:
                yield
            finally:
                self._tidy()

    def recording(self) -> Recording:
        """Raises: DamagedFile, NewerFormat."""
        raw = read_bytes(self.path / RECORDING_FILE)
        if raw is None:
            raise DamagedFile("no such file", name=RECORDING_FILE)
        return codec.decode(raw, Recording, RECORDING_FILE)

    def save_recording(self, recording: Recording) -> None:
        """See the port. Raises: NewerFormat, DiskFull, FolderReadOnly, StorageProblem."""
        self._check_writable()
        if not (self.path / RECORDING_FILE).exists():
            self._write(recording)
            return
        with self._editing():
            self._write(self._with_choices_on_disk(recording))

    def corrections(self) -> Corrections:
        return self._corrections.read()

    def edit(self, edit: Edit) -> Edit:
        """See the port. There must be a transcript.

        Raises: NewerFormat, DamagedFile, RecordingBusy, DiskFull, FolderReadOnly, StorageProblem.
        """
        self._check_writable()
        transcript = self.transcript()
        assert transcript is not None
        with self._editing():
            recording = self.recording()
            corrections = self._corrections.begin(transcript.fingerprint)
            before = Edited(recording.speakers, corrections)
            after = apply(edit, before)
            if after.names != before.names:
                self._write(msgspec.structs.replace(recording, speakers=after.names))
            if after.corrections != before.corrections:
                self._corrections.save(after.corrections)
        return inverse(edit, before)

    def ask_instead(self, prompt: str, column: str, model: str) -> None:
        """See the port.

        Raises: NewerFormat, DamagedFile, RecordingBusy, DiskFull, FolderReadOnly, StorageProblem.
        """
        self._check_writable()
        with self._editing():
            recording = self.recording()
            others = {**recording.instead.get(prompt, {}), column: model}
            if model == column:
                del others[column]
            instead = {**recording.instead, prompt: others}
            if not others:
                del instead[prompt]
            self._write(msgspec.structs.replace(recording, instead=instead))

    def marks(self) -> Marks:
        """See the port. Raises: StorageProblem."""
        raw = read_bytes(self.path / MARKS_FILE)
        try:
            return Marks() if raw is None else codec.decode(raw, Marks, MARKS_FILE)
        except (DamagedFile, NewerFormat) as error:
            log.warning("passed over a reader's marks: %s", error.code)
            return Marks()

    def save_marks(self, marks: Marks) -> None:
        """Raises: NewerFormat, DiskFull, FolderReadOnly, StorageProblem."""
        self._check_writable()
        file = self.path / MARKS_FILE
        before = read_bytes(file)
        if codec.version(before or b"").newer:
            raise NewerFormat(name=MARKS_FILE)
        write_atomically(file, codec.encode(marks, before))

    def audio(self) -> Path | None:
        """See the port. Raises: StorageProblem."""
        with disk_errors():
            found = sorted(p for p in self.path.glob(f"{AUDIO}.*") if p.suffix != PART)
        return found[0] if found else None

    def draft_audio(self, suffix: str) -> FileDraft:
        """`suffix` with its dot. Raises: NewerFormat, StorageProblem."""
        self._check_writable()
        return FileDraft(self.path / (AUDIO + suffix))

    def transcript(self) -> Transcript | None:
        """See the port. Parsed once for as long as somebody holds the result."""
        file = self.path / TRANSCRIPT_FILE
        stamp = (_stamp(file), _stamp(self._corrections.path))
        if stamp[0] is None:
            self._read = None
            return None
        read = self._read
        if read is not None and read[0] == stamp and (known := read[1]()) is not None:
            return known
        raw = read_bytes(file)
        if raw is None:
            return None
        transcript = corrected(read_answer(raw, TRANSCRIPT_FILE), self._corrections.read())
        self._read = (stamp, ref(transcript))
        return transcript

    def transcript_fingerprint(self) -> str | None:
        """See the port. Raises: DamagedFile."""
        return fingerprint_of(self.path / TRANSCRIPT_FILE)

    def draft_transcript(self) -> FileDraft:
        """See the port. Raises: NewerFormat, DiskFull, FolderReadOnly, StorageProblem."""
        self._check_writable()
        draft = FileDraft(self.path / TRANSCRIPT_FILE)
        draft.write(b"")  # an answer without a byte is an answer, too
        return draft

    def set_transcript_aside(self) -> None:
        """See the port: ``transcript.deepgram.set-aside-1.json``. Raises: StorageProblem."""
        self._check_writable()
        file = self.path / TRANSCRIPT_FILE
        names = (file.with_name(f"{file.stem}.set-aside-{n}.json") for n in count(1))
        with disk_errors():
            if file.exists():
                rename(file, next(name for name in names if not name.exists()))

    def analyses(self) -> Sequence[Analysis]:
        """See the port; of each key the whole answer, else the one cut short last."""
        return read_answers(self.path / ANALYSES)

    def answered(self) -> Collection[str]:
        """See the port. Raises: StorageProblem."""
        return answer_ids(self.path / ANALYSES)

    def draft_answer(self, key: AnalysisKey, *, started: datetime) -> AnswerFile:
        """See the port. Raises: NewerFormat, DiskFull, FolderReadOnly, StorageProblem."""
        self._check_writable()
        return AnswerFile(self.path / ANALYSES, key, started=started)

    def syntheses(self) -> Sequence[Analysis]:
        """See the port; of each key the whole one, else the one cut short last."""
        return read_answers(self.path / SYNTHESES)

    def draft_synthesis(self, key: AnalysisKey, *, started: datetime) -> AnswerFile:
        """See the port. Raises: NewerFormat, DiskFull, FolderReadOnly, StorageProblem."""
        self._check_writable()
        return AnswerFile(self.path / SYNTHESES, key, started=started)

    def ledger(self) -> Sequence[LedgerEntry]:
        return self._ledger.entries()

    def note(self, entry: LedgerEntry) -> None:
        """See the port. Raises: NewerFormat, DiskFull, FolderReadOnly, StorageProblem."""
        self._check_writable()
        self._ledger.append(entry)

    def write_text(self, name: str, text: str) -> Path:
        """See the port. Raises: NewerFormat, DiskFull, FolderReadOnly, StorageProblem."""
        self._check_writable()
        file = self.path / name
        with self._editing():
            write_atomically(file, text.encode("utf-8", "replace"))
        return file

    def _editing(self) -> AbstractContextManager[None]:
        """Names and corrections may change while a run holds the recording."""
        return held(self.path / EDITING_LOCK, self.name, seconds=EDITING_SECONDS)

    def _with_choices_on_disk(self, recording: Recording) -> Recording:
        """What a person may have chosen meanwhile stays as it is."""
        try:
            known = self.recording()
        except (DamagedFile, NewerFormat):
            return recording
        return msgspec.structs.replace(recording, speakers=known.speakers, instead=known.instead)

    def _write(self, recording: Recording) -> None:
        file = self.path / RECORDING_FILE
        write_atomically(file, codec.encode(recording, read_bytes(file)))

    def _check_writable(self) -> None:
        if self._newer or codec.version(read_bytes(self.path / RECORDING_FILE) or b"").newer:
            raise NewerFormat(name=self.name)

    def _tidy(self) -> None:
        rescue_transcript(self.path)
        with self._editing():
            remove_leftovers(self.path)
        tidy(self.path)


def _stamp(file: Path) -> Stamp:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
