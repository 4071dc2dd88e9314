"""Ffmpeg's words are read as facts, and no words break the reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.services.ffmpeg_recipe import UPLOAD_LIMIT, media_of
from sextant.services.ffmpeg_report import AudioTrack, Report, read_position, read_report

MEETING = """\
[h264 @ 0x5] no frame!
Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:/x/a.mp4':
  Metadata:
    comment         : Stream #0:9: Audio: fake, 1 kb/s
                    :   Stream #0:9: Audio: fake
  Duration: 01:02:03.50, start: 0.000000, bitrate: 100 kb/s
  Chapters:
    Chapter #0:0: start 0.000000, end 1.500000
  Stream #0:0[0x1](und): Video: h264 (High) (avc1 / 0x31637661), yuv420p, 22 kb/s (default)
  Stream #0:2[0x3](deu): Audio: ac3, 48000 Hz, 5.1(side), fltp, 384 kb/s
  Stream #0:1[0x2](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, mono, 69 kb/s (default)
  Stream #0:3: Video: png, rgb24, 160x120, 90k tbr (attached pic)
At least one output file must be specified
"""

SHAPED = st.lists(
    st.sampled_from(
        [
            *MEETING.splitlines(),
            "  Duration: ",
            "99999999999:99:99",
            "  Stream #0:",
            "Audio: ",
            "\n",
        ]
    )
    | st.text(max_size=20)
).map("".join)


def test_facts_of_a_meeting():
    """Duration, tracks in their order, pictures; words in the metadata are no facts."""
    assert read_report(MEETING) == Report(
        duration=3723.5,
        audio=(AudioTrack("aac", 69_000), AudioTrack("ac3", 384_000)),
        video=True,
        protected=False,
    )


def test_cover_picture_is_no_video():
    cover = "  Stream #0:1: Video: png, rgb24, 160x120, 90k tbr (attached pic)\n"
    assert not read_report(cover).video


def test_noise_taken_for_sound_is_no_track():
    noise = "  Stream #0:0: Audio: mp3 (mp3float), 0 channels, fltp\n"
    assert read_report(noise).audio == ()


def test_protection_is_heard():
    assert read_report("[asf @ 0x5] DRM protected stream detected, expect errors\n").protected


@given(st.text() | SHAPED)
def test_any_words_give_a_report(words):
    """Never raises; what it finds makes sense."""
    report = read_report(words)
    assert report.duration is None or report.duration > 0
    assert all(track.codec for track in report.audio)


@given(st.text() | st.text("0123456789-N/A.").map("out_time_us={}".format))
def test_any_line_gives_a_position_or_none(line):
    position = read_position(line)
    assert position is None or position >= 0


@pytest.mark.parametrize(
    ("line", "position"),
    [("out_time_us=1500000\n", 1.5), ("out_time_us=N/A", None), ("frame=3", None)],
)
def test_positions(line, position):
    assert read_position(line) == position


@pytest.mark.parametrize(
    ("bit_rate", "hours", "size", "copied"),
    [
        (None, 1, UPLOAD_LIMIT, True),
        (None, 1, UPLOAD_LIMIT + 1, False),  # nothing tells how much of it is sound
        (128_000, 10, 90 * 10**9, True),
        (320_000, 24, 90 * 10**9, False),
        (320_000, 24, 1000, True),  # a wrong claim: the file itself is small
    ],
)
def test_copy_stays_below_the_upload_limit(bit_rate, hours, size, copied):
    report = Report(hours * 3600.0, (AudioTrack("aac", bit_rate),), video=True, protected=False)
    media = media_of(report, 0, size)
    assert media.copied is copied
    assert media.suffix == (".m4a" if copied else ".ogg")
