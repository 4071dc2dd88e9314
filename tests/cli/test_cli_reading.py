"""``list``, ``search``, ``show``, ``export``: what is saved, read offline."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support.terminal import files_of, sextant


def test_list_names_each_recording_and_how_far_it_is(project: Path) -> None:
    said = sextant("list", "--project", project)
    assert said.code == 0
    assert said.out == "Opening words · 9 s · 6 of 6 answers · practice\n"
    (row,) = sextant("list", "--project", project, "--json").rows
    assert (row["recording"], row["state"], row["answers"], row["of"]) == (
        "Opening words",
        "done",
        6,
        6,
    )


def test_search_finds_what_was_said_with_its_time(project: Path) -> None:
    said = sextant("search", "--project", project, "HARBOR project")
    assert said.code == 0
    assert "Opening words [00:00:01] Speaker 1: Good morning everyone." in said.out
    rows = sextant("search", "--project", project, "harbor project", "--json").rows
    assert rows[0]["start"] == pytest.approx(1.7, abs=0.5)
    assert {row["analysis"] for row in rows[1:]} <= {a["id"] for a in analyses(project)}


def test_search_for_what_was_not_said_says_so(project: Path) -> None:
    said = sextant("search", "--project", project, "submarine")
    assert (said.code, said.out, said.err) == (0, "", "Nothing was found.\n")
    assert sextant("search", "--project", project, "submarine", "--json").rows == []


def test_search_for_nothing_is_wrong_usage(project: Path) -> None:
    assert sextant("search", "--project", project, " ").code == 2


def analyses(project: Path) -> list[dict[str, object]]:
    (shown,) = sextant("show", "--project", project, "Opening words", "--json").rows
    return shown["analyses"]


def test_show_as_json_is_one_object_with_all_that_is_promised(project: Path) -> None:
    (shown,) = sextant("show", "--project", project, "Opening words", "--json").rows
    assert shown["recording"] == "Opening words"
    assert {"speaker", "start", "end", "text"} <= shown["turns"][0].keys()
    assert len(shown["analyses"]) == 6
    for analysis in shown["analyses"]:
        assert {"text", "cost_usd", "citations", "quotations"} <= analysis.keys()
        for quotation in analysis["quotations"]:
            assert quotation["status"] == "found"
            assert 0 <= quotation["start"] < quotation["end"] <= shown["duration"] + 0.5
    assert all({"start", "end", "analyses"} <= moment.keys() for moment in shown["moments"])


def test_show_reads_as_text(project: Path) -> None:
    said = sextant("show", "--project", project, "Opening words")
    assert said.code == 0
    assert "Good morning everyone." in said.out
    assert "extracts chosen by counting words, no AI" in said.out


@pytest.mark.parametrize("kind", ["html", "md", "srt", "vtt", "json"])
def test_export_writes_each_format(project: Path, tmp_path: Path, kind: str) -> None:
    output = tmp_path / f"out.{kind}"
    words = ("--project", project, "--format", kind, "--output", output)
    said = sextant("export", "Opening words", *words)
    assert (said.code, said.out) == (0, f"{output}\n")
    assert "Good morning everyone" in output.read_text().replace("\n", " ")


def test_export_into_a_folder_names_each_file_for_its_recording(
    project: Path, tmp_path: Path
) -> None:
    words = ("--project", project, "--format", "md", "--output", tmp_path, "--json")
    said = sextant("export", "Opening words", *words)
    assert said.code == 0
    (row,) = said.rows
    assert (row["event"], row["path"]) == ("exported", str(tmp_path / "Opening words.md"))


def test_an_export_that_fails_leaves_what_was_there(project: Path, tmp_path: Path) -> None:
    output = tmp_path / "kept.md"
    output.write_text("mine")
    words = ("--project", project, "--format", "md", "--output", output)
    said = sextant("export", "No such recording", *words)
    assert (said.code, output.read_text()) == (2, "mine")
    assert "There is no recording “No such recording” in this project." in said.err


def test_several_exports_need_a_folder(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "Opening words", project / "Second")
    (tmp_path / "out.md").write_text("mine")
    words = ("--project", project, "--format", "md", "--output", tmp_path / "out.md")
    assert sextant("export", "Opening words", "Second", *words).code == 2
    assert (tmp_path / "out.md").read_text() == "mine"


@pytest.mark.parametrize(
    "words", [("list",), ("search", "x"), ("show", "x"), ("resume",)], ids=lambda w: w[0]
)
def test_a_folder_that_is_no_project_is_told_apart(tmp_path: Path, words: tuple[str, ...]) -> None:
    for folder in (tmp_path, tmp_path / "not there"):
        said = sextant(*words, "--project", folder)
        assert said.code == 2
        assert "is not a Sextant project" in said.err
        assert files_of(tmp_path) == {}


def test_reading_changes_nothing_even_in_a_project_that_cannot_be_written(
    project: Path, tmp_path: Path
) -> None:
    before = files_of(project)
    for path in (project, *project.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert sextant("list", "--project", project).code == 0
        assert sextant("show", "--project", project, "Opening words", "--json").code == 0
        assert sextant("search", "--project", project, "project").code == 0
    finally:
        for path in (project, *project.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert files_of(project) == before


def test_a_newer_format_is_read_and_left_alone(project: Path) -> None:
    for name in ("project.json", "Opening words/recording.json"):
        file = project / name
        facts = json.loads(file.read_text()) | {"format": 99, "new_field": {"kept": True}}
        file.write_text(json.dumps(facts))
    before = files_of(project)
    assert sextant("list", "--project", project).code == 0
    assert sextant("show", "--project", project, "Opening words", "--json").code == 0
    (project / "Opening words" / "report.html").unlink()
    said = sextant("resume", "--project", project)
    assert said.code == 1
    assert "was written by a newer version of Sextant" in said.err
    before.pop("Opening words/report.html")
    after = files_of(project)
    assert {name: after[name] for name in before} == before


def test_a_reader_that_has_enough_is_no_error(project: Path) -> None:
    command = f"{sys.executable} -m sextant show --project '{project}' 'Opening words' | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout == "# Opening words.mp4\n"
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
