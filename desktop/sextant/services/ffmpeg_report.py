"""Reads what ``ffmpeg -i`` prints about a file. Pure text in, facts out; never raises.

ffmpeg's machine-readable sister, ffprobe, is not in the bundle. The lines read here
(libavformat/dump.c, `av_dump_format`) have kept their shape since 2010.
"""

from __future__ import annotations

import re

import msgspec

_DURATION = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)", re.MULTILINE | re.ASCII)
_STREAM = re.compile(
    r"^  Stream #0:(?P<index>\d+)(?:\[0x[0-9a-f]+\])?(?:\([^)\n]*\))?: "
    r"(?P<type>Audio|Video): (?P<codec>\w+)(?P<rest>[^\n]*)$",
    re.MULTILINE | re.ASCII,
)
_BIT_RATE = re.compile(r", (\d+) kb/s", re.ASCII)
_PROTECTED = re.compile(r"DRM protected stream|Audio: none \(drms|encrypted stream", re.IGNORECASE)


class AudioTrack(msgspec.Struct, frozen=True):
    """One sound track. `bit_rate` is in bits a second, ``None`` where it is not told."""

    codec: str
    bit_rate: int | None = None


class Report(msgspec.Struct, frozen=True):
    """What ffmpeg found. `duration` is in seconds; a cover picture is no `video`."""

    duration: float | None
    audio: tuple[AudioTrack, ...]
    video: bool
    protected: bool


def read_report(stderr: str) -> Report:
    """The facts in ffmpeg's words; empty facts for words that hold none."""
    tracks: dict[int, AudioTrack] = {}
    video = False
    for line in _STREAM.finditer(stderr):
        rest = line["rest"]
        if line["type"] == "Video":
            video = video or "(attached pic)" not in rest
        elif ", 0 channels" not in rest:  # what ffmpeg says of noise it took for sound
            rate = _BIT_RATE.search(rest)
            bits = int(rate[1]) * 1000 if rate and len(rate[1]) < 10 else None
            tracks[int(line["index"])] = AudioTrack(line["codec"], bits)
    return Report(
        duration=_duration(stderr),
        audio=tuple(track for _, track in sorted(tracks.items())),
        video=video,
        protected=bool(_PROTECTED.search(stderr)),
    )


def _duration(stderr: str) -> float | None:
    found = _DURATION.search(stderr)
    if not found or len(found[1]) > 6:
        return None
    seconds = int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3])
    return seconds or None


def read_position(line: str) -> float | None:
    """Seconds written so far, from a line of ``-progress``; ``None`` for any other line."""
    name, _, value = line.strip().partition("=")
    if name != "out_time_us" or not re.fullmatch(r"\d{1,18}", value, re.ASCII):
        return None
    return int(value) / 1_000_000
