"""Variables in prompts: facts of the recording, and slips that are told."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.core.model import Recording, Source, Transcript, Turn
from sextant.core.prompt_words import filled, meant, unknown_variables
from support.bench import Bench

SAID = Transcript(
    turns=(Turn(speaker=0, words=()), Turn(speaker=1, words=())),
    duration=125.0,
    fingerprint="f",
)
RECORDING = Recording(
    source=Source("Q3 board.mp4", 1, "f", "/q3"),
    created=datetime(2026, 11, 24, 12, tzinfo=UTC),
    speakers={"0": "Ada\nLovelace"},
)


def test_variables_become_facts_of_the_recording() -> None:
    text = "{{recording}} on {{ date }}, {{Duration}}: {{speakers}}."
    assert filled(text, RECORDING, SAID) == (
        "Q3 board.mp4 on 2026-11-24, 2 min 5 s: Ada Lovelace, Speaker 2."
    )


@pytest.mark.parametrize(
    ("text", "unknown", "close"),
    [
        ("{{speeker}} and {{speakers}}", ("speeker",), "speakers"),
        ("{{xyzzy}}", ("xyzzy",), ""),
        ("{speakers} or { {date} }", (), ""),
    ],
)
def test_a_slip_is_told_with_what_may_be_meant(
    text: str, unknown: tuple[str, ...], close: str
) -> None:
    assert unknown_variables(text) == unknown
    assert [meant(name) for name in unknown] == ([close] if unknown else [])


def test_what_stands_for_nothing_stays_as_it_is_written() -> None:
    assert filled("{{nothing}} {{}}", RECORDING, SAID) == "{{nothing}} {{}}"


@given(st.text())
def test_a_fact_is_never_read_as_a_variable_again(title: str) -> None:
    recording = msgspec.structs.replace(RECORDING, title="{{date}}" + title)
    assert filled("{{recording}}", recording, SAID).startswith("{{date}}")


def test_models_are_asked_with_the_facts_in_place(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    own = bench.library.path / "prompts" / "brief.md"
    own.write_text("Who of {{speakers}} promised what?")
    bench.run()
    asked = {instruction for _, instruction in bench.analyst.asked}
    assert b"Who of Speaker 1, Speaker 2 promised what?" in asked
