"""``sextant analyze --practice`` in a process of its own: events, files, a second run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.media import ffmpeg
from support.sample import VIDEO
from support.terminal import Said, files_of, sextant


def test_a_video_becomes_six_analyses_and_a_report(worked: tuple[Path, Said]) -> None:
    project, said = worked
    folder = project / "Opening words"
    assert said.code == 0
    assert said.summary == said.summary | {
        "recordings": 1,
        "done": 1,
        "failed": 0,
        "cost_usd": 0,
        "project": str(project),
    }
    assert len(list((folder / "analyses").glob("*.md"))) == 6
    assert {file.name for file in folder.iterdir()} >= {
        *("recording.json", "requests.jsonl", "audio.m4a", "transcript.deepgram.json"),
        *("transcript.md", "transcript.vtt", "report.html"),
    }
    assert not list(project.rglob("*.part"))


def test_every_line_of_json_is_an_event_with_its_time_in_order(worked: tuple[Path, Said]) -> None:
    rows = worked[1].rows
    assert all({"event", "time"} <= row.keys() for row in rows)
    assert [row["time"] for row in rows] == sorted(row["time"] for row in rows)
    assert {row["recording"] for row in rows if "recording" in row} == {"Opening words"}


def test_the_stages_come_in_order_and_each_ends(worked: tuple[Path, Said]) -> None:
    ended = [row["stage"] for row in worked[1].events("stage") if row["state"] == "done"]
    assert ended == ["extract", "transcribe", "analyze", "report"]


def test_each_answer_waits_runs_and_ends(worked: tuple[Path, Said]) -> None:
    states: dict[str, list[str]] = {}
    for row in worked[1].events("analysis"):
        states.setdefault(row["analysis"], []).append(row["state"])
    assert len(states) == 6
    assert {tuple(state) for state in states.values()} <= {
        ("running", "done"),
        ("waiting", "running", "done"),
    }


def test_fractions_are_told_in_whole_per_cents_and_never_fall(worked: tuple[Path, Said]) -> None:
    told = [
        row["fraction"]
        for row in worked[1].events("stage")
        if row["stage"] == "extract" and "fraction" in row
    ]
    assert told == sorted(told)
    assert len(told) <= 102


def test_what_is_saved_says_that_it_is_practice(worked: tuple[Path, Said]) -> None:
    folder = worked[0] / "Opening words"
    assert json.loads((folder / "recording.json").read_text())["practice"] is True
    assert "practice" in (folder / "transcript.md").read_text()
    assert "No AI took part" in (folder / "report.html").read_text()
    for answer in (folder / "analyses").glob("*.md"):
        assert "practice: true" in answer.read_text()
        assert "Practice, not AI" in answer.read_text()


def test_the_same_video_again_changes_nothing(project: Path, clip: Path) -> None:
    before = files_of(project)
    said = sextant("analyze", clip, "--project", project, "--practice", "--json")
    assert said.code == 0
    assert said.events("stage")
    assert {row["state"] for row in said.events("stage") if row["stage"] != "report"} <= {
        "skipped",
        "done",
    }
    after = files_of(project)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed <= {"Opening words/report.html"}
    assert before["Opening words/requests.jsonl"] == after["Opening words/requests.jsonl"]


def test_the_grid_is_what_the_command_line_asks_for(
    project: Path, clip: Path, tmp_path: Path
) -> None:
    asked = tmp_path / "risks.md"
    asked.write_text("## Risks\n\nName the risks.\n")
    said = sextant(
        *("analyze", clip, "--project", project, "--practice", "--json"),
        *("--model", "practice/lead", "--prompt", asked, "--prompt", "brief"),
    )
    assert said.code == 0
    folder = project / "Opening words" / "analyses"
    assert len(list(folder.glob("*.md"))) == 7
    (answer,) = folder.glob("risks.practice--lead.*.md")
    assert "## Risks" in answer.read_text()
    assert (project / "prompts" / "risks.md").read_text() == asked.read_text()


def test_a_dry_run_makes_nothing(clip: Path, tmp_path: Path) -> None:
    project = tmp_path / "nothing"
    said = sextant("analyze", clip, "--project", project, "--practice", "--dry-run", "--json")
    assert said.code == 0
    assert not project.exists()
    (estimate,) = said.events("estimate")
    assert estimate["duration"] == pytest.approx(9, abs=0.2)
    assert said.summary["recordings"] == 1


def test_a_person_on_a_pipe_gets_a_line_for_each_thing_done(clip: Path, tmp_path: Path) -> None:
    said = sextant("analyze", clip, "--project", tmp_path / "p", "--practice")
    assert (said.code, said.out) == (0, "")
    assert "✓ Opening words: transcribing" in said.err
    assert said.err.count("✓ Opening words: brief · ") == 3
    assert "1 recording: 1 done, 0 failed." in said.err
    assert f"Saved in {tmp_path / 'p'}" in said.err
    assert "\x1b" not in said.err


NAMES = ("Board", "a" * 246, "Grüße 🎉", "it's “quoted” $HOME `x`", "two\nlines", "-x", "..mp4 ")


def test_any_name_a_file_can_have_will_do(tmp_path: Path) -> None:
    for number, name in enumerate(NAMES):
        seconds = f"{2 + number / 5}"
        ffmpeg("-i", VIDEO, "-t", seconds, "-c", "copy", f"file:{tmp_path / name}.mp4")
    files = [f"{name}.mp4" for name in NAMES]
    options = ("--project", "p", "--practice", "--json", "--model", "practice/lead")
    said = sextant("analyze", *options, "--", *files, cwd=tmp_path)
    assert (said.code, said.summary["done"]) == (0, len(NAMES))
    known = [json.loads(path.read_text()) for path in (tmp_path / "p").glob("*/recording.json")]
    assert {recording["source"]["name"] for recording in known} == set(files)
    listed = sextant("list", "--project", "p", cwd=tmp_path)
    assert (listed.code, len(listed.out.splitlines())) == (0, len(NAMES))
    for row in sextant("list", "--project", "p", "--json", cwd=tmp_path).rows:
        shown = sextant("show", "--project", "p", "--json", "--", row["recording"], cwd=tmp_path)
        assert shown.rows[0]["source"] == row["source"]
