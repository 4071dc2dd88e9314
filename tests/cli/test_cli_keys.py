"""``sextant keys`` and ``sextant doctor``: what is told of keys, and that none is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fakes.server import Exchange
from fakes.services import FakeServices
from support.terminal import led_to, sextant


@pytest.fixture
def fake() -> Iterator[FakeServices]:
    with FakeServices() as services:
        yield services


SERVICES = ("deepgram", "openrouter")


@pytest.mark.parametrize("service", SERVICES)
def test_a_key_that_works_is_said_to_with_where_it_lies(fake: FakeServices, service: str) -> None:
    env = led_to(fake)
    said = sextant("keys", "check", service, env=env)
    assert said.code == 0
    assert "works (from the environment: " in said.out
    (row,) = sextant("keys", "check", service, "--json", env=env).rows
    assert (row["service"], row["state"], row["place"]) == (service, "works", "environment")
    assert env[f"{service.upper()}_API_KEY"] not in said.out + said.err


@pytest.mark.parametrize("service", SERVICES)
def test_a_key_that_is_refused_ends_with_three(fake: FakeServices, service: str) -> None:
    setattr(fake, f"{service}_key", "another")
    said = sextant("keys", "check", service, env=led_to(fake))
    assert said.code == 3
    assert "refused the key" in said.err


@pytest.mark.parametrize("service", SERVICES)
def test_a_key_that_is_missing_ends_with_three(service: str) -> None:
    said = sextant("keys", "check", service)
    assert said.code == 3
    assert f"sextant keys set {service}" in said.err


@pytest.mark.parametrize("service", SERVICES)
def test_where_nobody_answers_a_key_is_neither_good_nor_bad(service: str) -> None:
    with FakeServices() as fake:
        env = led_to(fake)
    said = sextant("keys", "check", service, env=env)
    assert said.code == 1
    assert "could not be checked" in said.out
    (row,) = sextant("keys", "check", service, "--json", env=env).rows
    assert row["state"] == "unknown"


def test_where_something_else_answers_a_key_is_neither_good_nor_bad(fake: FakeServices) -> None:
    async def portal(exchange: Exchange) -> None:
        await exchange.answer(200, "<html>Please sign in.</html>")

    fake.routes = dict.fromkeys(fake.routes, portal)
    said = sextant("keys", "check", "deepgram", env=led_to(fake))
    assert said.code == 1
    assert "answered in its place" in said.out


def test_without_a_keyring_a_key_goes_into_no_file(tmp_path) -> None:
    said = sextant("keys", "set", "deepgram", typed="s3cr3t\n")
    assert said.code == 3
    assert "No key was written to any file." in said.err
    assert "s3cr3t" not in said.out + said.err


def test_no_key_at_all_is_wrong_usage() -> None:
    assert sextant("keys", "set", "deepgram", typed="\n").code == 2


def test_the_doctor_has_a_remedy_for_each_thing_that_does_not_work() -> None:
    said = sextant("doctor", "--json", env={"DISPLAY": "", "QT_QPA_PLATFORM": ""})
    assert said.code == 1
    found = {row["what"]: row for row in said.rows}
    assert found.keys() >= {
        *("ffmpeg", "keyring", "display", "proxy", "disk", "Deepgram", "OpenRouter")
    }
    assert all(row["works"] or row["remedy"] for row in found.values())
    assert found["ffmpeg"]["works"]
    assert "sextant keys set deepgram" in found["Deepgram"]["remedy"]


def test_the_doctor_sees_services_that_work(fake: FakeServices) -> None:
    said = sextant("doctor", "--json", env=led_to(fake))
    found = {row["what"]: row["works"] for row in said.rows}
    assert found["Deepgram"]
    assert found["OpenRouter"]
