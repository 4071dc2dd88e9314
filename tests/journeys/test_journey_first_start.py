"""From a computer without keys to six answers: three steps, a real keyring, the usual addresses."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from fakes.services import CHAT, DEEPGRAM_KEY, OPENROUTER_KEY, FakeServices
from support.accessible import WATCHED
from support.bus import session
from support.desktop import display, eventually, xdotool
from support.gateway import gateway
from support.hand import everything_has_a_name, opened
from support.program import clip, finished
from support.ring import PASSWORD, secret_service

SAMPLE = "Harbour project weekly"
NOWHERE = "http://127.0.0.1:9"
LEAVING = 60
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


def test_a_locked_keyring_is_told_and_its_key_is_found_once_it_is_unlocked(tmp_path: Path) -> None:
    with display() as screen:
        environment = {**screen, **WATCHED}
        everything = {**os.environ, **environment}
        with secret_service(tmp_path, everything) as ring:
            argv = [sys.executable, "-m", "sextant", "keys", "set", "deepgram"]
            key = DEEPGRAM_KEY.encode()
            subprocess.run(argv, input=key, env={**everything, **ring}, check=True, timeout=60)
        with secret_service(tmp_path, everything, unlocked=False) as ring:
            environment |= ring
            with opened(environment, tmp_path / "Study", titled="Sextant") as (window, tree, hand):
                hand.see("label", "Asking the system's keyring")

                def dismissed() -> bool:
                    """The keyring asks for each service."""
                    with suppress(subprocess.CalledProcessError):
                        prompt = xdotool(environment, "search", "--onlyvisible", "--name", "Unlock")
                        xdotool(environment, "windowactivate", "--sync", prompt, "key", "Escape")
                    return tree.find("push button", "Set up the two keys") is not None

                eventually(dismissed, "the keyring's question to be over")
                hand.click("push button", "Set up the two keys")
                hand.see("label", "did not open")
                hand.click("push button", "Ask the keyring once more")

                def unlocked() -> bool:
                    """A question that has only just come up may not hear all that is typed."""
                    with suppress(subprocess.CalledProcessError):
                        prompt = xdotool(environment, "search", "--onlyvisible", "--name", "Unlock")
                        xdotool(environment, "windowactivate", "--sync", prompt, "sleep", "0.5")
                        hand.press("ctrl+a")
                        hand.write(PASSWORD.decode())
                        hand.press("Return")
                    return tree.find("label", "Kept in the system's keyring") is not None

                eventually(unlocked, "the key in the keyring")
                assert tree.find("label", "did not open") is None
                window.terminate()
                assert window.wait(LEAVING) == 0


def test_without_keys_and_network_the_sample_is_one_click_away(tmp_path: Path) -> None:
    project = tmp_path / "Study"
    with display() as screen, session(screen) as bus:
        environment = {**screen, **bus, **WATCHED, "HTTPS_PROXY": NOWHERE}
        with opened(environment, project) as (window, tree, hand):
            hand.click("push button", "Try it with the sample")
            hand.see("list item", f"{SAMPLE}.mp4")
            eventually(lambda: finished(project, [SAMPLE]), "the sample's answers", 120)
            hand.see("push button", "Add keys")
            assert tree.find("page tab", "Step 1") is None
            window.terminate()
            assert window.wait(LEAVING) == 0
