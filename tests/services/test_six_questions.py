"""Two prompts to three models over one transcript: six requests, one upload, and no word twice."""

from __future__ import annotations

import gc
import json
import tracemalloc

from fakes import rules
from fakes.deepgram import transcribes, transcript
from fakes.openrouter import answers
from fakes.server import Exchange
from fakes.services import CHAT
from sextant.core.model import Transcript
from sextant.core.settings import DEFAULT_MODELS, AnalysisSettings, Settings
from support.services import ServiceBench


def test_one_upload_and_six_questions(bench: ServiceBench) -> None:
    summary = bench.run()
    assert (summary.done, summary.failed) == (1, 0)
    assert bench.uploads == 1
    asked = [body["model"] for body in bench.fake.asked]
    assert sorted(asked) == sorted(DEFAULT_MODELS * 2)


def test_both_prompts_of_a_model_share_a_prefix_and_a_session(bench: ServiceBench) -> None:
    bench.run()
    assert list(rules.shared_prefixes([e.body for e in bench.fake.received(CHAT)])) == []
    sessions = {body["model"]: body["session_id"] for body in bench.fake.asked}
    assert len(set(sessions.values())) == 3


def test_the_second_prompt_leaves_after_the_first_token_of_the_first(bench: ServiceBench) -> None:
    bench.run()
    timeline = bench.fake.timeline
    for model in DEFAULT_MODELS:
        first, second = (e.number for e in bench.fake.received(CHAT) if e.json()["model"] == model)
        assert timeline.index(("first token", first)) < timeline.index(("begun", second))


def test_privacy_is_asked_for_in_the_words_of_the_contract(bench: ServiceBench) -> None:
    bench.settings = Settings(analysis=AnalysisSettings(data_collection="deny", zdr=True))
    assert bench.run().failed == 0
    for body in bench.fake.asked:
        assert body["provider"] == {"data_collection": "deny", "zdr": True}


def test_an_answer_is_never_asked_longer_than_the_model_can(bench: ServiceBench) -> None:
    bench.fake.models["data"][0]["top_provider"]["max_completion_tokens"] = 900
    bench.run()
    limits = {body["model"]: body["max_completion_tokens"] for body in bench.fake.asked}
    assert sorted(limits.values()) == [900, 16_000, 16_000]


def test_a_second_run_and_resuming_send_nothing_at_all(bench: ServiceBench) -> None:
    bench.run()
    before = len(bench.fake.exchanges)
    again, resumed = bench.run(), bench.resume()
    assert (again.done, resumed.done, again.cost_usd, resumed.cost_usd) == (1, 1, 0, 0)
    assert len(bench.fake.exchanges) == before


def test_resuming_asks_for_the_rest_alone(bench: ServiceBench) -> None:
    bench.fake.question(DEFAULT_MODELS[1], *[refuse_once] * 2)
    assert len(bench.run().errors) == 2
    asked = len(bench.fake.asked)
    assert bench.resume().failed == 0
    assert bench.uploads == 1
    assert [body["model"] for body in bench.fake.asked[asked:]] == [DEFAULT_MODELS[1]] * 2


async def refuse_once(exchange: Exchange) -> None:
    await exchange.read()
    await exchange.answer(402, {"error": {"message": "Insufficient credits", "code": 402}})


def long_transcript(words: int) -> bytes:
    """Deepgram's answer to a long recording; few words, but long ones."""
    one = {"word": "parliamentary" * 12, "speaker": 0, "confidence": 1}
    spoken = [{**one, "start": n / 3, "end": n / 3 + 0.2} for n in range(words)]
    return json.dumps(transcript(words=spoken)).encode()


LARGE = 16_384
"""Bytes of a piece of memory that can hold a good part of a transcript."""


def large_pieces() -> list[tuple[int, str]]:
    """The large pieces of memory alive in this process, the server's included, and their origin."""
    traces = tracemalloc.take_snapshot().traces
    return [(trace.size, str(trace.traceback)) for trace in traces if trace.size >= LARGE]


def transcripts_alive() -> int:
    gc.collect()
    return sum(isinstance(found, Transcript) for found in gc.get_objects())


def test_six_bodies_hold_the_transcript_once(bench: ServiceBench) -> None:
    """While six questions are under way it is in one piece of memory, and slices on their way."""
    bench.settings = Settings(analysis=AnalysisSettings(stagger=False))
    bench.fake.models = {"data": []}
    bench.fake.keeps_bodies = False
    bench.fake.upload(transcribes(long_transcript(30_000)))
    seen: list[list[tuple[int, str]]] = []
    before = transcripts_alive()

    async def look(exchange: Exchange) -> None:
        seen.append(large_pieces())
        assert transcripts_alive() == before, "its words are serialised; nobody needs them any more"
        await answers()(exchange)

    bench.fake.question("", *[look] * 6)
    tracemalloc.start()
    try:
        assert bench.run().failed == 0
    finally:
        tracemalloc.stop()

    transcript_size = min(exchange.size for exchange in bench.fake.received(CHAT)) - 5_000
    assert (len(seen), transcript_size > 3_750_000) == (6, True)
    for pieces in seen:
        copies = [where for size, where in pieces if size > transcript_size / 2]
        assert len(copies) == 1, copies
        assert sum(size for size, _ in pieces) < 2 * transcript_size
