"""``sextant demo`` without a display: the main job on the whole sample, and an interruption."""

from __future__ import annotations

import json
import signal
from bisect import bisect_right
from pathlib import Path

import pytest
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from support.sample import script, turn_starts, words_of
from support.terminal import Said, files_of, home, running, sextant

NO_DISPLAY = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}

FOLDER = "Harbour project weekly"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """Where the demo worked, and what it said."""
    folder = tmp_path_factory.mktemp("demo")
    project = folder / "p"
    return project, sextant("demo", "--project", project, env=home(folder / "home") | NO_DISPLAY)


def test_the_demo_ends_with_six_analyses_and_a_report_and_says_where(
    demo: tuple[Path, Said],
) -> None:
    project, said = demo
    assert said.code == 0
    assert said.out == ""
    assert said.err.startswith("Practice: extracts made on this computer, not AI.")
    assert f"Report: {project / FOLDER / 'report.html'}" in said.err
    assert len(list((project / FOLDER / "analyses").glob("*.md"))) == 6
    assert (project / FOLDER / "report.html").is_file()


def test_nine_words_in_ten_of_the_script_are_heard_and_every_voice_is_known(
    demo: tuple[Path, Said],
) -> None:
    (shown,) = sextant("show", "--project", demo[0], FOLDER, "--json").rows
    wanted = [word for _, turn in script() for word in words_of(turn)]
    got = [word for turn in shown["turns"] for word in words_of(turn["text"])]
    assert Levenshtein.distance(wanted, got) <= len(wanted) * 0.1
    numbers = {name: number for number, name in enumerate(dict.fromkeys(n for n, _ in script()))}
    assert [turn["speaker"] for turn in shown["turns"]] == [
        f"Speaker {numbers[name] + 1}" for name, _ in script()
    ]


def test_every_quotation_of_the_demo_is_found(demo: tuple[Path, Said]) -> None:
    (shown,) = sextant("show", "--project", demo[0], FOLDER, "--json").rows
    for analysis in shown["analyses"]:
        assert analysis["cost_usd"] == 0
        assert len(analysis["quotations"]) >= 5
        assert {quotation["status"] for quotation in analysis["quotations"]} == {"found"}


class Listener:
    """Who knows which words of the script are spoken at which second, having heard none."""

    def __init__(self) -> None:
        self._starts = turn_starts()
        self._turns = [" ".join(words_of(words)) for _, words in script()]
        assert len(self._starts) == len(self._turns) + 1

    def turns(self, start: float, end: float) -> range:
        """The turns spoken from `start` to `end`; a time cited is without its fraction."""
        first = bisect_right(self._starts, start + 0.999) - 1
        last = bisect_right(self._starts, end) - 1
        return range(max(first, 0), max(first, last) + 1)

    def likeness(self, text: str, turn: int) -> float:
        """How much of `text` is said in a turn, from 0 to 100."""
        return fuzz.partial_ratio(" ".join(words_of(text)), self._turns[turn])

    def best(self, text: str) -> int:
        """The turn that `text` is most likely to be about."""
        return max(range(len(self._turns)), key=lambda turn: self.likeness(text, turn))


def test_whoever_listens_to_a_moment_hears_what_the_answers_say_of_it(
    demo: tuple[Path, Said],
) -> None:
    (shown,) = sextant("show", "--project", demo[0], FOLDER, "--json").rows
    listener, texts = Listener(), {one["id"]: one["text"] for one in shown["analyses"]}
    for moment in shown["moments"]:
        heard = listener.turns(moment["start"], moment["end"])
        assert len(heard) <= 2
        assert {mention["analysis"] for mention in moment["mentions"]} == set(moment["analyses"])
        assert any(listener.likeness(moment["words"], turn) > 70 for turn in heard)
        for mention in moment["mentions"]:
            claim = texts[mention["analysis"]][mention["offset"] :][: mention["length"]]
            assert listener.best(claim) in listener.turns(mention["start"], mention["end"])
            assert set(listener.turns(mention["start"], mention["end"])) <= set(heard)


def test_all_answers_that_quote_a_turn_meet_there(demo: tuple[Path, Said]) -> None:
    (shown,) = sextant("show", "--project", demo[0], FOLDER, "--json").rows
    listener = Listener()
    for moment in shown["moments"]:
        (turn, *_) = listener.turns(moment["start"], moment["end"])
        quoting = {
            one["id"]
            for one in shown["analyses"]
            for quotation in one["quotations"]
            if listener.best(quotation["text"]) == turn
        }
        assert quoting <= set(moment["analyses"])


def test_whoever_listens_to_a_quotation_hears_it(demo: tuple[Path, Said]) -> None:
    (shown,) = sextant("show", "--project", demo[0], FOLDER, "--json").rows
    listener = Listener()
    for quotation in [one for each in shown["analyses"] for one in each["quotations"]]:
        (turn,) = listener.turns(quotation["start"], quotation["end"])
        assert listener.best(quotation["text"]) == turn
        assert listener.likeness(quotation["text"], turn) > 85


def test_the_demo_finds_the_contradiction_that_was_put_in(demo: tuple[Path, Said]) -> None:
    (critical,) = (demo[0] / FOLDER / "analyses").glob("critical.practice--graph.*.md")
    found = critical.read_text().partition("## Contradictions")[2].partition("##")[0]
    assert "first week of May" in found
    assert "cannot open in the first week of May" in found


def test_resuming_what_is_done_sends_and_changes_nothing(demo: tuple[Path, Said]) -> None:
    before = files_of(demo[0])
    said = sextant("resume", "--project", demo[0], "--json")
    assert (said.code, said.summary["recordings"]) == (0, 0)
    assert files_of(demo[0]) == before


def test_resume_finishes_only_what_is_missing(demo: tuple[Path, Said]) -> None:
    folder = demo[0] / FOLDER
    ledger = (folder / "requests.jsonl").read_bytes()
    (lost,) = (folder / "analyses").glob("brief.practice--lead.*.md")
    lost.unlink()
    kept = files_of(folder / "analyses")
    said = sextant("resume", "--project", demo[0], "--json")
    assert (said.code, said.summary["done"]) == (0, 1)
    assert [row["analysis"] for row in said.events("analysis") if row["state"] == "done"] == [
        lost.stem
    ]
    assert lost.is_file()
    after = files_of(folder / "analyses")
    assert {name: after[name] for name in kept} == kept
    new = (folder / "requests.jsonl").read_bytes().removeprefix(ledger).splitlines()
    assert {json.loads(line)["analysis"] for line in new if b'"sent"' in line} == {lost.stem}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_ends_at_once_saves_what_arrived_and_can_be_resumed(
    tmp_path: Path, number: signal.Signals
) -> None:
    """Without waiting for the words, which would be saved if it had."""
    project = tmp_path / "p"
    with running("demo", "--project", project, "--json", env=NO_DISPLAY) as process:
        assert process.stdout is not None
        for line in process.stdout:
            event = json.loads(line)
            if event.get("stage") == "transcribe" and event["state"] == "running":
                break
        children = children_of(process.pid)
        process.send_signal(number)
        rest, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert not [child for child in children if child.exists()]
    summary = json.loads(rest.splitlines()[-1])
    assert (summary["event"], summary["done"], summary["failed"]) == ("summary", 0, 0)
    assert "Everything that had arrived is saved" in err
    assert "Traceback" not in err
    assert (project / FOLDER / "audio.m4a").is_file()
    assert not list(project.rglob("*.part"))
    assert not (project / FOLDER / "transcript.deepgram.json").exists()


def children_of(number: int) -> list[Path]:
    """Where Linux shows the children of a process, while they live; elsewhere none is known."""
    listings = Path(f"/proc/{number}/task").glob("*/children")
    found = [Path("/proc", child) for one in listings for child in one.read_text().split()]
    assert found or not Path("/proc/self").exists()
    return found
