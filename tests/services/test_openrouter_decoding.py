"""What OpenRouter sends is outside data: any of it is understood, or refused in words."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.core.errors import AnswerUnreadable, SextantError
from sextant.core.pieces import Text
from sextant.services import deepgram_errors, openrouter_errors
from sextant.services.openrouter_models import read_models
from sextant.services.openrouter_stream import Reading

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
NAMES = st.sampled_from(
    """id model provider choices usage error delta message content refusal reasoning
    reasoning_details finish_reason cost prompt_tokens completion_tokens code metadata raw
    prompt_tokens_details cached_tokens data pricing prompt completion context_length
    top_provider max_completion_tokens supported_parameters alias_target slug overrides
    min_prompt_tokens err_code err_msg request_id category details error_type""".split()  # noqa: SIM905
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=25,
)
OBJECTS = st.dictionaries(NAMES, ANYTHING, max_size=6)
BODIES = st.binary(max_size=60) | OBJECTS.map(lambda found: json.dumps(found).encode())
DEEP = b'{"choices":' + b"[" * 100_000


def taken(*events: bytes) -> Reading:
    reading = Reading("acme/fake")
    for event in events:
        list(reading.take(event))
    return reading


@given(st.lists(BODIES, max_size=4))
def test_any_events_are_read_or_refused(events: list[bytes]) -> None:
    try:
        finished = taken(*events).finished()
    except SextantError:
        return
    if finished is not None:
        cost = finished.usage.cost_usd
        assert cost is None or (cost.is_finite() and cost >= 0)


@given(BODIES)
def test_any_list_of_models_is_read_or_refused(body: bytes) -> None:
    try:
        found = read_models(body)
    except AnswerUnreadable:
        return
    prices = [price for info in found for price in (info.prompt_price, info.completion_price)]
    assert all(price is None or price >= 0 for price in prices)


@given(st.integers(300, 599), BODIES)
def test_any_refusal_has_words_on_one_line(status: int, body: bytes) -> None:
    for error_of in (openrouter_errors.error_of, deepgram_errors.error_of):
        error = error_of(status, body)
        assert error.words()[0]
        assert "\n" not in str(error)
        assert len(str(error)) < 600


@pytest.mark.parametrize("error_of", [openrouter_errors.error_of, deepgram_errors.error_of])
def test_depth_is_no_way_to_stop_the_program(error_of: Any) -> None:
    with pytest.raises(AnswerUnreadable):
        taken(DEEP)
    with pytest.raises(AnswerUnreadable):
        read_models(b'{"data":' + b"[" * 100_000)
    assert error_of(400, b'{"error":' + b"[" * 100_000).words()[0]


def test_a_wait_that_no_computer_holds_is_none() -> None:
    metadata = {"retry_after_seconds": 10**400}
    body = json.dumps({"error": {"code": 429, "metadata": metadata}}).encode()
    assert openrouter_errors.error_of(429, body).retry_after is None


@pytest.mark.parametrize("cost", ["NaN", "Infinity", -1, "-0.5", True, "dear", {}, None])
def test_a_cost_that_is_no_price_is_unknown(cost: object) -> None:
    event = {"choices": [{"finish_reason": "stop", "delta": {}}], "usage": {"cost": cost}}
    finished = taken(json.dumps(event).encode()).finished()
    assert finished is not None
    assert finished.usage.cost_usd is None


@pytest.mark.parametrize("cost", [0.0047, "0.0047"])
def test_a_cost_is_an_exact_number(cost: object) -> None:
    event = {"choices": [{"finish_reason": "stop"}], "usage": {"cost": cost, "new": [1]}}
    finished = taken(json.dumps(event).encode()).finished()
    assert finished is not None
    assert finished.usage.cost_usd == Decimal("0.0047")


def test_a_later_null_does_not_undo_the_end() -> None:
    ended = b'{"choices":[{"finish_reason":"stop","delta":{"content":"a"}}]}'
    usage = b'{"choices":[{"finish_reason":null,"delta":{"content":""}}],"usage":{"cost":1}}'
    finished = taken(ended, usage).finished()
    assert finished is not None
    assert (finished.finish_reason, finished.usage.cost_usd) == ("stop", 1)


def test_text_is_taken_as_it_is() -> None:
    reading = Reading("acme/fake")
    event = json.dumps({"choices": [{"delta": {"content": "  é\n\u2028 <b>"}}]}).encode()
    assert list(reading.take(event)) == [Text("  é\n\u2028 <b>")]


def test_one_odd_row_does_not_hide_the_other_models() -> None:
    rows = [
        {"id": "acme/odd", "pricing": {"prompt": ["?"]}, "context_length": "long"},
        {"name": "without an id"},
        "no row",
        {"id": "acme/bare", "object": "model", "created": 1.5, "owned_by": "me"},
        {
            "id": "acme/whole",
            "name": "Whole",
            "context_length": 8192,
            "pricing": {
                "prompt": "0.000002",
                "completion": 0.00001,
                "input_cache_read": "-1",
                "overrides": [
                    {"min_prompt_tokens": 1000, "prompt": "0.000004"},
                    {"utc_start": "0"},
                ],
            },
            "alias_target": {"slug": "acme/whole-2"},
            "top_provider": {"max_completion_tokens": 4096},
            "expiration_date": "2026-12-31",
        },
    ]
    bare, whole = read_models(json.dumps({"data": rows}).encode())
    assert (bare.id, bare.name, bare.prompt_price) == ("acme/bare", "acme/bare", None)
    assert (whole.prompt_price, whole.completion_price) == (Decimal("0.000002"), Decimal("0.00001"))
    assert whole.cache_read_price is None, "less than nothing is unknown"
    assert [price.min_prompt_tokens for price in whole.long_context] == [1000]
    assert (whole.resolves_to, whole.max_output, whole.expires) == (
        "acme/whole-2",
        4096,
        "2026-12-31",
    )
