from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sextant.core.model import Recording
from sextant.core.settings import Settings
from sextant.core.stages import glance, grid_of, progress_of
from sextant.storage.library import FolderLibrary
from support.many import large_project

OPENED = """
import sys
opened = []
sys.addaudithook(lambda event, given: event == "open" and opened.append(str(given[0])))
from sextant.__main__ import main
main(["list", "--project", sys.argv[1]])
print(*opened, sep="\\n", file=sys.stderr)
"""


def study(folder: Path, count: int) -> FolderLibrary:
    large_project(folder / "Study", count)
    return FolderLibrary.load(folder / "Study")


def lose_an_answer(folder: Path) -> None:
    next(folder.glob("analyses/*.md")).unlink()


def cut_an_answer_short(folder: Path) -> None:
    whole = next(folder.glob("analyses/*.md"))
    text = whole.read_text().replace("complete: true", "complete: false")
    whole.with_name(f"{whole.name}.part").write_text(text)
    whole.unlink()


def transcribe_anew(folder: Path) -> None:
    raw = folder / "transcript.deepgram.json"
    raw.write_bytes(raw.read_bytes() + b"\n")


def lose_the_transcript(folder: Path) -> None:
    (folder / "transcript.deepgram.json").unlink()


def lose_all_answers(folder: Path) -> None:
    for answer in folder.glob("analyses/*"):
        answer.unlink()
    (folder / "analyses").rmdir()


@pytest.mark.parametrize(
    "happened",
    [
        lambda folder: None,
        lose_an_answer,
        cut_an_answer_short,
        transcribe_anew,
        lose_the_transcript,
        lose_all_answers,
    ],
)
def test_a_glance_tells_the_same_as_reading_the_answers(tmp_path, happened) -> None:
    library = study(tmp_path, 1)
    folder, recording = library.described()[0]
    happened(folder.path)
    seen = glance(folder, recording, grid_of(recording, library, Settings()), library.prompt)
    read = progress_of(folder, library, Settings())
    assert (seen.answers, seen.of) == (read.answers_done, len(read.cells))
    assert (seen.has_transcript, seen.finished) == (read.has_transcript, read.finished)


def test_a_glance_at_what_was_never_asked_counts_what_would_be(tmp_path) -> None:
    library = study(tmp_path, 1)
    folder, recording = library.described()[0]
    never = Recording(source=recording.source, created=recording.created)
    grid = grid_of(never, library, Settings())
    assert glance(folder, never, grid, library.prompt).of == 6


def test_a_list_reads_two_files_of_each_recording_and_no_answer(tmp_path) -> None:
    project = tmp_path / "Study"
    large_project(project, 3)
    words = [sys.executable, "-c", OPENED, str(project)]
    done = subprocess.run(words, env=os.environ, capture_output=True, text=True, check=True)
    opened = [Path(name) for name in done.stderr.splitlines() if name.startswith(str(project))]
    inside = [path.name for path in opened if path.parent.name.startswith("Interview")]
    assert sorted(inside) == ["recording.json"] * 3 + ["transcript.deepgram.json"] * 3
    assert not [path for path in opened if path.parent.name == "analyses"]
    assert len(done.stdout.splitlines()) == 3


def test_recordings_are_described_in_the_order_they_were_added(tmp_path) -> None:
    library = study(tmp_path, 4)
    told = [recording.created for _, recording in library.described()]
    assert told == sorted(told)
