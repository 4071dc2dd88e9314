"""What Deepgram is sent: the sound, all of it and nothing else, from the disk bit by bit."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

from fakes import deepgram
from fakes.services import LISTEN, FakeServices
from sextant.core.settings import Settings, TranscriptionSettings
from sextant.services.ffmpeg import Ffmpeg
from support.media import ffmpeg, make_video, streams_of
from support.services import ServiceBench, clients

KINDS = {
    "clip.mp4": ("-c:a", "aac"),
    "clip.mkv": ("-c:a", "libmp3lame"),
    "clip.mov": ("-c:a", "pcm_s16le"),
    "clip.webm": ("-c:a", "libopus"),
}


def sent(fake: FakeServices, folder: Path) -> Path:
    """The bytes of the one upload, as a file."""
    (upload,) = fake.received(LISTEN)
    path = folder / "uploaded"
    path.write_bytes(upload.body)
    return path


def with_a_cover(path: Path) -> Path:
    """A sound file that carries a picture, which containers call a video stream."""
    picture = path.with_name("cover.png")
    ffmpeg("-f", "lavfi", "-i", "testsrc=size=32x32", "-frames:v", "1", picture)
    inputs = ("-f", "lavfi", "-i", "sine=duration=1", "-i", picture)
    cover = ("-map", "0", "-map", "1", "-c:v", "copy", "-disposition:v:0", "attached_pic")
    ffmpeg(*inputs, *cover, path)
    return path


@pytest.fixture
def real(bench: ServiceBench) -> ServiceBench:
    """With the real ffmpeg."""
    bench.extractor = Ffmpeg()
    return bench


def video_codec(name: str) -> Sequence[str]:
    return ("-c:v", "libvpx") if name.endswith(".webm") else ("-c:v", "libx264")


@pytest.mark.parametrize("name", KINDS)
def test_no_picture_leaves_this_computer(real: ServiceBench, tmp_path: Path, name: str) -> None:
    real.video = make_video(tmp_path / name, audio=KINDS[name], video=video_codec(name))
    assert len(streams_of(real.video)) == 2, "there is a picture in what is given"
    assert real.run().failed == 0
    (stream,) = streams_of(sent(real.fake, tmp_path))
    assert stream.startswith("Audio: ")


def test_nor_does_a_cover(real: ServiceBench, tmp_path: Path) -> None:
    real.video = with_a_cover(tmp_path / "talk.m4a")
    assert len(streams_of(real.video)) == 2
    assert real.run().failed == 0
    (stream,) = streams_of(sent(real.fake, tmp_path))
    assert stream.startswith("Audio: ")


def test_what_was_sent_lies_beside_the_transcript(real: ServiceBench, tmp_path: Path) -> None:
    real.video = make_video(tmp_path / "clip.mp4")
    real.run()
    audio = real.folder.audio()
    assert audio is not None
    assert sent(real.fake, tmp_path).read_bytes() == audio.read_bytes()


def test_the_upload_announces_its_length_and_its_kind(bench: ServiceBench) -> None:
    bench.run()
    (upload,) = bench.fake.received(LISTEN)
    assert upload.headers["content-length"] == str(len(bench.extractor.sound))
    assert "transfer-encoding" not in upload.headers
    assert upload.headers["content-type"] == "audio/mp4"


def test_what_is_asked_of_deepgram(bench: ServiceBench) -> None:
    bench.run()
    (upload,) = bench.fake.received(LISTEN)
    assert dict(upload.query) == {
        "model": "nova-3",
        "language": "multi",
        "smart_format": "true",
        "utterances": "true",
        "paragraphs": "true",
        "diarize_model": "latest",
    }


def test_every_setting_is_one_that_deepgram_knows(bench: ServiceBench) -> None:
    chosen = TranscriptionSettings(
        language="de-CH",
        key_terms=("Zürich & Söhne", "a+b=c"),
        redact=("pii", "numbers"),
        mip_opt_out=True,
    )
    bench.settings = Settings(transcription=chosen)
    assert bench.run().failed == 0
    (upload,) = bench.fake.received(LISTEN)
    assert [value for name, value in upload.query if name == "keyterm"] == list(chosen.key_terms)
    assert [value for name, value in upload.query if name == "redact"] == ["pii", "numbers"]
    assert ("mip_opt_out", "true") in upload.query


def test_the_audio_is_never_whole_in_memory(fake: FakeServices, tmp_path: Path) -> None:
    audio = tmp_path / "audio.ogg"
    with audio.open("wb") as file:
        file.write(b"OggS")
        file.truncate(64_000_000)
    fake.keeps_bodies = False
    fake.upload(deepgram.transcribes())
    told: list[float] = []

    async def upload() -> None:
        async with clients(fake) as (transcriber, _):
            tracemalloc.start()
            try:
                await transcriber.transcribe(
                    audio,
                    lambda _: None,
                    settings=TranscriptionSettings(),
                    on_accepted=lambda _: None,
                    on_progress=told.append,
                )
                peaks.append(tracemalloc.get_traced_memory()[1])
            finally:
                tracemalloc.stop()

    peaks: list[int] = []
    asyncio.run(upload())
    (exchange,) = fake.received(LISTEN)
    assert exchange.size == 64_000_000
    assert peaks[0] < 3_000_000
    assert told == sorted(told)
    assert told[-1] == 1.0
