"""Whether there is a newer version: what leaves for that, and what is made of any answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes.server import Server
from sextant.core.errors import AddressUnprotected, AnswerUnreadable, ServiceProblem, Unreachable
from sextant.core.releases import Release, numbers
from sextant.services.releases import latest

PAGE = "https://releases.example/sextant/v1.10"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def asked(server: Server, body: object, status: int = 200, **headers: str) -> Release:
    async def reply(exchange) -> None:
        await exchange.answer(status, body, headers)

    server.reply = reply
    return asyncio.run(latest(f"http://127.0.0.1:{server.port}/latest"))


def test_nothing_leaves_but_the_question(server: Server) -> None:
    """No version, no system, no id, no language: every copy of the program asks the same."""
    found = asked(server, {"tag_name": "v1.10", "html_url": PAGE, "assets": ["and more"]})
    assert found == Release("1.10", PAGE)
    (exchange,) = server.exchanges
    assert (exchange.method, exchange.target, exchange.declared) == ("GET", "/latest", None)
    assert {name.lower(): value for name, value in exchange.headers.items()} == {
        "host": f"127.0.0.1:{server.port}",
        "accept": "application/json",
        "accept-encoding": "gzip, deflate",
        "connection": "keep-alive",
        "user-agent": "Sextant",
    }


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"tag_name": "v2", "html_url": "http://releases.example/"}, 200),
        ({"tag_name": "v2", "html_url": "javascript:alert(1)"}, 200),
        ({"tag_name": "v2", "html_url": "https://[broken"}, 200),
        ({"tag_name": "v2", "html_url": "https://x.example/\u202egpj.exe"}, 200),
        ({"tag_name": "nightly", "html_url": PAGE}, 200),
        ({"tag_name": "v2", "html_url": PAGE}, 500),
        ({"message": "rate limit"}, 403),
        (b"<html>Please sign in</html>", 200),
        (b"[" * 100_000, 200),
        (b"", 204),
    ],
    ids=str,
)
def test_what_is_no_announcement_is_none(server: Server, body, status) -> None:
    with pytest.raises(AnswerUnreadable):
        asked(server, body, status)


def test_no_redirection_is_followed(server: Server) -> None:
    elsewhere = {"Location": f"http://127.0.0.1:{server.port}/elsewhere"}
    with pytest.raises(AnswerUnreadable):
        asked(server, b"", 302, **elsewhere)
    assert len(server.exchanges) == 1


def test_nobody_there_and_no_protection() -> None:
    with pytest.raises(Unreachable):
        asyncio.run(latest("http://127.0.0.1:9/latest"))
    with pytest.raises(AddressUnprotected):
        asyncio.run(latest("http://releases.example/latest"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=80)
    | st.fixed_dictionaries(
        {"tag_name": st.text(max_size=12), "html_url": st.text(max_size=30).map("https://".__add__)}
    ).map(lambda told: json.dumps(told).encode())
)
def test_any_answer_is_an_announcement_or_none(server: Server, body: bytes) -> None:
    try:
        found = asked(server, body)
    except ServiceProblem:
        return
    assert numbers(found.version)
    assert found.page.startswith("https://")


def test_versions_are_compared_by_their_numbers() -> None:
    assert numbers("1.10") > numbers("v1.9.3") > numbers("1.9")
    assert numbers("1") == numbers("v1.0.0")
    assert numbers("latest") == numbers("1.0; rm") == numbers("") == ()
