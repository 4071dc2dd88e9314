"""The bundled sample as tests need it: its script, and short pieces of its sound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from sextant.storage.resources import resource
from support.media import ffmpeg

VIDEO = resource("sample", "Harbour project weekly.mp4")


def script() -> list[tuple[str, str]]:
    """Who says what, turn by turn, as it was written."""
    text = resource("sample", "script.md").read_text(encoding="utf-8")
    return re.findall(r"^\*\*(\w+):\*\* (.+)$", text, re.MULTILINE)


def words_of(text: str) -> list[str]:
    """Words as they are spoken, without marks and capitals."""
    return re.sub(r"[^a-z' ]", " ", text.lower()).split()


def opening(path: Path, *, seconds: float, codec: Sequence[str] = ("-c:a", "copy")) -> Path:
    """The sound of the sample's first seconds, as the extractor would write it."""
    options = ("-movflags", "+faststart") if path.suffix == ".m4a" else ()
    ffmpeg("-i", VIDEO, "-t", str(seconds), "-vn", *codec, *options, path)
    return path


def turn_starts() -> list[float]:
    """When each turn of the script begins, by the video's pictures: one for who speaks.

    The last is the end of the last turn. Nothing of this is heard, so it can judge what is.
    """
    changes = ("-vf", "select='gt(scene,0.001)',showinfo", "-an", "-f", "null", "-")
    return [float(time) for time in re.findall(r"pts_time:([\d.]+)", ffmpeg("-i", VIDEO, *changes))]
