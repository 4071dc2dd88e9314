"""The ledger: every line on disk before it returns, and a torn one never hurts the others."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sextant.core.model import LedgerEntry, Usage
from sextant.storage.ledger import Ledger

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def entry(name: str, **more) -> LedgerEntry:
    return LedgerEntry(event="sent", id=name, time=NOW, service="openrouter", **more)


def test_entries_come_back_exactly(tmp_path):
    """Money keeps every digit."""
    ledger = Ledger(tmp_path / "requests.jsonl")
    entries = (
        entry("a", estimate_usd=Decimal("0.10")),
        entry("b", cost_usd=Decimal("0.00000120"), usage=Usage(prompt_tokens=3)),
    )
    for one in entries:
        ledger.append(one)
    assert ledger.entries() == entries
    assert [str(e.cost_usd) for e in ledger.entries()] == ["None", str(Decimal("0.00000120"))]


def test_a_ledger_torn_at_any_byte(tmp_path):
    """Whole lines before the tear are read, and so is what is written after it."""
    file = tmp_path / "requests.jsonl"
    ledger = Ledger(file)
    ledger.append(entry("first"))
    begun = file.stat().st_size
    ledger.append(entry("second"))
    whole = file.read_bytes()
    for size in range(begun, len(whole) + 1):
        file.write_bytes(whole[:size])
        ledger.append(entry("third"))
        ids = [e.id for e in ledger.entries()]
        assert all(json.loads(line) for line in file.read_bytes().splitlines())
        # The last byte is only the line end: without it the line is still whole.
        assert ids == (
            ["first", "second", "third"] if size >= len(whole) - 1 else ["first", "third"]
        )


def test_unknown_events_and_fields_are_read(tmp_path):
    """A newer version's lines do not hide ours."""
    file = tmp_path / "requests.jsonl"
    line = '{"event":"refunded","id":"x","time":"2026-11-24T09:30:00Z","service":"s","why":1}\n'
    file.write_text(line)
    Ledger(file).append(entry("a"))
    assert [e.event for e in Ledger(file).entries()] == ["refunded", "sent"]
    assert file.read_text().startswith(line)


def test_a_line_is_flushed_before_append_returns(tmp_path, monkeypatch):
    """The order is write, then fsync, for a new file its name too."""
    calls = []
    write, fsync = os.write, os.fsync
    monkeypatch.setattr(os, "write", lambda fd, data: (calls.append("write"), write(fd, data))[1])
    monkeypatch.setattr(os, "fsync", lambda fd: (calls.append("fsync"), fsync(fd))[1])
    Ledger(tmp_path / "requests.jsonl").append(entry("a"))
    assert calls == ["write", "fsync", *([] if os.name == "nt" else ["fsync"])]


def test_threads_take_turns(tmp_path):
    """Six answers settle at once, and each has its line."""
    ledger = Ledger(tmp_path / "requests.jsonl")
    names = [str(number) for number in range(60)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda name: ledger.append(entry(name)), names))
    assert sorted(e.id for e in ledger.entries()) == sorted(names)


def test_no_ledger_is_an_empty_one(tmp_path):
    """Before the first request there is no file."""
    assert Ledger(tmp_path / "requests.jsonl").entries() == ()


@pytest.mark.logs_warnings
@pytest.mark.parametrize("noise", [b"\xff\xfe\n", b"[]\n", b"null\n", b"\n\n"])
def test_noise_is_passed_over(tmp_path, noise):
    """A disk that scribbled over a line costs that line only."""
    file = tmp_path / "requests.jsonl"
    file.write_bytes(noise)
    Ledger(file).append(entry("a"))
    assert [e.id for e in Ledger(file).entries()] == ["a"]
