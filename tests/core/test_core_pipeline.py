"""One recording through the pipeline, with real folders and scripted services."""

import asyncio
from decimal import Decimal
from pathlib import Path

import pytest

from sextant.core.edits import Correct, Merge, Rename
from sextant.core.errors import (
    AnswerCutShort,
    AnswerEmpty,
    AnswerFiltered,
    AnswerTooLong,
    BudgetReached,
    ContextTooLong,
    CreditHeld,
    ModelUnavailable,
    NoCredit,
    NoSpeech,
    OnlyThought,
    ServiceDown,
    SourceReplaced,
    TimedOut,
    Unreachable,
)
from sextant.core.events import AnswerChanged, StageChanged, State
from sextant.core.media import Media
from sextant.core.model import Usage
from sextant.core.pieces import Accepted, Finished, Text
from sextant.core.settings import DEFAULT_MODELS, AnalysisSettings, Settings
from sextant.storage.sources import identify
from support.bench import Bench
from support.scripted import (
    ScriptedExtractor,
    deepgram_answer,
    priced,
    whole,
)

CLAUDE, GPT, GEMINI = DEFAULT_MODELS


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_six_answers_are_saved_and_their_costs_added(bench: Bench) -> None:
    summary = bench.run()
    assert (summary.done, summary.failed, summary.cost_usd) == (1, 0, Decimal("0.06"))
    assert [a.complete for a in bench.folder.analyses()] == [True] * 6
    assert summary.transcription.high == Decimal(20) / 60 * Decimal("0.0112")
    assert bench.ended() == [State.DONE] * 6


def test_again_and_resume_send_nothing(bench: Bench) -> None:
    bench.run()
    asked = len(bench.analyst.asked)
    again, resumed = bench.run(), bench.resume()
    assert (again.done, resumed.done) == (1, 1)
    assert (again.cost_usd, resumed.cost_usd) == (0, 0)
    assert (bench.transcriber.attempts, len(bench.analyst.asked)) == (1, asked)
    assert bench.extractor.extractions == 1


def test_every_paid_request_is_in_the_ledger_before_and_after(bench: Bench) -> None:
    bench.run()
    lines = bench.folder.ledger()
    by_id: dict[str, list[str]] = {}
    for line in lines:
        by_id.setdefault(line.id, []).append(line.event)
    assert sorted(map(tuple, by_id.values())) == sorted(
        [("sent", "settled")] + [("sent", "accepted", "settled")] * 6
    )
    assert sum(line.cost_usd or 0 for line in lines) == Decimal("0.06")


def test_one_failed_answer_disturbs_no_other(bench: Bench) -> None:
    bench.analyst.scripts[GPT, 0] = [(NoCredit(service="OpenRouter"),)]
    summary = bench.run()
    assert summary.failed == 1
    assert [type(e) for e in summary.errors] == [NoCredit]
    assert len(bench.folder.analyses()) == 5
    (failure,) = bench.folder.recording().failures
    assert (failure.stage, failure.code) == ("analyze", "no-credit")
    bench.resume()
    assert len(bench.folder.analyses()) == 6
    assert bench.folder.recording().failures == ()
    assert len(bench.analyst.asked) == 7


def test_a_passing_fault_is_cured_by_itself(bench: Bench) -> None:
    bench.analyst.scripts[GPT, 0] = [(ServiceDown(service="OpenRouter"),)]
    bench.transcriber.faults = [ServiceDown(service="Deepgram")]
    summary = bench.run()
    assert summary.failed == 0
    assert any(
        isinstance(e, AnswerChanged) and e.state is State.RETRYING and e.retry_in == 1.0
        for e in bench.events
    )


def test_after_the_first_word_the_text_is_kept_and_a_person_decides(bench: Bench) -> None:
    broken = (Accepted("gen-9"), Text("So far "), ServiceDown(service="OpenRouter"))
    bench.analyst.scripts[GPT, 0] = [broken]
    summary = bench.run()
    assert [type(e) for e in summary.errors] == [AnswerCutShort]
    (cut,) = [a for a in bench.folder.analyses() if not a.complete]
    assert (cut.text, cut.generation_id) == ("So far ", "gen-9")
    assert summary.unknown_costs == 1
    bench.resume()
    assert all(a.complete for a in bench.folder.analyses())
    assert len(list(bench.folder.path.glob("analyses/*.cut-1"))) == 1


@pytest.mark.parametrize(
    ("script", "error"),
    [
        (whole("half an ans", finish="length"), AnswerTooLong),
        (whole("I would ra", finish="content_filter"), AnswerFiltered),
        ((Accepted("gen-1"), Finished("length")), OnlyThought),
        ((Text("  \n"), Finished("stop")), AnswerEmpty),
        ((Text("No."), Finished("stop", refusal="I cannot")), AnswerFiltered),
        (whole("broke o", finish="error"), AnswerCutShort),
    ],
)
def test_an_answer_that_is_no_whole_one_is_never_done(bench: Bench, script, error) -> None:
    bench.analyst.scripts[GEMINI, 0] = [script]
    summary = bench.run()
    assert [type(e) for e in summary.errors] == [error]
    assert sum(a.complete for a in bench.folder.analyses()) == 5


def test_a_verdict_is_not_paid_for_twice_unless_a_person_says_so(bench: Bench) -> None:
    bench.analyst.scripts[GEMINI, 0] = [whole("half an ans", finish="length")]
    bench.run()
    resumed = bench.resume()
    assert [type(e) for e in resumed.errors] == [AnswerTooLong]
    assert len(bench.analyst.asked) == 6
    assert bench.resume(again=True).failed == 0
    assert len(bench.analyst.asked) == 7


def test_one_cell_can_be_asked_again(bench: Bench) -> None:
    bench.run()
    key = bench.folder.analyses()[0].key
    bench.resume(only=[key.id])
    assert len(bench.analyst.asked) == 7
    assert len(list(bench.folder.path.glob("analyses/*.old-1"))) == 1, "the earlier one is paid for"


def test_no_speech_is_an_outcome_and_is_not_paid_for_twice(bench: Bench) -> None:
    bench.transcriber.answer = deepgram_answer(())
    summary = bench.run()
    assert [type(e) for e in summary.errors] == [NoSpeech]
    assert bench.analyst.asked == []
    bench.resume()
    assert bench.transcriber.attempts == 1
    bench.transcriber.answer = deepgram_answer()
    assert bench.resume(again=True).failed == 0
    assert bench.transcriber.attempts == 2
    assert len(list(bench.folder.path.glob("transcript.deepgram.set-aside*"))) == 1


def test_silence_after_a_whole_upload_is_not_sent_again_by_itself(bench: Bench) -> None:
    """It may have been done and charged; the answer alone was lost."""
    bench.transcriber.upload_first = True
    bench.transcriber.faults = [TimedOut(service="Deepgram")]
    assert bench.run().failed == 1
    assert bench.transcriber.attempts == 1


def test_silence_during_the_upload_is(bench: Bench) -> None:
    bench.transcriber.faults = [Unreachable(service="Deepgram")]
    assert bench.run().failed == 0
    assert bench.transcriber.attempts == 2


def test_a_broken_off_transcript_is_set_aside_not_lost(bench: Bench) -> None:
    bench.transcriber.answer = deepgram_answer()[:300]
    assert bench.run().failed == 1
    assert len(list(bench.folder.path.glob("transcript.deepgram.set-aside*"))) == 1
    assert bench.folder.transcript() is None


def test_a_models_second_prompt_waits_for_the_first_word_of_its_first(bench: Bench) -> None:
    bench.run()
    for model in DEFAULT_MODELS:
        assert [spoke for asked, spoke in bench.analyst.spoke if asked == model] == [False, True]


def test_staggering_can_be_turned_off(bench: Bench) -> None:
    bench.settings = Settings(analysis=AnalysisSettings(stagger=False))
    bench.analyst.together = 6
    bench.run()
    assert bench.analyst.peak == 6
    assert not any(b"cache_control" in b"".join(body) for body in bench.analyst.bodies)


def test_held_credit_makes_the_rest_go_one_by_one(bench: Bench) -> None:
    bench.settings = Settings(analysis=AnalysisSettings(stagger=False))
    held = CreditHeld(service="OpenRouter", retry_after=3)
    bench.analyst.scripts[GPT, 0] = [(held,)]
    assert bench.run().failed == 0
    assert 3.0 in bench.clock.slept


def test_a_model_that_is_gone_is_not_replaced(bench: Bench) -> None:
    bench.analyst.catalogue = [priced(CLAUDE), priced(GPT)]
    summary = bench.run()
    assert [type(e) for e in summary.errors] == [ModelUnavailable] * 2
    assert {model for model, _ in bench.analyst.asked} == {CLAUDE, GPT}


def test_without_a_list_of_models_prices_are_unknown_and_all_are_asked(bench: Bench) -> None:
    bench.analyst.catalogue = []
    assert bench.run().failed == 0


def test_too_long_is_said_before_it_is_sent(bench: Bench) -> None:
    bench.analyst.catalogue = [priced(CLAUDE), priced(GPT), priced(GEMINI, context=16_050)]
    summary = bench.run()
    assert [type(e) for e in summary.errors] == [ContextTooLong] * 2
    assert len(bench.analyst.asked) == 4


def test_nothing_past_the_limit_is_sent(bench: Bench) -> None:
    summary = bench.run(max_cost="0.0001")
    assert [type(e) for e in summary.errors] == [BudgetReached]
    assert (bench.transcriber.attempts, bench.analyst.asked) == (0, [])


def test_a_limit_between_lets_some_through(bench: Bench) -> None:
    summary = bench.run(max_cost="0.20")
    assert {type(e) for e in summary.errors} == {BudgetReached}
    assert 0 < len(bench.analyst.asked) < 6


def test_an_unknown_cost_is_looked_up(bench: Bench) -> None:
    bench.analyst.costs["gen-1"] = Usage(cost_usd=Decimal("0.5"))
    bench.analyst.scripts[GPT, 0] = [whole("fine words", cost=None)]
    summary = bench.run()
    assert (summary.cost_usd, summary.unknown_costs) == (Decimal("0.55"), 0)
    saved = {a.usage.cost_usd for a in bench.folder.analyses()}
    assert saved == {Decimal("0.01"), Decimal("0.5")}


def test_a_cost_nobody_knows_is_unknown_not_zero(bench: Bench) -> None:
    bench.analyst.scripts[GPT, 0] = [whole("fine words", cost=None)]
    summary = bench.run()
    assert (summary.cost_usd, summary.unknown_costs) == (Decimal("0.05"), 1)


def test_fractions_only_grow(bench: Bench) -> None:
    bench.run()
    for stage in ("extract", "transcribe"):
        told = [
            e.fraction
            for e in bench.events
            if isinstance(e, StageChanged) and e.stage == stage and e.fraction is not None
        ]
        assert told == sorted(told)
        assert told[-1] == 1.0


def test_the_same_file_twice_is_one_recording(bench: Bench, tmp_path: Path) -> None:
    copy = tmp_path / "Copy of Weekly.mp4"
    copy.write_bytes(bench.video.read_bytes())
    summary = asyncio.run(bench.batch().run([bench.video, copy, tmp_path / "gone.mp4"]))
    assert (summary.recordings, summary.done, summary.failed) == (2, 1, 1)
    assert len(bench.library.recordings()) == 1


def test_another_file_in_the_place_of_the_first_is_not_sent(bench: Bench, tmp_path: Path) -> None:
    """Continuing takes the file that was added, wherever it lies by then, or none."""
    added = identify(bench.video)
    bench.library.add(added, created=bench.clock.now(), practice=False)
    elsewhere = bench.video.rename(tmp_path / "Weekly (1).mp4")
    bench.video.write_bytes(b"another video")
    (error,) = bench.resume().errors
    assert isinstance(error, SourceReplaced)
    assert "Weekly.mp4" in str(error)
    assert (bench.extractor.extractions, bench.transcriber.attempts) == (0, 0)
    assert bench.folder.recording().source == added
    assert asyncio.run(bench.batch().run([elsewhere])).done == 1
    assert len(bench.library.recordings()) == 1


def test_a_file_that_changed_while_it_waited_its_turn_is_not_sent(bench: Bench) -> None:
    """Such as one that was still being copied when it was dropped."""

    class Meanwhile(ScriptedExtractor):
        async def probe(self, source: Path) -> Media:
            bench.video.write_bytes(b"a video, and more of it")
            return await super().probe(source)

    bench.extractor = Meanwhile()
    (error,) = bench.run().errors
    assert isinstance(error, SourceReplaced)
    assert (bench.extractor.extractions, bench.transcriber.attempts) == (0, 0)


def test_names_and_corrections_ask_for_nothing_and_go_into_what_is_asked_later(
    bench: Bench,
) -> None:
    bench.run()
    asked, keys = len(bench.analyst.asked), [a.key for a in bench.folder.analyses()]
    transcript = bench.folder.transcript()
    assert transcript is not None
    word = transcript.turns[0].words[3]
    for edit in (Rename(0, "Anna"), Merge(1, 0), Correct(word.start, word.text, "port")):
        bench.folder.edit(edit)
    bench.resume()
    assert len(bench.analyst.asked) == asked
    assert [a.key for a in bench.folder.analyses()] == keys
    bench.resume(only=[keys[0].id])
    assert len(bench.analyst.asked) == asked + 1
    sent = b"".join(bench.analyst.bodies[-1]).decode()
    assert "[00:00:00] Anna: We ship the port report" in sent
    assert "Speaker 2" not in sent
