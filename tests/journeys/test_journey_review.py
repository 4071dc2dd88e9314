"""The whole job through the window, with the mouse and with the keyboard alone.

The services are the strict fakes, so that what was sent, and how often, can be counted.
Where things stand on the screen is asked of the accessibility tree, as a screen reader does.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from fakes.deepgram import transcribes
from fakes.openrouter import answers, refuses
from fakes.server import Exchange
from fakes.services import CHAT, DEEPGRAM_KEY, LISTEN, OPENROUTER_KEY, FakeServices
from support.accessible import WATCHED
from support.bus import session
from support.desktop import display, drag, eventually, find_window, started
from support.hand import everything_has_a_name, opened
from support.program import clip, finished

SOURCE = Path(__file__).with_name("drag_source.py")
SAID = "“Then we ship on Monday” [00:00:12]."
LEAVING = 60
"""Seconds within which the program must have ended."""

Environment = Mapping[str, str]


@pytest.fixture
def fake() -> Iterator[FakeServices]:
    with FakeServices() as server:
        server.question("", *(answers(SAID) for _ in range(40)))
        yield server


@pytest.fixture(scope="module")
def screen() -> Iterator[dict[str, str]]:
    with display() as environment, session(environment) as bus:
        yield {**environment, **bus, **WATCHED}


@pytest.fixture
def environment(screen: Environment, fake: FakeServices) -> dict[str, str]:
    return {
        **screen,
        "DEEPGRAM_API_KEY": DEEPGRAM_KEY,
        "OPENROUTER_API_KEY": OPENROUTER_KEY,
        "SEXTANT_DEEPGRAM_URL": fake.deepgram_url,
        "SEXTANT_OPENROUTER_URL": fake.openrouter_url,
    }


async def listens_for_ever(exchange: Exchange) -> None:
    await exchange.read()
    await exchange.silence()


def answers_of(project: Path, name: str) -> int:
    return len(list((project / name / "analyses").glob("*.md")))


def saved(project: Path, name: str) -> dict:
    return json.loads((project / name / "recording.json").read_text())


def test_three_files_one_bad_reviewed_left_and_continued_and_nothing_asked_twice(
    environment: dict[str, str], fake: FakeServices, tmp_path: Path
) -> None:
    project = tmp_path / "Study"
    videos = [clip(tmp_path / "Board.mp4"), clip(tmp_path / "Pilot.mp4", start=10)]
    bad = tmp_path / "Notes.mp4"
    bad.write_text("not a recording at all")
    fake.upload(transcribes(), listens_for_ever)
    model = "~openai/gpt-sol-latest"
    fake.question(model, refuses(403, "Flagged"))
    fake.question(model, *(answers(SAID) for _ in range(10)))

    with opened(environment, project) as (window, tree, hand):
        argv = [sys.executable, str(SOURCE), "1250", "780", *map(str, [*videos, bad])]
        with started(argv, env={**os.environ, **environment}):
            target = find_window(environment, "Study")
            drag(environment, find_window(environment, "drag source"), target, (700, 400))
            hand.see("label", "“Notes.mp4”")
            eventually(
                lambda: any(answers_of(project, name) == 5 for name in ("Board", "Pilot")),
                "five answers",
            )
        name = next(name for name in ("Board", "Pilot") if answers_of(project, name) == 5)
        other = "Pilot" if name == "Board" else "Board"

        hand.click("list item", f"{name}.mp4")
        hand.click("push button", "Ask Brief")
        eventually(lambda: answers_of(project, name) == 6, "the answer asked for again")

        hand.press_for("text", "Name of Speaker 1", "ctrl+shift+s")
        hand.click("text", "Name of Speaker 1")
        hand.write("Clara")
        hand.press("Return")
        eventually(lambda: saved(project, name).get("speakers") == {"0": "Clara"}, "the name")
        hand.see("list item", "Clara")

        answer = hand.see("label", "Answer of Brief")
        hand.click_at(*tree.place(answer, "0:12"))
        eventually(lambda: not tree.find("label", "At 0:00"), "the place that was cited")

        hand.press("ctrl+q")
        hand.click("push button", "Quit")
        assert window.wait(LEAVING) == 0

    with opened(environment, project) as (window, tree, hand):
        hand.click("push button", "Continue")
        eventually(lambda: finished(project, [name, other]), "the rest")
        hand.see("list item", f"{other}.mp4, 0:08 · 6 of 6")
        window.terminate()
        assert window.wait(LEAVING) == 0

    assert len(fake.received(LISTEN)) == 3, "one each, and one that was cut off"
    assert len(fake.received(CHAT)) == 13, "six each, and one that was refused"


def test_the_whole_job_by_keyboard_alone_and_everything_on_the_way_has_a_name(
    environment: dict[str, str], fake: FakeServices, tmp_path: Path
) -> None:
    project = tmp_path / "Study"
    video = clip(tmp_path / "Board.mp4")
    report = tmp_path / "Board.html"

    with opened(environment, project) as (window, tree, hand):
        everything_has_a_name(tree)
        hand.press("ctrl+o")
        hand.see("text", "File name")
        hand.write(video)
        hand.press("Return")
        eventually(lambda: finished(project, ["Board"]), "the answers")
        hand.see("list item", "Board.mp4, 0:08 · 6 of 6")
        everything_has_a_name(tree)

        hand.tab_to("list item", "Board.mp4")

        def renamed() -> bool:
            """The field in the row is no part of the tree; too early, its key does nothing."""
            hand.press("F2", "ctrl+a")
            hand.write("Harbour")
            hand.press("Return")
            return (project / "Harbour").is_dir()

        eventually(renamed, "the other name")

        hand.press_for("text", "Name of Speaker 1", "ctrl+shift+s")
        hand.tab_to("text", "Name of Speaker 1")
        everything_has_a_name(tree)
        hand.write("Clara")
        hand.press("Return")
        eventually(lambda: saved(project, "Harbour").get("speakers") == {"0": "Clara"}, "the name")

        hand.tab_to("label", "Answer of Brief")
        hand.press("Tab", "Return")
        eventually(lambda: not tree.find("label", "At 0:00"), "the place that was cited")
        hand.press("ctrl+shift+a")
        eventually(lambda: len(fake.received(CHAT)) == 7, "one answer asked for again")

        hand.tab_to("button menu", "Export", key="shift+Tab")
        hand.press("space")
        hand.press_for("text", "File name", "Home", "Return")
        hand.press("ctrl+a")
        hand.write(report)
        hand.press("Return")
        eventually(report.exists, "the export")
        eventually(lambda: not tree.find("label", "in progress"), "the end of the work")
        hand.press("ctrl+q")
        assert window.wait(LEAVING) == 0
