"""Small real recordings, made on the spot by the bundled ffmpeg."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import imageio_ffmpeg

PICTURE = ("-f", "lavfi", "-i", "testsrc=size=96x64:rate=5")
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=16000")


def ffmpeg(*arguments: str | Path) -> str:
    """Run the bundled ffmpeg and return what it said; fails loudly."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostdin", "-y"]
    done = subprocess.run(
        [*command, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def make_video(
    path: Path,
    *,
    seconds: float = 1.0,
    speech: Path | None = None,
    audio: Sequence[str] = ("-c:a", "aac"),
    video: Sequence[str] = ("-c:v", "libx264", "-preset", "ultrafast"),
    tracks: int = 1,
    options: Sequence[str] = (),
) -> Path:
    """A test picture with `tracks` tracks of a tone, or of the sound file `speech`.

    The container is what the ending of `path` says. Empty `audio` or `video` leaves
    that part out.
    """
    sound = ("-i", str(speech)) if speech else TONE
    inputs = [*(PICTURE if video else ()), *(sound if audio else ())]
    maps = ["-map", "0:v"] if video else []
    for _ in range(tracks if audio else 0):
        maps += ["-map", f"{1 if video else 0}:a"]
    ffmpeg(*inputs, *maps, "-t", str(seconds), *video, *audio, *options, f"file:{path}")
    return path


def streams_of(path: Path) -> list[str]:
    """The lines in which ffmpeg names the streams of a file, e.g. ``Audio: aac (LC) …``."""
    said = ffmpeg("-i", f"file:{path}", "-map", "0", "-c", "copy", "-f", "null", "-")
    head, _, _ = said.partition("Stream mapping:")
    lines = (line.strip() for line in head.splitlines())
    return [line.split(": ", 1)[1] for line in lines if line.startswith("Stream #0:")]
