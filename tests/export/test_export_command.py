"""``sextant export`` from a saved folder: which recordings, which answers, which files."""

from __future__ import annotations

import json

import pytest

from sextant.__main__ import main
from support.bench import Bench


@pytest.fixture
def project(tmp_path):
    """Two recordings, transcribed and answered."""
    bench = Bench(tmp_path)
    bench.run()
    bench.video = tmp_path / "Monthly.mp4"
    bench.video.write_bytes(b"another video")
    bench.run()
    return bench.library.path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def export(project, *words):
    return main(["export", "--project", str(project), *map(str, words)])


def test_one_recording_goes_into_the_file_named(project, tmp_path):
    target = tmp_path / "for the client" / "weekly.html"
    assert export(project, "Weekly", "--format", "html", "--output", target) == 0
    assert b"<h1>Weekly.mp4</h1>" in target.read_bytes()
    assert names(target.parent) == ["weekly.html"]


def test_without_a_name_the_whole_project_is_exported(project, tmp_path):
    target = tmp_path / "reports"
    assert export(project, "--format", "md", "--output", target) == 0
    assert names(target) == ["Monthly.md", "Weekly.md"]


def test_several_reports_do_not_go_into_one_file(project, tmp_path, capsys):
    target = tmp_path / "all.html"
    assert export(project, "--format", "html", "--output", target) == 2
    assert "need a folder" in capsys.readouterr().err
    assert not target.exists()


def test_one_prompt_can_be_chosen(project, tmp_path):
    words = ("Weekly", "--format", "json", "--output", tmp_path / "x.json")
    assert export(project, *words, "--answer", "brief") == 0
    shown = json.loads((tmp_path / "x.json").read_text())
    assert [one["prompt"] for one in shown["analyses"]] == ["brief"] * 3
    ids = [one["id"] for one in shown["analyses"]]
    assert export(project, *words, "--answer", ids[2], "--answer", ids[0]) == 0
    shown = json.loads((tmp_path / "x.json").read_text())
    assert [one["id"] for one in shown["analyses"]] == [ids[0], ids[2]]


def test_an_answer_that_is_not_there_says_which_are(project, tmp_path, capsys):
    target = tmp_path / "x.json"
    assert (
        export(project, "Weekly", "--format", "json", "--output", target, "--answer", "brif") == 2
    )
    assert "has no answer “brif”. It has: brief." in capsys.readouterr().err
    assert not target.exists()


def test_an_export_that_fails_does_not_stop_the_others(project, tmp_path, capsys):
    (project / "Monthly" / "transcript.deepgram.json").unlink()
    assert export(project, "--format", "srt", "--output", tmp_path / "srt") == 1
    assert names(tmp_path / "srt") == ["Weekly.srt"]
    assert "There is no transcript yet" in capsys.readouterr().err


def test_a_report_beside_the_audio_plays_it(project, tmp_path):
    beside, elsewhere = project / "Weekly" / "mine.html", tmp_path / "mine.html"
    for target in (beside, elsewhere):
        assert export(project, "Weekly", "--format", "html", "--output", target) == 0
    assert b'class="player"' in beside.read_bytes()
    assert b'class="player"' not in elsewhere.read_bytes()


def test_audio_is_embedded_on_request(project, tmp_path):
    target = tmp_path / "x.html"
    words = ("Weekly", "--format", "html", "--output", target, "--embed-audio")
    assert export(project, *words) == 0
    assert b'src="data:audio/' in target.read_bytes()


def test_only_a_page_can_have_audio_inside(project, tmp_path, capsys):
    words = ("Weekly", "--format", "md", "--output", tmp_path / "x.md", "--embed-audio")
    assert export(project, *words) == 2
    assert "Only html" in capsys.readouterr().err


def test_each_file_is_told_to_programs(project, tmp_path, capsys):
    assert export(project, "--format", "vtt", "--output", tmp_path / "vtt", "--json") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["event"] for row in rows] == ["exported", "exported"]
    assert [row["recording"] for row in rows] == ["Weekly", "Monthly"]
