"""What the core asks of the outside, as Protocols. The composition roots hand them in.

Methods that touch the disk are plain functions; the core calls them off the event
loop (`sextant.core.durably`). Every failure is a `SextantError`.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sextant.core.corrections import Corrections
from sextant.core.drafts import AnswerDraft, Draft
from sextant.core.edits import Edit
from sextant.core.media import Media
from sextant.core.model import (
    Analysis,
    AnalysisKey,
    LedgerEntry,
    Marks,
    ModelInfo,
    Project,
    Prompt,
    Recording,
    Source,
    Transcript,
    Usage,
)
from sextant.core.pieces import Piece
from sextant.core.settings import TranscriptionSettings


class Clock(Protocol):
    """Time, handed in so that tests need not wait."""

    def now(self) -> datetime:
        """The time of day, with its zone."""
        ...

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        ...

    async def sleep(self, seconds: float) -> None: ...


class AudioExtractor(Protocol):
    """Takes the audio out of a video on this computer."""

    async def probe(self, source: Path) -> Media:
        """Look without extracting. Raises: InputError, ToolProblem."""
        ...

    async def extract(
        self,
        source: Path,
        target: Path,
        media: Media,
        *,
        track: int = 0,
        on_progress: Callable[[float], None],
    ) -> None:
        """Write the audio of `source` to `target`; `on_progress` gets fractions.

        When cancelled, ffmpeg is gone before this returns.
        Raises: InputError, ToolProblem, StorageProblem.
        """
        ...


class Transcriber(Protocol):
    """Has audio written down by a service."""

    async def transcribe(
        self,
        audio: Path,
        sink: Callable[[bytes], None],
        *,
        settings: TranscriptionSettings,
        on_accepted: Callable[[str], None],
        on_progress: Callable[[float], None],
    ) -> None:
        """One attempt: upload `audio`, hand every byte of the answer to `sink`.

        `on_accepted` gets the service's request id as soon as it is known, and
        `on_progress` the fraction uploaded. The answer is not looked into.
        Raises: KeyProblem, ServiceProblem.
        """
        ...

    async def check_key(self) -> None:
        """Free of charge. Raises: KeyProblem, ServiceProblem."""
        ...


class Analyst(Protocol):
    """Puts a question to a model."""

    async def models(self) -> Sequence[ModelInfo]:
        """The live list; empty where a compatible server has none. Raises: ServiceProblem."""
        ...

    def ask(self, pieces: Sequence[bytes]) -> AsyncGenerator[Piece]:
        """One attempt: send the body made of `pieces`, yield what comes back.

        Ends with `Finished`, or raises: KeyProblem, ServiceProblem. Closing the
        iterator ends the request.
        """
        ...

    async def look_up(self, remote_id: str) -> Usage | None:
        """What an earlier answer really cost; ``None`` when the service does not know (yet)."""
        ...

    async def check_key(self) -> None:
        """Free of charge. Raises: KeyProblem, ServiceProblem."""
        ...


class RecordingFolder(Protocol):
    """One recording's folder. Its files are the state; nothing else is."""

    @property
    def name(self) -> str: ...

    @property
    def path(self) -> Path: ...

    def lock(self) -> AbstractContextManager[object]:
        """Hold the recording against other programs. Raises: RecordingBusy."""
        ...

    def recording(self) -> Recording: ...

    def save_recording(self, recording: Recording) -> None:
        """Write it down, all but what `edit` and `ask_instead` alone change."""
        ...

    def corrections(self) -> Corrections:
        """What a person has corrected; none of it where it cannot be read."""
        ...

    def edit(self, edit: Edit) -> Edit:
        """Make one change to the transcript; returns the one that undoes it.

        May be called while a run holds the recording. Raises: StorageProblem.
        """
        ...

    def ask_instead(self, prompt: str, column: str, model: str) -> None:
        """Have `model` answer `prompt` in the place of the grid's `column`, or itself again.

        May be called while a run holds the recording. Raises: StorageProblem.
        """
        ...

    def marks(self) -> Marks:
        """What a reader thinks of the answers; nothing where that cannot be read."""
        ...

    def save_marks(self, marks: Marks) -> None: ...

    def audio(self) -> Path | None:
        """The finished audio file, if there is one."""
        ...

    def draft_audio(self, suffix: str) -> Draft: ...

    def transcript(self) -> Transcript | None:
        """The raw answer, a person's corrections laid over it; ``None`` before there is one.

        Raises: DamagedFile.
        """
        ...

    def transcript_fingerprint(self) -> str | None:
        """What tells this transcript from others, without reading its words."""
        ...

    def draft_transcript(self) -> Draft:
        """For the service's raw answer, byte for byte."""
        ...

    def set_transcript_aside(self) -> None:
        """Keep a raw answer that holds no speech under another name, to transcribe anew."""
        ...

    def analyses(self) -> Sequence[Analysis]:
        """All saved answers, whole ones and those cut short, oldest first."""
        ...

    def answered(self) -> Collection[str]:
        """The ids of the whole ones, told without reading any."""
        ...

    def draft_answer(self, key: AnalysisKey, *, started: datetime) -> AnswerDraft:
        """Begin an answer; an earlier one of this key that was cut short is kept aside."""
        ...

    def syntheses(self) -> Sequence[Analysis]:
        """What brought the answers together, oldest first; not among `analyses`."""
        ...

    def draft_synthesis(self, key: AnalysisKey, *, started: datetime) -> AnswerDraft:
        """Begin a synthesis; an earlier one of this key that was cut short is kept aside."""
        ...

    def ledger(self) -> Sequence[LedgerEntry]: ...

    def note(self, entry: LedgerEntry) -> None:
        """Append to the ledger, flushed to disk before this returns."""
        ...

    def write_text(self, name: str, text: str) -> Path:
        """Write a derived file (``transcript.md``, ``report.html`` …), atomically."""
        ...


class Library(Protocol):
    """A project: a folder of recordings."""

    @property
    def path(self) -> Path: ...

    def project(self) -> Project: ...

    def save_project(self, project: Project) -> None:
        """Raises: StorageProblem."""
        ...

    def recordings(self) -> Sequence[RecordingFolder]:
        """In the order they were added."""
        ...

    def folders(self) -> Sequence[RecordingFolder]:
        """By name, damaged ones among them: none is read."""
        ...

    def described(self) -> Sequence[tuple[RecordingFolder, Recording]]:
        """The same, each with what its ``recording.json`` tells."""
        ...

    def open(self, name: str) -> RecordingFolder:
        """Raises: UnknownRecording."""
        ...

    def rename(self, name: str, title: str) -> RecordingFolder:
        """Give it another title (none: its source's) and its folder the name that goes with it.

        Raises: UnknownRecording, RecordingBusy, StorageProblem.
        """
        ...

    def add(
        self, source: Source, *, created: datetime, practice: bool
    ) -> tuple[RecordingFolder, bool]:
        """The folder of this source, and whether it was known; else a new one is made."""
        ...

    def prompt(self, name: str) -> Prompt:
        """The project's own prompt, else the built-in one. Raises: PromptUnusable."""
        ...


class Playback(Protocol):
    """Makes a recording's audio heard. All but `position` may block; call them in a thread."""

    def play(self, audio: Path, second: float, speed: float) -> None:
        """Let `audio` be heard from `second` on; what played before ends.

        `speed` is a factor; voices keep their pitch.
        Raises: NoSoundDevice, SoundUnreadable, FfmpegMissing.
        """
        ...

    def stop(self) -> None:
        """Be silent. Harmless when nothing plays."""
        ...

    def position(self) -> float | None:
        """The second that is heard now; ``None`` when nothing is, or the end is reached."""
        ...


Reporter = Callable[[RecordingFolder, Mapping[str, Prompt]], None]
"""Writes the derived files of a recording (transcript for people, report)."""
