"""Bad input: each kind its own sentence and code, nothing sent, and the other files go on."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.services import FakeServices
from support.media import make_video
from support.terminal import files_of, led_to, sextant


@pytest.fixture
def fake() -> Iterator[FakeServices]:
    with FakeServices() as services:
        yield services


def silent(path: Path) -> None:
    make_video(path, audio=())


def empty(path: Path) -> None:
    path.touch()


def truncated(path: Path) -> None:
    whole = make_video(path.with_name("whole.mp4"))
    path.write_bytes(whole.read_bytes()[:2_000])
    whole.unlink()


def text(path: Path) -> None:
    path.write_text("Dear Sir or Madam,\n" * 40)


def playlist(path: Path) -> None:
    path.write_text("#EXTM3U\n#EXT-X-VERSION:3\nhttp://127.0.0.1:9/secret.ts\n")


def folder(path: Path) -> None:
    path.mkdir()
    (path / "notes.txt").write_text("nothing to hear")


def gone(path: Path) -> None:
    """The drive is not there."""


def dangling(path: Path) -> None:
    path.symlink_to(path.with_name("elsewhere.mp4"))


BAD = {
    silent: "has no audio track",
    empty: "is empty (0 bytes)",
    truncated: "is damaged or was cut off",
    text: "is not a video or audio file",
    playlist: "is a playlist that points elsewhere",
    folder: "There are no recordings in the folder",
    gone: "cannot be found",
    dangling: "cannot be found",
}


@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_what_cannot_be_used_has_its_own_sentence_and_sends_nothing(
    fake: FakeServices, tmp_path: Path, make: object
) -> None:
    video = tmp_path / "Board meeting.mp4"
    make(video)
    said = sextant("analyze", video, "--project", tmp_path / "p", env=led_to(fake))
    assert said.code == 2
    assert BAD[make] in said.err
    assert "“Board meeting.mp4”" in said.err
    assert "Nothing was sent, and your file is untouched." in said.err
    assert fake.exchanges == []
    assert not list((tmp_path / "p").glob("*/"))[1:]  # only the prompts


def test_one_bad_file_among_many_never_stops_the_others(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    text(tmp_path / "letter.mp4")
    other = make_video(tmp_path / "other.mkv", seconds=2)
    files = (tmp_path / "letter.mp4", clip, tmp_path / "gone.mp4", other)
    said = sextant("analyze", *files, "--project", tmp_path / "p", "--json", env=led_to(fake))
    assert said.code == 1
    assert (said.summary["recordings"], said.summary["done"], said.summary["failed"]) == (4, 2, 2)
    assert [Path(row["source"]).name for row in said.events("rejected")] == [
        "gone.mp4",
        "letter.mp4",
    ]
    assert {row["error"]["code"] for row in said.events("rejected")} == {"not-media", "source-gone"}


def test_a_folder_means_the_recordings_in_it(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    inside = tmp_path / "Interviews"
    (inside / "May").mkdir(parents=True)
    (inside / "May" / "first.mp4").write_bytes(clip.read_bytes())
    make_video(inside / "second.webm", video=(), audio=("-c:a", "libopus")).rename(
        inside / "without ending"
    )
    text(inside / "notes.txt")
    said = sextant("analyze", inside, "--project", tmp_path / "p", "--json", env=led_to(fake))
    assert (said.code, said.summary["done"]) == (0, 2)


def test_a_file_given_by_name_is_tried_whatever_its_name(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    odd = tmp_path / "recording.txt"
    odd.write_bytes(clip.read_bytes())
    said = sextant("analyze", odd, "--project", tmp_path / "p", env=led_to(fake))
    assert said.code == 0


@pytest.mark.parametrize(
    "words", [("--prompt", "no-such-prompt"), ("--prompt", "empty.md"), ("--prompt", "picture.md")]
)
def test_a_prompt_that_cannot_be_used_is_said_before_anything_is_sent(
    fake: FakeServices, clip: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "empty.md").write_text('---\ntitle: "Empty"\n---\n')
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xff")
    command = ("analyze", clip, "--project", "p", *words)
    said = sextant(*command, env=led_to(fake), cwd=tmp_path)
    assert said.code == 2
    assert "cannot be used" in said.err
    assert fake.exchanges == []


def test_a_project_that_is_a_file_is_left_alone(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    (tmp_path / "p").write_text("mine")
    said = sextant("analyze", clip, "--project", tmp_path / "p", env=led_to(fake))
    assert said.code == 1
    assert "The project's folder cannot be used." in said.err
    assert (tmp_path / "p").read_text() == "mine"
    assert fake.exchanges == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere another folder refuses everybody")
def test_a_project_that_cannot_be_written_is_said_before_anything_is_sent(
    fake: FakeServices, clip: Path
) -> None:
    said = sextant("analyze", clip, "--project", "/sys/sextant", env=led_to(fake))
    assert said.code == 1
    assert "The project's folder cannot be written to." in said.err
    assert fake.exchanges == []


def test_a_project_of_a_newer_version_is_not_worked_on(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    project = tmp_path / "p"
    assert sextant("analyze", clip, "--project", project, "--dry-run", env=led_to(fake)).code == 0
    project.mkdir()
    facts = {"format": 99, "name": "p", "created": "2027-01-01T00:00:00Z", "new": 1}
    (project / "project.json").write_text(json.dumps(facts))
    before, seen = files_of(project), len(fake.exchanges)
    said = sextant("analyze", clip, "--project", project, env=led_to(fake))
    assert said.code == 1
    assert "was written by a newer version of Sextant" in said.err
    assert files_of(project) == before
    assert len(fake.exchanges) == seen


def test_a_damaged_recording_does_not_stop_the_others(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    project = tmp_path / "p"
    second = make_video(tmp_path / "second.mkv", seconds=2)
    assert sextant("analyze", clip, second, "--project", project, env=led_to(fake)).code == 0
    (project / "second" / "transcript.deepgram.json").write_text("{ torn")
    (project / "Opening words" / "report.html").unlink()
    said = sextant("resume", "--project", project, env=led_to(fake))
    assert said.code == 1
    assert "cannot be read" in said.err
    assert (project / "Opening words" / "report.html").is_file()
    assert (project / "second" / "transcript.deepgram.json").read_text() == "{ torn"
    assert sextant("list", "--project", project).code in {0, 1}
