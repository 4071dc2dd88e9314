"""Which treatment a sound track gets, and the arguments that say so to ffmpeg.

Copied where Deepgram takes the codec as it is: seconds instead of minutes, and no
loss. Else, or where the copy could pass Deepgram's limit of 2 GB a file
(docs/pre-recorded-audio, "Limits"), encoded for speech: one channel at 16 kHz, in
which a day of talk is some 300 MB.
"""

from __future__ import annotations

from pathlib import Path

from sextant.core.media import Media
from sextant.services.ffmpeg_report import AudioTrack, Report

UPLOAD_LIMIT = 1_900_000_000
"""Bytes: Deepgram's 2 GB less a margin for what the container adds."""

LONGEST_SECONDS = 172_800
"""Of sound: two days. What goes on for longer was made to."""

_SUFFIXES = {"aac": ".m4a", "mp3": ".mp3", "opus": ".ogg", "vorbis": ".ogg", "flac": ".flac"}

_MUXERS = {
    ".m4a": ("-movflags", "+faststart", "-f", "ipod"),
    ".mp3": ("-id3v2_version", "0", "-f", "mp3"),
    ".ogg": ("-f", "ogg"),
    ".flac": ("-f", "flac"),
}
_ENCODERS = {
    ".m4a": ("-c:a", "aac", "-b:a", "48k"),
    ".mp3": ("-c:a", "libmp3lame", "-b:a", "48k"),
    ".ogg": ("-c:a", "libopus", "-b:a", "28k", "-vbr", "on", "-application", "voip"),
    ".flac": ("-c:a", "flac"),
}

_DEMUXERS = ",".join(
    (
        *("aac", "ac3", "aiff", "amr", "amrnb", "amrwb", "ape", "asf", "au", "avi", "caf"),
        *("dhav", "dsf", "dts", "dv", "eac3", "flac", "flv", "gxf", "loas", "matroska", "mov"),
        *("mp3", "mpc", "mpc8", "mpeg", "mpegts", "mxf", "nsv", "nut", "nuv", "ogg", "oma", "rm"),
        *("tak", "truehd", "tta", "voc", "w64", "wav", "wtv", "wv", "xwma"),
    )
)
"""Containers of recordings. None reads a playlist, a pattern of file names, an address,
a description of a graph, or text."""


def source_arguments(source: Path) -> tuple[str, ...]:
    """Open `source` and nothing else, whatever its name looks like."""
    return (
        *("-protocol_whitelist", "file,pipe", "-format_whitelist", _DEMUXERS),
        *("-i", f"file:{source.absolute()}"),
    )


def encoded_arguments(target: Path, suffix: str, track: int, *, copied: bool) -> tuple[str, ...]:
    """Write one audio track, bare of pictures, titles and chapters, to `target`."""
    treatment = ("-c:a", "copy") if copied else (*_ENCODERS[suffix], "-ac", "1", "-ar", "16000")
    return (
        *("-map", f"0:a:{track}", "-vn", "-sn", "-dn", "-map_metadata", "-1"),
        *("-t", str(LONGEST_SECONDS), "-fs", str(UPLOAD_LIMIT)),
        *("-map_chapters", "-1", *treatment, *_MUXERS[suffix]),
        *("-y", f"file:{target.absolute()}"),
    )


def media_of(report: Report, track: int, size: int) -> Media:
    """What becomes of audio track number `track` in a file of `size` bytes."""
    chosen = report.audio[track]
    copied = chosen.codec in _SUFFIXES and _copy_bytes(chosen, report, size) <= UPLOAD_LIMIT
    return Media(
        duration=report.duration,
        codec=chosen.codec,
        tracks=len(report.audio),
        suffix=_SUFFIXES[chosen.codec] if copied else ".ogg",
        copied=copied,
    )


def _copy_bytes(track: AudioTrack, report: Report, size: int) -> float:
    """The most a copy can be: the whole file, unless the track tells its own rate."""
    if track.bit_rate is None or report.duration is None:
        return size
    return min(size, track.bit_rate / 8 * report.duration)
