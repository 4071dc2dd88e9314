"""Taking the sound out of a video, against the same ffmpeg called bare."""

from __future__ import annotations

import asyncio
import subprocess
from itertools import count

from sextant.services.ffmpeg import Ffmpeg
from support.figures import Figure, Sample, alternating, megabytes, ratio_figure, seconds, timed
from support.media import ffmpeg

SIZE_MB = 235
MINUTES = 10


def long_video(path):
    """Ten minutes of moving noise with speech-like sound, about 235 MB."""
    second = path.with_name("second.mp4")
    rate = f"{SIZE_MB * 8 // (MINUTES * 60)}M"
    ffmpeg(
        *("-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25,noise=alls=60:allf=t"),
        *("-f", "lavfi", "-i", "anoisesrc=colour=pink:sample_rate=48000:amplitude=0.3"),
        *("-t", "10", "-c:v", "libx264", "-preset", "ultrafast", "-b:v", rate),
        *("-minrate", rate, "-maxrate", rate, "-bufsize", rate, "-x264-params", "nal-hrd=cbr"),
        *("-c:a", "aac", "-b:a", "128k", f"file:{second}"),
    )
    listing = path.with_name("parts.txt")
    listing.write_text(f"file '{second}'\n" * (MINUTES * 6))
    ffmpeg("-f", "concat", "-safe", "0", "-i", listing, "-c", "copy", f"file:{path}")
    return path


def test_extraction_of_ten_minutes(report, tmp_path):
    video = long_video(tmp_path / "long.mp4")
    tool = Ffmpeg()
    media = asyncio.run(tool.probe(video))
    targets = (tmp_path / f"audio-{number}.m4a" for number in count())

    def look() -> None:
        asyncio.run(tool.probe(video))

    def ours() -> None:
        asyncio.run(tool.extract(video, next(targets), media, on_progress=lambda _: None))

    def theirs() -> None:
        argv = [tool.executable, "-nostdin", "-v", "error", "-i", video]
        subprocess.run([*argv, "-vn", "-c:a", "copy", next(targets)], check=True)

    measured = alternating(ours, theirs, runs=15)
    size = megabytes(video.stat().st_size)
    what = f"extraction, {MINUTES} minutes, {size} of mp4"
    report(ratio_figure(what, *measured, bar=1.05, baseline="ffmpeg alone"))
    looks = Sample(tuple(timed(look) for _ in range(7)))
    report(
        Figure(
            "the look before it, whatever the length",
            seconds(looks.median),
            "",
            "",
            "",
            None,
            f"± {looks.noise:.0%}",
        )
    )
    target = tmp_path / "audio-0.m4a"
    rate = target.stat().st_size / (MINUTES * 60) / 1000
    report(
        Figure(
            "bytes that leave this computer",
            megabytes(target.stat().st_size),
            f"the video: {size}",
            f"{target.stat().st_size / video.stat().st_size:.3f} ×",
            "audio only, ≤ 40 kB/s",
            rate <= 40,
            f"{rate:.0f} kB/s",
        )
    )
