"""The JSON that other programs read is what its schema in docs/ says, and no more."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import msgspec
import pytest
from jsonschema import Draft202012Validator

from sextant.core.model import Failure
from support.hostile import HOSTILE
from support.views import answer, exported, view


@pytest.fixture
def schema(repository):
    return json.loads((repository / "docs" / "recording.schema.json").read_text())


def closed(schema):
    """The schema with every object limited to the fields that are described."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if "properties" in schema else {}
    return {name: closed(part) for name, part in schema.items()} | more


def problems(schema, *recordings):
    shown = json.loads(exported("json", *recordings))
    return [error.message for error in Draft202012Validator(schema).iter_errors(shown)]


def test_the_schema_is_one(schema):
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("spoken", [True, False], ids=["spoken", "no transcript"])
def test_every_field_is_described_and_none_is_missing(schema, spoken):
    recording = view() if spoken else view(spoken=None)
    failure = Failure("analyze", "c", "t", "s", "r", datetime(2026, 1, 1, tzinfo=UTC))
    changed = msgspec.structs.replace(recording.recording, failures=(failure,), duration=None)
    assert problems(closed(schema), recording) == []
    assert problems(closed(schema), msgspec.structs.replace(recording, recording=changed)) == []


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\ud800" not in text])
def test_a_hostile_answer_stays_within_the_schema(schema, text):
    """Half a character is left out: no file holds one."""
    assert problems(closed(schema), view(answer("brief", "m/x", text))) == []
