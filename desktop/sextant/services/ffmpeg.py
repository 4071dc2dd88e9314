"""Takes the sound out of a recording with ffmpeg, on this computer.

The source is outside data: it is opened by a `file:` URL, by demuxers of real media
only, and with no protocol but files, so that nothing in it makes ffmpeg open
another file or an address.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import stat
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import imageio_ffmpeg

from sextant.core.errors import (
    DamagedMedia,
    DisguisedPlaylist,
    DiskFull,
    EmptyFile,
    EncryptedMedia,
    ExtractionFailed,
    FfmpegMissing,
    FolderReadOnly,
    NoAudioTrack,
    NotMedia,
    SextantError,
    SourceGone,
    SourceUnreadable,
)
from sextant.core.media import Media
from sextant.services.container import HEAD_BYTES, Kind, has_locked_sound, kind_of
from sextant.services.ffmpeg_process import Outcome, run_ffmpeg
from sextant.services.ffmpeg_recipe import (
    LONGEST_SECONDS,
    UPLOAD_LIMIT,
    encoded_arguments,
    media_of,
    source_arguments,
)
from sextant.services.ffmpeg_report import read_position, read_report

LOOKING_SECONDS = 180.0
"""A look into the largest file on the slowest disk takes some seconds."""

STALLED_SECONDS = 900.0
"""Without a further second of sound; sound that begins late in a large file takes a while."""


class Ffmpeg:
    """The port `AudioExtractor`. Without an `executable`, the bundled one.

    ffmpeg holds the table of contents of a file, some 35 MB of two hours of video.
    However many files are given, one is looked into and one is copied at a time: both
    wait for the disk and would not be quicker side by side.
    Raises: FfmpegMissing, when there is none for this system.
    """

    def __init__(self, executable: Path | None = None) -> None:
        self._executable = executable or _bundled()
        self._looking = asyncio.Lock()
        self._copying = asyncio.Lock()

    @property
    def executable(self) -> Path:
        return self._executable

    async def probe(self, source: Path, *, track: int = 0) -> Media:
        """Look without extracting; `track` counts the audio tracks from 0.

        Raises: InputError, ToolProblem.
        """
        kind = await asyncio.to_thread(_look_into, source)
        try:
            async with self._looking, asyncio.timeout(LOOKING_SECONDS):
                outcome = await run_ffmpeg(self._executable, source_arguments(source))
        except TimeoutError as error:
            raise DamagedMedia("no end of looking into it", name=source.name) from error
        report = read_report(outcome.stderr)
        if report.protected:
            raise EncryptedMedia(name=source.name)
        if len(report.audio) > track:
            size = await asyncio.to_thread(_size, source)
            return media_of(report, track, size)
        if report.audio or report.video:
            raise NoAudioTrack(name=source.name)
        detail = _detail(outcome, source)
        if kind is Kind.MEDIA:
            raise DamagedMedia(detail, name=source.name)
        raise NotMedia(detail, name=source.name)

    async def extract(
        self,
        source: Path,
        target: Path,
        media: Media,
        *,
        track: int = 0,
        on_progress: Callable[[float], None],
    ) -> None:
        """Write the audio of `source` to `target`, in the container `media.suffix` names.

        `on_progress` gets fractions that never fall and end with 1. A target that is
        not whole is the caller's to remove. When cancelled, ffmpeg is gone first.
        Raises: InputError, ToolProblem, StorageProblem.
        """
        # Another track may need another treatment; the container was promised by `media`.
        chosen = await self.probe(source, track=track) if track else media
        copied = chosen.copied and chosen.suffix == media.suffix
        turn = self._copying if copied else nullcontext()
        try:
            async with turn, asyncio.timeout(STALLED_SECONDS) as deadline:
                progress = _Progress(media.duration, on_progress, deadline)
                outcome = await run_ffmpeg(
                    self._executable,
                    (
                        *("-v", "warning", "-nostats"),
                        *("-progress", "pipe:1", "-stats_period", "0.2"),
                        *source_arguments(source),
                        *encoded_arguments(target, media.suffix, track, copied=copied),
                    ),
                    on_line=progress.hear,
                )
        except TimeoutError as error:
            raise DamagedMedia("it came no further", name=source.name) from error
        if outcome.code != 0:
            raise await asyncio.to_thread(_failure, outcome, source, target)
        size = await asyncio.to_thread(_size, target)
        if not progress.position or not size:
            raise DamagedMedia(_detail(outcome, source, target), name=source.name)
        if size >= UPLOAD_LIMIT or progress.position >= LONGEST_SECONDS:
            raise DamagedMedia("it came to no end", name=source.name)
        on_progress(1.0)


class _Progress:
    """Turns ffmpeg's positions into fractions of the duration."""

    def __init__(
        self, duration: float | None, report: Callable[[float], None], deadline: asyncio.Timeout
    ) -> None:
        self._duration = duration
        self._report = report
        self._deadline = deadline
        self.position = 0.0

    def hear(self, line: str) -> None:
        position = read_position(line)
        if position is None or position <= self.position:
            return
        self.position = position
        self._deadline.reschedule(asyncio.get_running_loop().time() + STALLED_SECONDS)
        if self._duration:
            # The end is told once the file has been checked, not before.
            self._report(min(position / self._duration, 0.99))


def _bundled() -> Path:
    """Where `imageio_ffmpeg` would find it, which starts it to see: with all of our environment."""
    if given := os.environ.get("IMAGEIO_FFMPEG_EXE"):
        return Path(given)
    brought = sorted(Path(imageio_ffmpeg.__file__).with_name("binaries").glob("ffmpeg-*"))
    found = brought[0] if brought else shutil.which("ffmpeg")
    if found is None:
        raise FfmpegMissing("none came along, none is installed")
    return Path(found)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _look_into(source: Path) -> Kind:
    """Refuse what ffmpeg need not see. Raises: InputError."""
    name = source.name
    try:
        facts = source.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise NotMedia("not a regular file", name=name)
        if facts.st_size == 0:
            raise EmptyFile(name=name)
        with source.open("rb") as file:
            kind = kind_of(file.read(HEAD_BYTES))
            locked = kind is Kind.MEDIA and has_locked_sound(file, facts.st_size)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceGone(name=name) from error
    except OSError as error:
        raise SourceUnreadable(type(error).__name__, name=name) from error
    if kind is Kind.PLAYLIST:
        raise DisguisedPlaylist(name=name)
    if kind is Kind.TEXT:
        raise NotMedia("text", name=name)
    if locked:
        raise EncryptedMedia(name=name)
    return kind


def _failure(outcome: Outcome, source: Path, target: Path) -> SextantError:
    """What a run that ended badly means, by the system's words in LC_ALL=C."""
    detail = _detail(outcome, source, target)
    if "No space left on device" in outcome.stderr or "Disk quota exceeded" in outcome.stderr:
        return DiskFull(detail)
    if "Error opening output" in outcome.stderr:
        return FolderReadOnly(detail)
    if not source.exists():
        return SourceGone(detail, name=source.name)
    if "Invalid data found" in outcome.stderr or "Input/output error" in outcome.stderr:
        return DamagedMedia(detail, name=source.name)
    return ExtractionFailed(detail, name=source.name)


def _detail(outcome: Outcome, source: Path, target: Path | None = None) -> str:
    """Ffmpeg's last words without the file's own: no metadata, no names."""
    said = outcome.stderr.replace(str(source.absolute()), "source")
    if target is not None:
        said = said.replace(str(target.absolute()), "target")
    complaints = [line for line in said.splitlines() if line.startswith(("[", "Error"))]
    return "\n".join([f"ffmpeg ended with {outcome.code}", *complaints[-6:]])
