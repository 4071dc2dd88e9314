"""All that Deepgram and the network can do to a transcription, one row a case.

Each is brought about over a real connection and taken through the whole pipeline. A
row says what a person reads, how many uploads there were, how long was waited in
between, and whether the transcription counts as paid for.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from fakes import deepgram
from fakes.deepgram import REQUEST_ID, transcribes, transcript
from fakes.server import Reply
from fakes.services import CHAT, LISTEN, FakeServices
from sextant.core.answer import BATCH_SECONDS
from sextant.core.errors import NoSpeech
from support.services import SHORT, ServiceBench

BIG = 16_000_000
"""Bytes of an upload that no socket's buffers take at once."""

COSTS = pytest.approx(20 / 60 * 0.0112)


@dataclass(frozen=True)
class Row:
    """What happens, and what comes of it. Without words to read, all six answers come."""

    name: str
    replies: tuple[Reply, ...]
    reads: str = ""
    uploads: int = 1
    waits: tuple[float, ...] = ()
    paid: bool = False
    sound: int = 3_000


BUSY = "Deepgram asks to wait: too many requests."
DOWN = "Deepgram has a problem at the moment."
BROKE = "The connection to Deepgram broke off."
NO_ANSWER = "Deepgram has the whole recording, but its answer did not arrive."
HALF = "Only a part of Deepgram's answer arrived."
TORN = "The answer of Deepgram arrived incomplete."
BETWEEN = "Something between this computer and Deepgram answered in its place."
NOT_ALLOWED = "The Deepgram key is not allowed to do this."
NO_WORDS = "No speech was recognised."
CAP = "Deepgram gave up: the recording took more than ten minutes to work through."

well = transcribes()

ROWS = [
    Row("all is well", (well,), paid=True),
    Row("bad key", (deepgram.BAD_KEY,), "Deepgram refused the key."),
    Row("scope too small", (deepgram.SCOPE_TOO_SMALL,), NOT_ALLOWED),
    Row("model forbidden", (deepgram.MODEL_FORBIDDEN,), NOT_ALLOWED),
    Row("no credit", (deepgram.NO_CREDIT,), "The Deepgram account has not enough credit."),
    Row(
        "bad audio",
        (deepgram.BAD_AUDIO,),
        "Deepgram could not use the audio of this recording.",
    ),
    Row("bad query", (deepgram.BAD_QUERY,), "Deepgram refused the request: Invalid query string."),
    Row(
        "no such language",
        (deepgram.NO_SUCH_LANGUAGE,),
        "Deepgram does not offer this language with this model.",
    ),
    Row(
        "an error in bare text",
        (deepgram.TOO_MANY_KEYTERMS,),
        "Deepgram refused the request: Keyterm limit exceeded. The maximum number of tokens "
        "across all keyterms is 500.",
    ),
    Row(
        "an error of the modern shape",
        (deepgram.MODERN_ERROR,),
        "Deepgram refused the request: Invalid JSON submitted.",
    ),
    Row(
        "an upload too slow for them, told while it goes on",
        (deepgram.impatient(after=400_000), well),
        uploads=2,
        waits=(1,),
        paid=True,
        sound=BIG,
    ),
    Row("too large", (deepgram.too_large,), "The audio is larger than Deepgram accepts."),
    Row("busy", (deepgram.busy(), well), uploads=2, waits=(1,), paid=True),
    Row("busy, named wait", (deepgram.busy(Retry_After="2"), well), "", 2, (2,), paid=True),
    Row(
        "busy until a date",
        (
            deepgram.busy(
                Retry_After="Wed, 21 Oct 2026 07:28:07 GMT", Date="Wed, 21 Oct 2026 07:28:00 GMT"
            ),
            well,
        ),
        uploads=2,
        waits=(7,),
        paid=True,
    ),
    Row("busy for longer than anybody waits", (deepgram.busy(Retry_After="900"),), BUSY),
    Row(
        "busy, with a wait that is none",
        (deepgram.busy(Retry_After="nan"), well),
        "",
        2,
        (1,),
        True,
    ),
    Row("busy for ever", (deepgram.busy(),) * 4, BUSY, uploads=4, waits=(1, 2, 4)),
    Row("the ten-minute cap", (deepgram.GATEWAY_TIMEOUT,), CAP, paid=True),
    Row("unavailable", (deepgram.UNAVAILABLE, well), uploads=2, waits=(1,), paid=True),
    Row(
        "unavailable, without a word",
        (deepgram.UNAVAILABLE_WITHOUT_A_WORD,) * 2 + (well,),
        uploads=3,
        waits=(1, 2),
        paid=True,
    ),
    Row("down for long", (deepgram.UNAVAILABLE,) * 4, DOWN, uploads=4, waits=(1, 2, 4)),
    Row(
        "the upload is cut",
        (deepgram.resets_after(500_000), well),
        uploads=2,
        waits=(1,),
        paid=True,
        sound=BIG,
    ),
    Row(
        "the upload is cut at its first byte",
        (deepgram.resets_after(0), well),
        "",
        2,
        (1,),
        True,
        BIG,
    ),
    Row(
        "the upload is cut every time",
        (deepgram.resets_after(1),) * 4,
        BROKE,
        uploads=4,
        waits=(1, 2, 4),
        sound=BIG,
    ),
    Row("hung up after the upload", (deepgram.hangs_up_unanswered,), NO_ANSWER, paid=True),
    Row("reset after the upload", (deepgram.resets_after(10**9),), NO_ANSWER, paid=True),
    Row("silence after the upload", (deepgram.never_answers,), NO_ANSWER, paid=True),
    Row(
        "an upload that is not taken",
        (deepgram.never_reads, well),
        uploads=2,
        waits=(1,),
        paid=True,
        sound=30_000_000,
    ),
    Row("the answer is cut", (deepgram.breaks_off,), HALF, paid=True),
    Row("no speech", (transcribes(transcript(transcript="", words=[])),), NO_WORDS, paid=True),
    Row(
        "no speech, and no alternative",
        (transcribes({"results": {"channels": [{"alternatives": []}]}}),),
        NO_WORDS,
        paid=True,
    ),
    Row(
        "the least that the contract promises",
        (
            transcribes(
                {
                    "metadata": {"request_id": "r", "duration": 2.0, "new": {}},
                    "results": {
                        "channels": [
                            {"alternatives": [{"words": [{"word": "yes", "start": 0, "end": 1}]}]}
                        ]
                    },
                }
            ),
        ),
        paid=True,
    ),
    Row("JSON that is no transcript", (transcribes({"request_id": "callback"}),), TORN, paid=True),
    Row("a page in place of the answer", (deepgram.says(200, "<html>Sign in</html>"),), BETWEEN),
    Row("a page in place of an error", (deepgram.says(403, "<html>Blocked</html>"),), BETWEEN),
    Row(
        "a redirection to a sign-in page",
        (deepgram.says(302, b"", {"Location": "https://hotel.example/login"}),),
        BETWEEN,
    ),
    Row("nothing at all, with 200", (transcribes(b""),), TORN, paid=True),
]


@pytest.fixture
def prepared(bench: ServiceBench, request: pytest.FixtureRequest) -> ServiceBench:
    row: Row = request.param
    bench.fake.upload(*row.replies)
    bench.extractor.sound = bench.extractor.sound[:12] + b"s" * row.sound
    if row.replies[0] in {deepgram.never_answers, deepgram.never_reads}:
        bench.patience = SHORT
    return bench


@pytest.mark.parametrize(
    ("prepared", "row"),
    [(row, row) for row in ROWS],
    ids=[r.name for r in ROWS],
    indirect=["prepared"],
)
def test_what_comes_of_it(prepared: ServiceBench, row: Row) -> None:
    bench = prepared
    summary = bench.run()

    said = [error.words()[0] for error in summary.errors]
    assert said == ([row.reads] if row.reads else [])
    assert bench.uploads == row.uploads
    waited = (seconds for seconds in bench.clock.slept if seconds != BATCH_SECONDS)
    assert tuple(waited) == row.waits
    assert float(summary.transcription.high) == (COSTS if row.paid else 0)

    assert len(bench.settled("deepgram")) == row.uploads, "each attempt is in the ledger, ended"
    assert {"recording.json", "requests.jsonl", "audio.m4a"} <= bench.saved
    silent = row.reads == NO_WORDS
    assert ("transcript.deepgram.json" in bench.saved) == (not row.reads or silent)
    assert len(bench.fake.received(CHAT)) == (0 if row.reads else 6)
    assert not [name for name in bench.saved if name.endswith(".part")]
    if row.reads:
        (failure,) = bench.folder.recording().failures
        assert (failure.stage, failure.title) == ("transcribe", row.reads)


def test_each_try_sends_the_whole_audio_again(bench: ServiceBench) -> None:
    bench.fake.upload(deepgram.busy(), deepgram.UNAVAILABLE, deepgram.busy())
    bench.run()
    sent = {(exchange.size, exchange.sha256) for exchange in bench.fake.received(LISTEN)}
    assert (len(sent), bench.uploads) == (1, 4)


def test_the_answer_is_on_disk_byte_for_byte(bench: ServiceBench) -> None:
    raw = b'  {"results": {"channels": [ ] },\r\n "new": "\xc3\xa9" }\n'
    bench.fake.upload(transcribes(raw))
    summary = bench.run()
    assert (bench.folder.path / "transcript.deepgram.json").read_bytes() == raw
    assert [type(error) for error in summary.errors] == [NoSpeech]


def test_what_arrived_of_an_answer_is_kept_for_people(bench: ServiceBench) -> None:
    """Byte for byte, beside the ledger's note of it, and under no name that is read back."""
    bench.fake.upload(deepgram.breaks_off, deepgram.breaks_off)
    bench.run()
    bench.resume()
    whole = json.dumps(deepgram.transcript()).encode()
    for number in (1, 2):
        kept = bench.folder.path / f"transcript.deepgram.json.cut-{number}"
        assert whole.startswith(kept.read_bytes())
        assert len(kept.read_bytes()) == len(whole) // 2
    (failure,) = bench.folder.recording().failures
    assert "the part that arrived" in failure.safe
    assert [entry.outcome for entry in bench.settled("deepgram")] == ["connection-lost"] * 2
    assert bench.resume().failed == 0
    assert (bench.folder.path / "transcript.deepgram.json.cut-1").exists()


def test_the_request_is_named_in_the_ledger(bench: ServiceBench) -> None:
    bench.run()
    (entry,) = bench.settled("deepgram")
    assert (entry.outcome, entry.remote_id) == ("done", REQUEST_ID)


def test_a_silence_that_may_have_been_paid_for_is_not_repeated_by_resuming_in_a_loop(
    bench: ServiceBench, fake: FakeServices
) -> None:
    """Once a run, when a person says so; and then it goes on from there."""
    fake.upload(deepgram.hangs_up_unanswered, transcribes())
    assert bench.run().failed == 1
    assert bench.resume().failed == 0
    assert bench.uploads == 2


@pytest.mark.parametrize("at", [0, 1, 65_536, 262_143, 262_144, 262_145, 1_000_000, BIG - 1])
def test_a_reset_at_any_byte_is_cured_or_left_to_a_person(bench: ServiceBench, at: int) -> None:
    """Once everything is out of our hands it may have arrived, and is not sent again unasked."""
    bench.extractor.sound = bench.extractor.sound[:12] + b"s" * BIG
    bench.fake.upload(deepgram.resets_after(at))
    summary = bench.run()
    said = [error.words()[0] for error in summary.errors]
    assert (said, bench.uploads) in (([], 2), ([NO_ANSWER], 1))
    assert bench.resume().failed == 0
    assert bench.uploads == 2


def test_a_key_check_does_not_wait_as_long_as_a_transcription(bench: ServiceBench) -> None:
    bench.fake.routes["/v1/auth/token"] = deepgram.never_answers
    bench.patience = SHORT
    assert bench.run().failed == 0
