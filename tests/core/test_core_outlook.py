"""Before sending: what is saved already is not counted, and what is missing is."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from pathlib import Path

import pytest

from sextant.core.cost import Range
from sextant.core.errors import NotMedia, SextantError, Unreachable
from sextant.core.outlook import Outlook
from sextant.core.settings import DEFAULT_MODELS
from sextant.storage.layout import ANALYSES, TRANSCRIPT_FILE
from support.bench import Bench
from support.scripted import deepgram_answer

GPT = DEFAULT_MODELS[1]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A video that was taken through, dropped once more."""
    bench = Bench(tmp_path)
    bench.run()
    return bench


def outlook(bench: Bench) -> Outlook:
    (found,) = asyncio.run(bench.batch().look_ahead([bench.video]))
    return found


def forget(bench: Bench, model: str) -> None:
    """Take the answers of a model away."""
    name = model.rpartition("/")[2]
    for file in (bench.folder.path / ANALYSES).glob("*.md"):
        if name in file.name:
            file.unlink()


def test_a_file_nobody_knows_costs_its_transcription_and_every_answer(tmp_path: Path) -> None:
    found = outlook(Bench(tmp_path))
    assert found.rest is None
    assert found.estimate is not None
    assert found.estimate.transcription.low > 0
    assert found.estimate.analyses.low > 0


def test_what_is_saved_whole_costs_nothing_and_needs_no_price_list(bench: Bench) -> None:
    async def nobody() -> SextantError:
        raise Unreachable(service="OpenRouter")

    bench.analyst.models = nobody  # pyright: ignore[reportAttributeAccessIssue]
    found = outlook(bench)
    assert found.sends_nothing
    assert found.estimate is not None
    assert found.estimate.total == Range()
    assert found.tight == ()


def test_a_missing_answer_costs_itself_and_no_transcription(bench: Bench) -> None:
    forget(bench, GPT)
    found = outlook(bench)
    assert found.rest is not None
    assert found.rest.models == (GPT, GPT)
    assert not found.sends_audio
    assert not found.sends_nothing
    assert found.estimate is not None
    assert found.estimate.transcription == Range()
    one = found.estimate.analyses
    forget(bench, DEFAULT_MODELS[0])
    more = outlook(bench).estimate
    assert more is not None
    assert more.analyses == Range(one.low * 2, one.high * 2)


def test_a_missing_transcript_is_paid_for_again(bench: Bench) -> None:
    (bench.folder.path / TRANSCRIPT_FILE).unlink()
    found = outlook(bench)
    assert found.sends_audio
    assert found.estimate is not None
    assert found.estimate.transcription.low > 0


def test_a_changed_prompt_makes_its_answers_be_asked_again(bench: Bench) -> None:
    prompt = bench.library.path / "prompts" / "brief.md"
    prompt.write_text("What was decided?")
    found = outlook(bench)
    assert found.rest is not None
    assert sorted(found.rest.models) == sorted(DEFAULT_MODELS)


def test_where_nobody_speaks_nothing_is_asked(bench: Bench) -> None:
    (bench.folder.path / TRANSCRIPT_FILE).write_bytes(deepgram_answer([]))
    forget(bench, "")
    assert outlook(bench).sends_nothing


def test_a_practice_run_saves_nothing_of_a_real_one(bench: Bench) -> None:
    bench.practice = True
    assert outlook(bench).rest is None


def test_a_transcript_nobody_can_read_is_estimated_as_if_it_were_missing(bench: Bench) -> None:
    (bench.folder.path / TRANSCRIPT_FILE).write_bytes(b"{")
    found = outlook(bench)
    assert found.estimate is not None
    assert found.estimate.transcription.low > Decimal(0)


def test_what_is_no_recording_is_told_beside_the_others(bench: Bench, tmp_path: Path) -> None:
    agenda = tmp_path / "Agenda.mp4"
    agenda.write_text("1. Welcome")
    probe = bench.extractor.probe

    async def picky(source: Path):
        if source == agenda:
            raise NotMedia(name=source.name)
        return await probe(source)

    bench.extractor.probe = picky  # pyright: ignore[reportAttributeAccessIssue]
    first, second = asyncio.run(bench.batch().look_ahead([agenda, bench.video]))
    assert isinstance(first.error, NotMedia)
    assert first.rest is None
    assert second.sends_nothing
