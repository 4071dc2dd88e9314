"""Real media in, real audio out: the bundled ffmpeg on recordings made with it."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest

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
    SourceGone,
    SourceUnreadable,
)
from sextant.core.media import Media
from sextant.services.ffmpeg import Ffmpeg
from support.media import PICTURE, TONE, ffmpeg, make_video, streams_of

KEY = ("-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "7" * 32)
KEY_ID = ("-encryption_kid", "a" * 32)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory) -> Path:
    """Small recordings of many kinds; tests read them and never write here."""
    folder = tmp_path_factory.mktemp("shelf")
    make_video(folder / "meeting.mp4", seconds=2, options=("-metadata", "title=Private words"))
    make_video(folder / "front.mp4", seconds=2, options=("-movflags", "+faststart"))
    make_video(folder / "locked.mp4", options=(*KEY, *KEY_ID))
    make_video(folder / "call.mkv", audio=("-c:a", "libopus"), tracks=2)
    make_video(folder / "browser.webm", video=("-c:v", "libvpx"), audio=("-c:a", "libvorbis"))
    make_video(folder / "camera.avi", video=("-c:v", "mpeg4"), audio=("-c:a", "pcm_s16le"))
    make_video(folder / "screen.mov", audio=())
    make_video(folder / "lossless.flac", video=(), audio=("-c:a", "flac"))
    make_video(folder / "stream.ts")
    ffmpeg(*PICTURE, "-frames:v", "1", folder / "cover.png")
    ffmpeg(
        *(*TONE, "-i", folder / "cover.png", "-map", "0", "-map", "1", "-t", "1"),
        *("-c:a", "libmp3lame", "-c:v", "copy", "-disposition:v", "attached_pic"),
        *("-metadata", "title=Private words", folder / "album.mp3"),
    )
    sounds = ("-c:a:0", "aac", "-c:a:1", "pcm_s16le", "-c:a:2", "libopus")
    make_video(folder / "mixed.mkv", audio=sounds, tracks=3)
    return folder


def probe(source: Path, **options) -> Media:
    return asyncio.run(Ffmpeg().probe(source, **options))


def extract(source: Path, target: Path, *, track: int = 0) -> list[float]:
    """Probe and extract as the pipeline does; returns what the progress said."""

    async def work() -> list[float]:
        tool, told = Ffmpeg(), []
        media = await tool.probe(source)
        await tool.extract(source, target, media, track=track, on_progress=told.append)
        return told

    return asyncio.run(work())


@pytest.mark.parametrize(
    ("name", "codec", "suffix", "copied", "tracks"),
    [
        ("meeting.mp4", "aac", ".m4a", True, 1),
        ("call.mkv", "opus", ".ogg", True, 2),
        ("browser.webm", "vorbis", ".ogg", True, 1),
        ("camera.avi", "pcm_s16le", ".ogg", False, 1),
        ("lossless.flac", "flac", ".flac", True, 1),
        ("stream.ts", "aac", ".m4a", True, 1),
        ("album.mp3", "mp3", ".mp3", True, 1),
    ],
)
def test_audio_comes_out_alone(shelf, tmp_path, name, codec, suffix, copied, tracks):
    """What Deepgram takes is copied, the rest becomes Opus; never a picture, never a title."""
    media = probe(shelf / name)
    assert (media.codec, media.suffix, media.copied) == (codec, suffix, copied)
    assert media.tracks == tracks
    assert media.duration == pytest.approx(2 if name == "meeting.mp4" else 1, abs=0.2)

    target = tmp_path / f"audio{suffix}.part"
    told = extract(shelf / name, target)

    [stream] = streams_of(target)
    assert stream.startswith(f"Audio: {codec if copied else 'opus'}")
    assert b"Private words" not in target.read_bytes()
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert probe(target).duration == pytest.approx(media.duration, abs=0.2)


@pytest.mark.parametrize("track", [1, 2])
def test_other_track_in_the_promised_container(shelf, tmp_path, track):
    """A track of another codec is encoded for the container the first one promised."""
    target = tmp_path / "audio.m4a.part"
    extract(shelf / "mixed.mkv", target, track=track)
    [stream] = streams_of(target)
    assert stream.startswith("Audio: aac")
    assert "16000 Hz, mono" in stream


def test_track_chosen_when_probing(shelf):
    """Told the track, the look is at that track; one that is not there is no audio."""
    assert probe(shelf / "mixed.mkv", track=1).codec == "pcm_s16le"
    with pytest.raises(NoAudioTrack):
        probe(shelf / "meeting.mp4", track=1)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"Minutes of the meeting\n" * 400, NotMedia),
        (bytes(range(256)) * 300, NotMedia),
        (b"\x00\x00\x00\x20ftypisom" + bytes(5000), DamagedMedia),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", DisguisedPlaylist),
        (b"ffconcat version 1.0\nfile '/etc/passwd'\n", DisguisedPlaylist),
    ],
)
@pytest.mark.parametrize("name", ["video.mp4", "sound.mp3", "no ending"])
def test_what_is_no_recording_says_why(tmp_path, content, error, name):
    """Content decides, whatever the name promises."""
    source = tmp_path / name
    source.write_bytes(content)
    with pytest.raises(error) as caught:
        probe(source)
    assert name in str(caught.value)
    assert str(tmp_path) not in caught.value.detail


def test_pictures_without_sound(shelf):
    with pytest.raises(NoAudioTrack):
        probe(shelf / "screen.mov")


def test_picture_is_no_recording(shelf):
    """Only demuxers of recordings are asked; one of pictures may read other files too."""
    with pytest.raises(NotMedia):
        probe(shelf / "cover.png")


def test_copy_protection(shelf):
    """Ffmpeg reads Common Encryption as noise; the boxes tell."""
    with pytest.raises(EncryptedMedia):
        probe(shelf / "locked.mp4")


def test_file_that_is_not_there_or_no_file(tmp_path):
    with pytest.raises(SourceGone):
        probe(tmp_path / "gone.mp4")
    with pytest.raises(NotMedia):
        probe(tmp_path)


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_file_that_may_not_be_read(shelf, tmp_path):
    source = tmp_path / "closed.mp4"
    source.write_bytes((shelf / "meeting.mp4").read_bytes())
    source.chmod(0)
    with pytest.raises(SourceUnreadable):
        probe(source)


def test_recording_cut_off_before_its_index(shelf, tmp_path):
    """An MP4 whose index comes last cannot be read without its end."""
    source = tmp_path / "cut.mp4"
    whole = (shelf / "meeting.mp4").read_bytes()
    source.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DamagedMedia):
        probe(source)


def test_damaged_tail_still_gives_its_beginning(shelf, tmp_path):
    """What can be heard is taken; only a file without any sound is turned away."""
    source, target = tmp_path / "cut.mp4", tmp_path / "audio.m4a.part"
    whole = (shelf / "front.mp4").read_bytes()
    source.write_bytes(whole[: len(whole) * 2 // 3])
    assert extract(source, target)[-1] == 1.0
    said = ffmpeg("-i", target, "-f", "null", "-")
    assert "time=00:00:00" in said or "time=00:00:01" in said


def test_index_without_any_sound_behind_it(shelf, tmp_path):
    """A file that lists its sound and holds none of it is damaged."""
    source = tmp_path / "hollow.mp4"
    whole = (shelf / "front.mp4").read_bytes()
    source.write_bytes(whole[: whole.index(b"mdat") + 4])
    with pytest.raises(DamagedMedia):
        extract(source, tmp_path / "audio.m4a.part")


ODD_NAMES = ["-y.mp4", "http:evil?.mp4", "100%d %20.mp4", "новость 🎥.mp4", "a'b\"c.mp4"]


@pytest.mark.skipif(os.name != "posix", reason="Windows forbids most of these names")
@pytest.mark.parametrize("name", [*ODD_NAMES, "line\nbreak.mp4", b"\xff\xfe.mp4"])
def test_odd_names(shelf, tmp_path, name, monkeypatch):
    """No name is ever read as an option, an address, a pattern or a line."""
    monkeypatch.chdir(tmp_path)
    source = Path(os.fsdecode(name))
    try:
        source.write_bytes((shelf / "meeting.mp4").read_bytes())
    except OSError:
        pytest.skip("this disk does not take the name")
    target = Path(f"{os.fsdecode(name)}.part")
    assert extract(source, target)[-1] == 1.0
    assert len(streams_of(target.absolute())) == 1


def test_disk_full(shelf):
    """Every byte written to this device meets a full disk."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(DiskFull):
        extract(shelf / "meeting.mp4", full)


def test_folder_that_cannot_be_written(shelf, tmp_path):
    target = tmp_path / "taken.m4a.part"
    target.mkdir()
    with pytest.raises(FolderReadOnly):
        extract(shelf / "meeting.mp4", target)


def test_source_that_disappears(shelf, tmp_path):
    """Between the look and the work, a drive may go away."""
    source = tmp_path / "stick.mp4"
    source.write_bytes((shelf / "meeting.mp4").read_bytes())

    async def work() -> None:
        tool = Ffmpeg()
        media = await tool.probe(source)
        source.unlink()
        target = tmp_path / "audio.m4a.part"
        await tool.extract(source, target, media, on_progress=lambda _: None)

    with pytest.raises(SourceGone):
        asyncio.run(work())


def test_tool_that_cannot_start(shelf, tmp_path):
    missing = Ffmpeg(tmp_path / "no-ffmpeg")
    with pytest.raises(FfmpegMissing):
        asyncio.run(missing.probe(shelf / "meeting.mp4"))


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_unknown_end_is_told_without_names(shelf, tmp_path):
    """An end nobody can name keeps ffmpeg's words, without the paths in them."""
    tool = tmp_path / "ffmpeg"
    tool.write_text('#!/bin/sh\nfor last; do :; done\necho "Error: odd $last" >&2\nexit 9\n')
    tool.chmod(0o755)
    media = Media(duration=1.0, codec="aac", tracks=1, suffix=".m4a", copied=True)
    target = tmp_path / "secret client.m4a.part"
    work = Ffmpeg(tool).extract(shelf / "meeting.mp4", target, media, on_progress=print)
    with pytest.raises(ExtractionFailed) as caught:
        asyncio.run(work)
    assert caught.value.detail == "ffmpeg ended with 9\nError: odd file:target"


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
@pytest.mark.parametrize("last_words", ["", "trap '' TERM\n"], ids=["asked", "made to"])
def test_cancelling_leaves_no_process(shelf, tmp_path, last_words, monkeypatch):
    """When the cancelled work returns, its process is gone, even one that ignores the request."""
    monkeypatch.setattr("sextant.services.ffmpeg_process._GRACE", 0.1)
    tool = tmp_path / "ffmpeg"
    endless = 'echo "out_time_us=$$"\nwhile :; do sleep 0.05; done\n'
    tool.write_text(f"#!/bin/sh\n{last_words}{endless}")
    tool.chmod(0o755)
    media = Media(duration=1e9, codec="aac", tracks=1, suffix=".m4a", copied=True)

    async def work() -> int:
        started: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        run = asyncio.create_task(
            Ffmpeg(tool).extract(
                shelf / "meeting.mp4", tmp_path / "x", media, on_progress=started.set_result
            )
        )
        fraction = await started
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run
        return round(fraction * 1e9 * 1e6)

    with pytest.raises(ProcessLookupError):
        os.kill(asyncio.run(work()), 0)


def test_cancelling_a_real_encoding(shelf, tmp_path):
    """An hour of sound, stopped at its first sign of progress, is not finished."""
    source, target = tmp_path / "long.wav", tmp_path / "audio.ogg.part"
    size = 3600 * 32_000
    layout = struct.pack("<HHIIHH", 1, 1, 16_000, 32_000, 2, 16)
    with source.open("wb") as file:
        file.write(struct.pack("<4sI8sI", b"RIFF", 36 + size, b"WAVEfmt ", 16) + layout)
        file.write(struct.pack("<4sI", b"data", size))
        file.truncate(44 + size)  # sparse: it takes no room
    told: list[float] = []

    async def work() -> None:
        tool = Ffmpeg()
        media = await tool.probe(source)
        first = asyncio.Event()

        def hear(fraction: float) -> None:
            told.append(fraction)
            first.set()

        run = asyncio.create_task(tool.extract(source, target, media, on_progress=hear))
        await first.wait()
        run.cancel()
        await asyncio.wait([run])
        assert run.cancelled()

    asyncio.run(work())
    assert told[-1] < 1.0


WITH_US = """
import asyncio, sys
from sextant.services.ffmpeg_process import run_ffmpeg
endless = ("-v", "quiet", "-progress", "pipe:1", "-f", "lavfi", "-i", "sine", "-f", "null", "-")
asyncio.run(run_ffmpeg(sys.argv[1], endless, on_line=lambda line: print(flush=True)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such leash")
def test_the_tool_is_gone_when_we_are_killed():
    """By SIGKILL, of which we hear nothing; it lives in a session of its own."""
    ours = [sys.executable, "-P", "-c", WITH_US, str(Ffmpeg().executable)]
    with subprocess.Popen(ours, stdout=subprocess.PIPE) as us:
        assert us.stdout is not None
        assert us.stdout.readline()  # it works, and nobody reads all that it says
        children = Path(f"/proc/{us.pid}/task/{us.pid}/children").read_text().split()
        (tool,) = (os.pidfd_open(int(child)) for child in children)
        try:
            us.kill()
            gone, _, _ = select.select([tool], [], [], 60)
            if not gone:
                signal.pidfd_send_signal(tool, signal.SIGKILL)
        finally:
            os.close(tool)
    assert gone


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_progress_never_falls_and_ends_with_one(shelf, tmp_path):
    """Positions may go back or past the end; what is told does not, and 1 is the end alone."""
    tool = tmp_path / "ffmpeg"
    positions = "".join(f"echo out_time_us={us}\n" for us in (500000, 300000, "N/A", 9000000))
    tool.write_text(f"#!/bin/sh\n{positions}echo sound > '{tmp_path}/out.part'\n")
    tool.chmod(0o755)
    media = Media(duration=1.0, codec="aac", tracks=1, suffix=".m4a", copied=True)
    told: list[float] = []
    work = Ffmpeg(tool).extract(
        shelf / "meeting.mp4", tmp_path / "out.part", media, on_progress=told.append
    )
    asyncio.run(work)
    assert told == [0.5, 0.99, 1.0]


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_flood_of_complaints_is_drained(shelf, tmp_path):
    """A damaged file can make ffmpeg complain for megabytes; it is heard to its end."""
    tool = tmp_path / "ffmpeg"
    flood = "yes '[h264 @ 0x5] no frame!' | head -c 3000000 >&2\n"
    facts = "\\n  Duration: 00:00:07.00, start: 0\n  Stream #0:0: Audio: opus, 48000 Hz\n"
    tool.write_text(f"#!/bin/sh\n{flood}printf '{facts}' >&2\n")
    tool.chmod(0o755)
    media = asyncio.run(Ffmpeg(tool).probe(shelf / "meeting.mp4"))
    assert (media.duration, media.codec) == (7.0, "opus")


def test_bundled_tool_is_found_without_starting_it():
    """What is started to be looked at is given our whole environment, passwords of proxies too."""
    look = (
        "import sys\n"
        "started = []\n"
        "sys.addaudithook(lambda event, _: event == 'subprocess.Popen' and started.append(event))\n"
        "from sextant.services.ffmpeg import Ffmpeg\n"
        "print(Ffmpeg().executable.is_file(), started)\n"
    )
    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert said.stdout == "True []\n"


def test_keys_stay_out_of_the_tool(shelf, tmp_path, monkeypatch):
    """Ffmpeg's environment holds no key, and none of its own switches."""
    if os.name != "posix":
        pytest.skip("the stand-in is a shell script")
    monkeypatch.setenv("DEEPGRAM_API_KEY", "secret")
    monkeypatch.setenv("FFREPORT", "file=leak.log")
    tool = tmp_path / "ffmpeg"
    tool.write_text(f'#!/bin/sh\nenv > "{tmp_path}/environment"\n')
    tool.chmod(0o755)
    with pytest.raises(DamagedMedia):
        asyncio.run(Ffmpeg(tool).probe(shelf / "meeting.mp4"))
    environment = (tmp_path / "environment").read_text()
    assert "LC_ALL=C" in environment
    assert "secret" not in environment
    assert "FFREPORT" not in environment


def alone(tmp_path: Path) -> Path:
    """A stand-in for ffmpeg that complains when another of it is at work."""
    tool, place = tmp_path / "ffmpeg", tmp_path / "at work"
    facts = "\\n  Duration: 00:00:07.00, start: 0\\n  Stream #0:0: Audio: aac, 48000 Hz\\n"
    work = f"printf '{facts}' >&2\necho out_time_us=1000000\n"
    hold = f"mkdir '{place}' || touch '{tmp_path}/crowd'\nsleep 0.02\n"
    written = 'for last; do :; done\ncase $last in *.part) echo sound > "${last#file:}";; esac\n'
    tool.write_text(f"#!/bin/sh\n{hold}{work}{written}rmdir '{place}'\n")
    tool.chmod(0o755)
    return tool


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_however_many_files_come_one_is_looked_into_and_one_copied_at_a_time(shelf, tmp_path):
    """Each ffmpeg holds a file's table of contents; twenty of them would fill a small computer."""
    source = shelf / "meeting.mp4"
    media = Media(duration=1.0, codec="aac", tracks=1, suffix=".m4a", copied=True)

    async def work() -> None:
        tool = Ffmpeg(alone(tmp_path))
        await asyncio.gather(*(tool.probe(source) for _ in range(5)))
        targets = (tmp_path / f"{number}.part" for number in range(5))
        await asyncio.gather(
            *(tool.extract(source, t, media, on_progress=lambda _: None) for t in targets)
        )

    asyncio.run(work())
    assert not (tmp_path / "crowd").exists()
