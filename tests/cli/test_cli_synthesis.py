"""``synthesize``: a seventh answer, its cost told before, never twice."""

from __future__ import annotations

from pathlib import Path

from support.terminal import files_of, sextant

MODEL = "practice/lead"


def synthesize(project: Path, *words: str, recording: str = "Opening words"):
    return sextant("synthesize", recording, "--project", project, "--model", MODEL, *words)


def test_the_answers_are_brought_together_and_checked(project: Path) -> None:
    said = synthesize(project, "--json")
    assert said.code == 0
    (estimate,) = said.events("estimate")
    assert (len(estimate["sources"]), estimate["saved"]) == (6, False)
    states = [event["state"] for event in said.events("analysis")]
    assert states == ["running", "done"]
    assert (said.summary["done"], said.summary["failed"]) == (1, 0)
    (shown,) = sextant("show", "--project", project, "Opening words", "--json").rows
    (synthesis,) = shown["syntheses"]
    assert synthesis["id"] == estimate["analysis"]
    assert synthesis["sources"] == estimate["sources"]
    assert {quotation["status"] for quotation in synthesis["quotations"]} <= {"found"}
    assert len(shown["analyses"]) == 6


def test_a_second_time_asks_nothing_and_changes_nothing(project: Path) -> None:
    assert synthesize(project).code == 0
    before = files_of(project)
    said = synthesize(project)
    assert said.code == 0
    assert "There is one already" in said.err
    assert files_of(project) == before


def test_a_dry_run_tells_the_cost_and_asks_nothing(project: Path) -> None:
    before = files_of(project)
    said = synthesize(project, "--dry-run")
    assert said.code == 0
    assert "Bringing 6 answers together" in said.err
    assert files_of(project) == before


def test_some_answers_may_be_chosen(project: Path) -> None:
    (shown,) = sextant("show", "--project", project, "Opening words", "--json").rows
    first, second, *_ = (analysis["id"] for analysis in shown["analyses"])
    said = synthesize(project, "--answer", first, "--answer", second, "--json")
    assert said.events("estimate")[0]["sources"] == [first, second]


def test_what_is_not_whole_is_not_brought_together(project: Path) -> None:
    analyses = project / "Opening words" / "analyses"
    next(iter(sorted(analyses.glob("*.md")))).unlink()
    said = synthesize(project)
    assert said.code == 2
    assert "Not all answers are finished yet; 1 to go." in said.err
    assert not (project / "Opening words" / "syntheses").exists()


def test_an_unknown_recording_or_no_model_is_wrong_usage(project: Path) -> None:
    assert synthesize(project, recording="Nobody").code == 2
    assert sextant("synthesize", "Opening words", "--project", project).code == 2
