"""Recordings made to do harm, through the real ffmpeg: it opens nothing else, and it ends."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sextant.core.errors import DamagedMedia, InputError, NotMedia, SextantError
from sextant.services import ffmpeg as tool
from sextant.services import ffmpeg_process, ffmpeg_recipe
from sextant.services.ffmpeg import Ffmpeg
from support.media import ffmpeg, make_video

SECRET = b"the neighbour's own recording"


def taken(source: Path, target: Path, executable: Path | None = None) -> bytes:
    """What comes of a file: its audio's bytes. Raises as the pipeline hears it."""

    async def work() -> None:
        one = Ffmpeg(executable)
        media = await one.probe(source)
        await one.extract(source, target, media, on_progress=lambda _: None)

    asyncio.run(work())
    return target.read_bytes()


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_video(tmp_path_factory.mktemp("video") / "Meeting.mp4", seconds=1)


def playlists(secret: Path) -> dict[str, str]:
    url = secret.as_uri()
    return {
        "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{url}\n#EXT-X-ENDLIST\n",
        "concat": f"ffconcat version 1.0\nfile '{secret}'\n",
        "subtitle of pictures": f"[playlist]\nFile1={url}\nNumberOfEntries=1\n",
        "dash": f'<?xml version="1.0"?><MPD><BaseURL>{url}</BaseURL></MPD>',
        "sdp": f"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\na={url}\n",
        "asx": f'<asx version="3.0"><entry><ref href="{url}"/></entry></asx>',
        "smil": f'<smil><body><audio src="{url}"/></body></smil>',
        "hls behind a real beginning": f"\x00#EXTM3U\n#EXTINF:9,\n{url}\n",
    }


@pytest.mark.parametrize("kind", list(playlists(Path("/x"))))
@pytest.mark.parametrize("name", ["Board.mp4", "Board.m3u8", "Board"])
def test_what_points_elsewhere_is_not_followed(tmp_path, video, kind, name):
    """Neither by its content nor by its name, and nothing of the other file comes out."""
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(video.read_bytes())
    source = tmp_path / name
    source.write_text(playlists(secret)[kind])
    with pytest.raises(InputError):
        taken(source, tmp_path / "audio.part")
    assert not (tmp_path / "audio.part").exists()


def test_a_track_whose_data_lie_in_another_file_takes_nothing_from_it(tmp_path, video):
    """QuickTime allows it: the table of a track may name a file for its samples."""
    (tmp_path / "Secret.mp4").write_bytes(video.read_bytes())
    source = tmp_path / "Board.mp4"
    source.write_bytes(pointing_elsewhere(video.read_bytes(), b"Secret.mp4\0"))
    assert b"Secret.mp4" in source.read_bytes()
    (tmp_path / "alone").mkdir()
    alone = tmp_path / "alone" / "Board.mp4"
    alone.write_bytes(source.read_bytes())
    assert outcome(source) == outcome(alone)


def outcome(source: Path) -> bytes | str:
    try:
        return taken(source, source.parent / "audio.part")
    except SextantError as error:
        return error.code


def pointing_elsewhere(raw: bytes, where: bytes) -> bytes:
    """The MP4 with each ``url `` reference to itself made one to `where`."""
    own = b"\x00\x00\x00\x0curl \x00\x00\x00\x01"
    other = (12 + len(where)).to_bytes(4) + b"url \x00\x00\x00\x00" + where
    while (at := raw.find(own)) >= 0:
        data = bytearray(raw[:at] + other + raw[at + len(own) :])
        for name in (b"moov", b"trak", b"mdia", b"minf", b"dinf", b"dref"):
            box = data.rfind(name, 0, at) - 4
            size = int.from_bytes(data[box : box + 4]) + len(other) - len(own)
            data[box : box + 4] = size.to_bytes(4)
        raw = bytes(data)
    return raw


def test_a_thousand_tracks(tmp_path, video):
    """They are counted, and the first one is taken."""
    source = tmp_path / "Many.mka"
    maps = ["-map", "0:a"] * 1000
    ffmpeg("-i", video, *maps, "-c", "copy", "-t", "0.2", source)
    media = asyncio.run(Ffmpeg().probe(source))
    assert media.tracks > 900
    assert taken(source, tmp_path / "audio.m4a.part")


def test_sound_that_goes_on_for_ever_is_cut_off_and_refused(tmp_path, video, monkeypatch):
    """Two days are the most; here, a part of a second."""
    for module in (tool, ffmpeg_recipe):
        monkeypatch.setattr(module, "LONGEST_SECONDS", 0.3)
    with pytest.raises(DamagedMedia):
        taken(video, tmp_path / "audio.part")


def test_sound_that_becomes_larger_than_anybody_takes_is_cut_off_and_refused(
    tmp_path, video, monkeypatch
):
    for module in (tool, ffmpeg_recipe):
        monkeypatch.setattr(module, "UPLOAD_LIMIT", 2_000)
    with pytest.raises(DamagedMedia):
        taken(video, tmp_path / "audio.part")
    assert (tmp_path / "audio.part").stat().st_size < 100_000


posix = pytest.mark.skipif(os.name != "posix", reason="needs a shell script for a tool")


def script(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


@posix
@pytest.mark.parametrize("doing", ["look", "extraction"])
def test_what_comes_to_no_end_is_ended(tmp_path, video, monkeypatch, doing):
    """The tool is gone, and the file is refused."""
    pid = tmp_path / "pid"
    stuck = f"echo $$ > '{pid}'; exec sleep 600"
    known = "echo '  Stream #0:0: Audio: aac (LC), 48000 Hz, mono, fltp' >&2; exit 1"
    body = stuck if doing == "look" else f'case "$*" in *-progress*) {stuck};; *) {known};; esac'
    monkeypatch.setattr(tool, "LOOKING_SECONDS", 1 if doing == "look" else 60)
    monkeypatch.setattr(tool, "STALLED_SECONDS", 1)
    with pytest.raises(DamagedMedia):
        taken(video, tmp_path / "audio.part", script(tmp_path / "ffmpeg", body))
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such bounds")
def test_the_tool_is_bounded_in_memory_and_in_what_it_writes(tmp_path):
    waits = 'until [ "$(ulimit -v)" != unlimited ] && [ "$(ulimit -f)" != unlimited ]; do :; done'
    says = "echo $(ulimit -v) $(ulimit -f)"
    executable = script(tmp_path / "ffmpeg", f"{waits}; {says}")
    told: list[str] = []
    asyncio.run(ffmpeg_process.run_ffmpeg(executable, (), on_line=told.append))
    memory, output = map(int, told[0].split())
    assert memory * 1024 == ffmpeg_process.MEMORY
    assert output * 512 <= 2 * ffmpeg_process.OUTPUT


@posix
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_never_ends_because_it_is_no_file(tmp_path, kind):
    source = tmp_path / "Board.mp4"
    if kind == "pipe":
        os.mkfifo(source)
    else:
        source.symlink_to("/dev/zero")
    with pytest.raises(NotMedia):
        taken(source, tmp_path / "audio.part")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_recording_with_any_bytes_changed_gives_audio_or_a_sentence(tmp_path, video, data):
    raw = bytearray(video.read_bytes())
    places = st.integers(0, len(raw) - 1)
    for at in data.draw(st.lists(places, max_size=40)):
        raw[at] = data.draw(st.integers(0, 255))
    source = tmp_path / "Board.mp4"
    source.write_bytes(raw[: data.draw(places | st.just(len(raw)))])
    said = outcome(source)
    assert isinstance(said, bytes) or re.fullmatch(r"[a-z-]+", said)
