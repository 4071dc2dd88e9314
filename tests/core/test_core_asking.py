"""One answer of a run stopped, asked again, or given by another model, while the others go on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path

import pytest

from sextant.core.batch import Batch
from sextant.core.errors import RateLimited
from sextant.core.events import AnswerChanged, AnswerText, State
from sextant.core.model import AnalysisKey
from sextant.core.pieces import Accepted, Finished, Piece, Text
from sextant.core.settings import DEFAULT_MODELS, DEFAULT_PROMPTS
from support.bench import Bench
from support.scripted import ScriptedAnalyst, priced, whole

CLAUDE, GPT, GEMINI = DEFAULT_MODELS
BRIEF, CRITICAL = DEFAULT_PROMPTS
OTHER = "mistralai/mistral-large"


class HeldAnalyst(ScriptedAnalyst):
    """Says a first word and goes on when `gate` is opened; `began` counts first words by model."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.began: dict[str, int] = {}
        self.catalogue = [*self.catalogue, priced(OTHER)]
        self.limited: set[str] = set()

    async def ask(self, pieces: Sequence[bytes]) -> AsyncGenerator[Piece]:
        model = next(m for m in (*DEFAULT_MODELS, OTHER) if m.encode() in pieces[0])
        self.began[model] = self.began.get(model, 0) + 1
        if model in self.limited:
            raise RateLimited(service="OpenRouter", retry_after=300.0)
        yield Accepted(f"gen-{model}")
        yield Text("First ")
        await self.gate.wait()
        yield Text("and last.")
        yield Finished("stop")


class Scene:
    """A run of one recording with its six answers held at their first word."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.analyst = bench.analyst = HeldAnalyst()
        self.batch: Batch = bench.batch()

    async def play(self, act: Callable[[Scene], None]) -> None:
        run = asyncio.create_task(self.batch.run([self.bench.video]))
        await self.until(lambda: len(self.settled()) == 6)
        act(self)
        self.analyst.gate.set()
        await run

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not condition():  # noqa: ASYNC110 - files and events have nothing to wait for
                await asyncio.sleep(0.002)

    def key(self, prompt: str, model: str) -> AnalysisKey:
        library, folder = self.bench.library, self.bench.folder
        transcript = folder.transcript()
        assert transcript is not None
        fingerprint = library.prompt(prompt).fingerprint
        return AnalysisKey(prompt, fingerprint, model, transcript.fingerprint)

    def settled(self) -> set[str]:
        """Answers whose first word is saved, or that have failed."""
        return {
            event.analysis
            for event in self.bench.events
            if isinstance(event, AnswerText)
            or (isinstance(event, AnswerChanged) and event.state is State.FAILED)
        }

    @property
    def name(self) -> str:
        return self.bench.folder.name

    def ends_of(self, key: AnalysisKey) -> list[State]:
        return [
            event.state
            for event in self.bench.events
            if isinstance(event, AnswerChanged) and event.analysis == key.id
        ]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def play(bench: Bench, act: Callable[[Scene], None]) -> Scene:
    async def scenario() -> Scene:
        scene = Scene(bench)
        await scene.play(act)
        return scene

    return asyncio.run(scenario())


def texts(bench: Bench) -> dict[tuple[str, str], tuple[str, bool]]:
    return {(a.key.prompt, a.key.model): (a.text, a.complete) for a in bench.folder.analyses()}


class Stammering(ScriptedAnalyst):
    """Says three words at once and is silent until `gate` is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()

    async def ask(self, pieces: Sequence[bytes]) -> AsyncGenerator[Piece]:
        yield Accepted("gen-1")
        for word in ("One, ", "two, ", "three"):
            yield Text(word)
        await self.gate.wait()
        yield Finished("stop")


def test_what_has_arrived_is_shown_however_long_the_service_is_silent_then(bench: Bench) -> None:
    bench.clock.monotonic = lambda: 7.0  # pyright: ignore[reportAttributeAccessIssue] - all at once

    def shown(answer: str) -> str:
        texts = (event for event in bench.events if isinstance(event, AnswerText))
        return "".join(event.text for event in texts if event.analysis == answer)

    async def scenario() -> None:
        scene = Scene(bench)
        analyst = bench.analyst = Stammering()
        run = asyncio.create_task(bench.batch().run([bench.video]))
        await scene.until(lambda: len(scene.settled()) == 6)
        answers = scene.settled()
        await scene.until(lambda: all(shown(one) == "One, two, three" for one in answers))
        analyst.gate.set()
        await run

    asyncio.run(scenario())
    assert set(texts(bench).values()) == {("One, two, three", True)}


def test_a_stopped_answer_keeps_what_it_says_and_the_five_others_go_on(bench: Bench) -> None:
    scene = play(bench, lambda s: s.batch.stop(s.name, s.key(BRIEF, GPT).id))
    found = texts(bench)
    assert found.pop((BRIEF, GPT)) == ("First ", False)
    assert set(found.values()) == {("First and last.", True)}
    assert scene.ends_of(scene.key(BRIEF, GPT))[-1] is State.FAILED
    (failure,) = bench.folder.recording().failures
    assert failure.code == "answer-stopped"


def test_resuming_asks_for_what_was_stopped_and_for_nothing_else(bench: Bench) -> None:
    play(bench, lambda s: s.batch.stop(s.name, s.key(BRIEF, GPT).id))
    bench.analyst = ScriptedAnalyst()
    assert bench.resume().done == 1
    assert [model for model, _ in bench.analyst.asked] == [GPT]
    assert bench.folder.recording().failures == ()


def test_a_stop_before_the_second_prompts_turn_holds_nothing_back(bench: Bench) -> None:
    scene = play(bench, lambda s: s.batch.stop(s.name, s.key(BRIEF, CLAUDE).id))
    assert texts(bench)[CRITICAL, CLAUDE] == ("First and last.", True)
    assert scene.analyst.began[CLAUDE] == 2


def test_an_answer_asked_again_begins_anew_at_once(bench: Bench) -> None:
    scene = play(bench, lambda s: s.batch.ask(s.name, BRIEF, GPT))
    assert scene.analyst.began[GPT] == 3
    assert set(texts(bench).values()) == {("First and last.", True)}
    assert bench.folder.recording().failures == ()
    kept = [file.name for file in (bench.folder.path / "analyses").glob("*.cut-1")]
    assert kept == [f"{scene.key(BRIEF, GPT).id}.md.cut-1"]


def test_a_failed_answer_is_asked_again_beside_those_that_still_write(bench: Bench) -> None:
    def act(scene: Scene) -> None:
        assert scene.ends_of(scene.key(BRIEF, GEMINI))[-1] is State.FAILED
        scene.analyst.limited.clear()
        assert scene.batch.ask(scene.name, BRIEF, GEMINI)

    async def scenario() -> None:
        scene = Scene(bench)
        scene.analyst.limited.add(GEMINI)
        await scene.play(act)

    asyncio.run(scenario())
    found = texts(bench)
    assert found[BRIEF, GEMINI] == ("First and last.", True)
    assert (CRITICAL, GEMINI) not in found
    (failure,) = bench.folder.recording().failures
    assert failure.analysis.startswith(CRITICAL)


def test_another_model_answers_in_the_place_of_one_that_is_under_way(bench: Bench) -> None:
    def act(scene: Scene) -> None:
        bench.folder.ask_instead(BRIEF, GEMINI, OTHER)
        old = scene.key(BRIEF, GEMINI).id
        assert scene.batch.ask(scene.name, BRIEF, OTHER, instead_of=old)

    scene = play(bench, act)
    found = texts(bench)
    assert found[BRIEF, OTHER] == ("First and last.", True)
    assert found[BRIEF, GEMINI] == ("First ", False)
    assert bench.folder.recording().failures == ()
    assert bench.folder.recording().instead == {BRIEF: {GEMINI: OTHER}}
    assert State.FAILED not in scene.ends_of(scene.key(BRIEF, GEMINI))
    bench.analyst = ScriptedAnalyst()
    assert bench.resume().done == 1
    assert bench.analyst.asked == []


def test_a_recording_that_is_not_at_its_answers_takes_no_question(bench: Bench) -> None:
    bench.run()
    batch = bench.batch()
    assert not batch.ask(bench.folder.name, BRIEF, GPT)
    assert not batch.stop(bench.folder.name, "brief.x.1")


def test_the_grids_own_model_comes_back_without_a_new_question(bench: Bench) -> None:
    bench.run()
    bench.analyst.catalogue = [*bench.analyst.catalogue, priced(OTHER)]
    bench.folder.ask_instead(BRIEF, GPT, OTHER)
    assert bench.resume().done == 1
    assert [model for model, _ in bench.analyst.asked][6:] == [OTHER]
    bench.folder.ask_instead(BRIEF, GPT, GPT)
    assert bench.folder.recording().instead == {}
    assert bench.resume().done == 1
    assert len(bench.analyst.asked) == 7


def test_a_model_of_the_grid_is_never_asked_the_same_twice(bench: Bench) -> None:
    bench.run()
    bench.folder.ask_instead(BRIEF, GPT, CLAUDE)
    assert bench.resume().done == 1
    assert len(bench.analyst.asked) == 6


def test_a_run_that_writes_its_facts_down_leaves_a_choice_of_model_alone(bench: Bench) -> None:
    bench.run()
    before = bench.folder.recording()
    bench.folder.ask_instead(BRIEF, GPT, OTHER)
    bench.folder.save_recording(before)
    assert bench.folder.recording().instead == {BRIEF: {GPT: OTHER}}


def limits(bench: Bench) -> list[int]:
    return [
        json.loads(body[0] + b'"x":0}')["max_completion_tokens"] for body in bench.analyst.bodies
    ]


def test_an_answer_that_reached_its_length_gets_twice_the_room_when_asked_again(
    bench: Bench,
) -> None:
    bench.analyst.scripts[GPT, 0] = [whole("half an ans", finish="length")]
    assert bench.run().failed == 1
    (failure,) = bench.folder.recording().failures
    assert bench.resume().failed == 1  # a verdict: nothing is asked by itself
    assert limits(bench) == [16_000] * 6
    assert bench.resume(only=[failure.analysis]).done == 1
    assert limits(bench) == [16_000] * 6 + [32_000]
