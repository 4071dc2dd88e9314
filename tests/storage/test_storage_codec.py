"""Rewriting a file of ours keeps what it does not know, whatever that is."""

from __future__ import annotations

import json

import pytest

from sextant.core.model import Marks
from sextant.storage import codec

DEEP = b'{"x":' + b"[" * 300_000 + b"]" * 300_000 + b"}"


@pytest.mark.parametrize(
    ("old", "kept"),
    [
        (b'{"old": {"deep": [1, 0.10]}}', {"old": {"deep": [1, 0.10]}}),
        (b'{"old": ["\\ud800", "\\u00e9"]}', {"old": ["?", "é"]}),
        (b'{"o\xed\xa0\x80": 1}', {"o\ufffd\ufffd\ufffd": 1}),
        (b'{"old": 1.5e99999999999999999999}', {}),
        (b"[1]", {}),
        (b"", {}),
    ],
)
def test_unknown_fields_are_written_back_as_far_as_a_file_can_hold_them(old, kept):
    found = json.loads(codec.encode(Marks(), old))
    assert {name: found[name] for name in kept} == kept


def test_a_bomb_is_no_format():
    assert not codec.version(DEEP).newer
