"""The terminal against a strict server of the public contracts: what is sent, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes import openrouter
from fakes.server import Exchange
from fakes.services import CHAT, LISTEN, FakeServices
from sextant.core.settings import DEFAULT_MODELS
from support.media import streams_of
from support.terminal import files_of, led_to, sextant

PORTAL = "<html><body>Welcome to the hotel. Please sign in.</body></html>"


@pytest.fixture
def fake() -> Iterator[FakeServices]:
    with FakeServices() as services:
        yield services


async def portal(exchange: Exchange) -> None:
    await exchange.read()
    await exchange.answer(200, PORTAL)


def sent(fake: FakeServices) -> tuple[int, int]:
    """Uploads and questions so far."""
    return len(fake.received(LISTEN)), len(fake.received(CHAT))


def test_one_video_is_one_upload_of_audio_and_six_questions_to_three_models(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    said = sextant("analyze", clip, "--project", tmp_path / "p", "--json", env=led_to(fake))
    assert said.code == 0
    assert sent(fake) == (1, 6)
    assert sorted(body["model"] for body in fake.asked) == sorted(DEFAULT_MODELS * 2)
    audio = tmp_path / "uploaded.m4a"
    audio.write_bytes(fake.received(LISTEN)[0].body)
    assert [stream.split(":")[0] for stream in streams_of(audio)] == ["Audio"]
    assert said.summary["cost_usd"] == pytest.approx(6 * openrouter.USAGE["cost"])
    assert said.summary["unknown_costs"] == 0


def test_the_same_video_again_and_resume_send_nothing(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    words = ("--project", tmp_path / "p")
    assert sextant("analyze", clip, *words, env=led_to(fake)).code == 0
    before = sent(fake)
    moved = clip.parent / "Moved.mp4"
    moved.write_bytes(clip.read_bytes())
    for command in (("analyze", clip), ("analyze", moved), ("resume",)):
        assert sextant(*command, *words, env=led_to(fake)).code == 0
    assert sent(fake) == before


def test_one_failed_answer_never_disturbs_the_other_five_and_resume_asks_only_for_it(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    project = tmp_path / "p"
    refused = openrouter.refuses(403, "Moderated", metadata={"reasons": ["x"]})
    fake.question(DEFAULT_MODELS[0], refused)
    said = sextant("analyze", clip, "--project", project, "--json", env=led_to(fake))
    assert (said.code, said.summary["failed"]) == (1, 1)
    (failed,) = [row for row in said.events("analysis") if row["state"] == "failed"]
    assert failed["error"]["title"]
    assert len(list(project.glob("*/analyses/*.md"))) == 5
    before = sent(fake)
    again = sextant("resume", "--project", project, "--json", env=led_to(fake))
    assert again.code == 0
    assert sent(fake) == (before[0], before[1] + 1)
    assert len(list(project.glob("*/analyses/*.md"))) == 6


@pytest.mark.parametrize("service", ["Deepgram", "OpenRouter"])
def test_without_a_key_nothing_is_sent_and_the_code_is_three(
    fake: FakeServices, clip: Path, tmp_path: Path, service: str
) -> None:
    unset = {f"{service.upper()}_API_KEY": "", f"SEXTANT_{service.upper()}_URL": ""}
    env = led_to(fake, **unset)
    said = sextant("analyze", clip, "--project", tmp_path / "p", env=env)
    assert said.code == 3
    assert f"The key for {service} is missing." in said.err
    assert f"sextant keys set {service.lower()}" in said.err
    assert sent(fake) == (0, 0)


@pytest.mark.parametrize("service", ["deepgram", "openrouter"])
def test_a_refused_key_costs_nothing_and_the_code_is_three(
    fake: FakeServices, clip: Path, tmp_path: Path, service: str
) -> None:
    setattr(fake, f"{service}_key", "another")
    said = sextant("analyze", clip, "--project", tmp_path / "p", "--json", env=led_to(fake))
    assert said.code == 3
    assert sent(fake) == (0, 0)
    assert "refused the key" in said.err + said.out


def test_a_sign_in_page_gets_no_audio(fake: FakeServices, clip: Path, tmp_path: Path) -> None:
    fake.routes = dict.fromkeys(fake.routes, portal)
    said = sextant("analyze", clip, "--project", tmp_path / "p", env=led_to(fake))
    assert said.code == 1
    assert sent(fake) == (0, 0)
    assert "Something between this computer and Deepgram answered in its place." in said.err
    assert "sextant resume --project" in said.err


def test_nobody_there_is_said_before_anything_is_sent(clip: Path, tmp_path: Path) -> None:
    with FakeServices() as fake:
        env = led_to(fake)
    said = sextant("analyze", clip, "--project", tmp_path / "p", env=env)
    assert said.code == 1
    assert "cannot be reached" in said.err
    assert "sextant resume --project" in said.err


def test_past_the_limit_nothing_is_sent_and_the_code_is_four(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    words = ("--project", tmp_path / "p", "--json")
    said = sextant("analyze", clip, *words, "--max-cost", "0.0001", env=led_to(fake))
    assert said.code == 4
    assert sent(fake) == (0, 0)
    again = sextant("resume", *words, env=led_to(fake))
    assert (again.code, sent(fake)) == (0, (1, 6))


def test_an_estimate_is_made_from_the_live_prices_and_sends_nothing_of_a_person(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    words = ("--project", tmp_path / "p", "--dry-run")
    said = sextant("analyze", clip, *words, env=led_to(fake))
    assert said.code == 0
    assert said.out.startswith("Opening words.mp4 · 0.2 min · about $")
    assert {exchange.path for exchange in fake.exchanges} == {"/api/v1/models"}
    assert not (tmp_path / "p").exists()


def test_models_are_listed_with_context_and_price(fake: FakeServices) -> None:
    said = sextant("models", env=led_to(fake))
    assert said.code == 0
    assert "~anthropic/claude-sonnet-latest" in said.out
    assert "1,000,000" in said.out
    assert "2.00" in said.out
    assert len(sextant("models", "--json", env=led_to(fake)).rows) == 3


def test_no_key_is_in_anything_the_program_wrote_or_said(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    env = led_to(fake)
    said = sextant("analyze", clip, "--verbose", "--project", tmp_path / "p", env=env)
    written = b"".join([*files_of(tmp_path).values(), *files_of(Path.home()).values()])
    for key in (env["DEEPGRAM_API_KEY"], env["OPENROUTER_API_KEY"]):
        assert key.encode() not in written
        assert key not in said.out + said.err


def test_a_second_language_is_passed_on(fake: FakeServices, clip: Path, tmp_path: Path) -> None:
    words = ("--project", tmp_path / "p", "--language", "de")
    assert sextant("analyze", clip, *words, env=led_to(fake)).code == 0
    assert dict(fake.received(LISTEN)[0].query)["language"] == "de"


def test_what_a_recording_was_asked_is_what_resume_asks(
    fake: FakeServices, clip: Path, tmp_path: Path
) -> None:
    project = tmp_path / "p"
    words = ("--model", DEFAULT_MODELS[1], "--prompt", "critical")
    assert sextant("analyze", clip, "--project", project, *words, env=led_to(fake)).code == 0
    (answer,) = project.glob("*/analyses/*.md")
    answer.unlink()
    assert sextant("resume", "--project", project, env=led_to(fake)).code == 0
    assert [body["model"] for body in fake.asked] == [DEFAULT_MODELS[1]] * 2
    recording = json.loads((project / "Opening words" / "recording.json").read_text())
    assert recording["models"] == [DEFAULT_MODELS[1]]
