"""From a computer without keys to six answers: three steps, a real keyring, the usual addresses."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.services import CHAT, DEEPGRAM_KEY, OPENROUTER_KEY, FakeServices
from support.accessible import WATCHED
from support.desktop import display, eventually
from support.gateway import gateway
from support.hand import everything_has_a_name, opened
from support.program import clip, finished
from support.ring import secret_service

LEAVING = 20
"""Seconds within which the program must have ended."""


@pytest.fixture
def computer(tmp_path: Path) -> Iterator[tuple[dict[str, str], FakeServices]]:
    """A desktop with an unlocked keyring that holds nothing, and the way to the services."""
    with display() as screen, gateway(tmp_path) as (services, way):
        environment = {**screen, **way, **WATCHED}
        with secret_service(tmp_path, {**os.environ, **environment}) as ring:
            yield {**environment, **ring}, services


def test_three_steps_by_keyboard_lead_to_six_answers_and_are_not_met_again(
    computer: tuple[dict[str, str], FakeServices], tmp_path: Path
) -> None:
    environment, services = computer
    project = tmp_path / "Study"
    video = clip(tmp_path / "Board.mp4")

    with opened(environment, project) as (window, tree, hand):
        hand.see("push button", "Set up the two keys")
        everything_has_a_name(tree)
        hand.tab_to("push button", "Set up the two keys")
        hand.press("Return")

        hand.tab_to("text", "Deepgram key")
        everything_has_a_name(tree)
        hand.write("no-such-key")
        hand.press("Return")
        hand.see("label", "Deepgram refused the key")
        hand.press("ctrl+a")
        hand.write(DEEPGRAM_KEY)
        hand.press("Return")
        hand.see("label", "Kept in the system's keyring")
        hand.tab_to("push button", "Continue")
        hand.press("Return")

        hand.tab_to("text", "OpenRouter key")
        hand.write(OPENROUTER_KEY)
        hand.press("Return")
        hand.see("label", "All is ready")
        everything_has_a_name(tree)
        hand.press("ctrl+o")
        hand.see("text", "File name")
        hand.write(video)
        hand.press("Return")
        eventually(lambda: finished(project, ["Board"]), "the answers")
        window.terminate()
        assert window.wait(LEAVING) == 0

    assert len(services.received(CHAT)) == 6
    with opened(environment, project) as (window, tree, hand):
        hand.see("list item", "Board.mp4, 0:08 · 6 of 6")
        hand.see("push button", "Keys in the system's keyring")
        assert tree.find("page tab", "Step 1") is None
        window.terminate()
        assert window.wait(LEAVING) == 0
