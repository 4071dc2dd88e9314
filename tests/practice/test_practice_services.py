"""Both dialects over real HTTP, through the very clients that speak to the real services."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import httpx
import imageio_ffmpeg
import pytest
from rapidfuzz.distance import Levenshtein
from starlette.routing import Router

from sextant.core.errors import (
    AudioRefused,
    KeyRefused,
    LanguageUnavailable,
    ModelUnavailable,
    RequestRefused,
    SextantError,
)
from sextant.core.messages import SharedMessages, head
from sextant.core.model import Prompt, Recording, Source, Usage
from sextant.core.pieces import Accepted, Finished, Text
from sextant.core.settings import PRACTICE_MODELS, AnalysisSettings, TranscriptionSettings
from sextant.practice import deepgram
from sextant.practice.child import PracticeServices, practice_services
from sextant.services import http
from sextant.services.deepgram import Deepgram, query
from sextant.services.openrouter import OpenRouter
from sextant.storage.deepgram_answer import read_answer
from support.media import ffmpeg
from support.sample import opening, script, words_of
from support.spoken import transcript
from support.views import MOMENT

FFMPEG = Path(imageio_ffmpeg.get_ffmpeg_exe())

T = TypeVar("T")


class Practice:
    """One child for all tests of this file; each test speaks to it through clients of its own."""

    def __init__(self, services: PracticeServices) -> None:
        self.services = services

    def transcribe(self, audio: Path, language: str = "multi", key: str | None = None) -> bytes:
        got: list[bytes] = []

        async def go(client: httpx.AsyncClient) -> None:
            await Deepgram(
                client, base_url=self.services.deepgram_url, key=key or self.services.key
            ).transcribe(
                audio,
                got.append,
                settings=TranscriptionSettings(language=language),
                on_accepted=lambda _: None,
                on_progress=lambda _: None,
            )

        self.speak(go)
        return b"".join(got)

    def ask(self, *pieces: bytes) -> list[object]:
        async def go(client: httpx.AsyncClient) -> list[object]:
            return [piece async for piece in self.analyst(client).ask(pieces)]

        return self.speak(go)

    def analyst(self, client: httpx.AsyncClient, key: str | None = None) -> OpenRouter:
        services = self.services
        return OpenRouter(client, base_url=services.openrouter_url, key=key or services.key)

    def speak(self, words: Callable[[httpx.AsyncClient], Awaitable[T]]) -> T:
        async def go() -> T:
            async with http.client(
                self.services.deepgram_url, "practice", read_seconds=60
            ) as client:
                return await words(client)

        return asyncio.run(go())


@pytest.fixture(scope="module")
def practice() -> Iterator[Practice]:
    with asyncio.Runner() as runner:
        context = practice_services(FFMPEG)
        services = runner.run(context.__aenter__())
        yield Practice(services)
        runner.run(context.__aexit__(None, None, None))


@pytest.fixture(scope="module")
def heard(practice: Practice, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The answer for the sample's first four turns, which take 40 seconds."""
    audio = opening(tmp_path_factory.mktemp("sound") / "audio.m4a", seconds=40.4)
    return practice.transcribe(audio)


PROMPT = Prompt("brief", "Brief", "", "## Decisions\n\nWhat?\n\n## Open\n\nWhat?")

TALK = transcript(
    (0.0, "We decided to open the harbour in May. Who pays for all of that?"),
    (9.0, "I do not know who pays for that. I will ask the bank tomorrow."),
)


def question(model: str, **options: int) -> tuple[bytes, ...]:
    """The body of a request as the program sends it."""
    recording = Recording(source=Source("talk.mp4", 1, "f"), created=MOMENT)
    shared = SharedMessages.of(TALK, recording, [PROMPT])
    settings = AnalysisSettings(**options)
    return shared.body(head(model, settings, session="s", info=None), PROMPT, cached=False)


# Speech


def test_the_words_of_the_sample_are_heard_with_their_times(heard: bytes) -> None:
    found = read_answer(heard)
    wanted = [word for _, turn in script()[:4] for word in words_of(turn)]
    got = [word for turn in found.turns for word in words_of(turn.text)]
    assert Levenshtein.distance(wanted, got) <= len(wanted) * 0.1
    assert 1 < found.turns[0].start < 3
    times = [time for turn in found.turns for word in turn.words for time in (word.start, word.end)]
    assert times == sorted(times)
    assert times[-1] < found.duration == pytest.approx(40.4, abs=0.2)


def test_the_three_voices_of_the_sample_are_told_apart(heard: bytes) -> None:
    assert [turn.speaker for turn in read_answer(heard).turns] == [0, 1, 2, 0]


def test_a_practice_transcript_says_that_it_is_one(heard: bytes) -> None:
    assert read_answer(heard).practice
    assert "pocketsphinx" in read_answer(heard).model


def test_the_answer_has_the_parts_that_were_asked_for(heard: bytes) -> None:
    answer = json.loads(heard)
    (alternative,) = answer["results"]["channels"][0]["alternatives"]
    words = [word for one in answer["results"]["utterances"] for word in one["words"]]
    assert words == alternative["words"]
    assert [p["speaker"] for p in alternative["paragraphs"]["paragraphs"]] == [0, 1, 2, 0]
    assert {"request_id", "sha256", "created", "duration", "channels", "models", "model_info"} <= {
        *answer["metadata"]
    }


@pytest.mark.parametrize("ending", [".mp3", ".ogg", ".flac", ".wav"])
def test_every_container_the_extractor_writes_is_understood(
    practice: Practice, tmp_path: Path, ending: str
) -> None:
    audio = opening(tmp_path / f"audio{ending}", seconds=4, codec=("-ar", "16000"))
    assert "good morning" in read_answer(practice.transcribe(audio)).turns[0].text.lower()


def test_silence_is_an_answer_without_words(practice: Practice, tmp_path: Path) -> None:
    ffmpeg("-f", "lavfi", "-i", "anullsrc=r=16000", "-t", "3", tmp_path / "audio.ogg")
    found = read_answer(practice.transcribe(tmp_path / "audio.ogg"))
    assert (found.turns, found.languages) == ((), ())


@pytest.mark.parametrize("content", [b"", b"not a sound", b"OggS then nothing of the kind"])
def test_what_is_no_sound_is_refused_as_by_deepgram(
    practice: Practice, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "audio.ogg").write_bytes(content)
    with pytest.raises(AudioRefused):
        practice.transcribe(tmp_path / "audio.ogg")


def test_it_hears_english_only(practice: Practice, tmp_path: Path) -> None:
    with pytest.raises(LanguageUnavailable):
        practice.transcribe(opening(tmp_path / "audio.m4a", seconds=2), language="de")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"params": {"smart_format": "yes"}}, 400),
        ({"params": {"no_such_field": "true"}}, 400),
        ({"headers": {"Content-Type": "application/json"}}, 400),
        ({"headers": {"Content-Type": "multipart/form-data; boundary=x"}}, 400),
        ({"headers": {"Authorization": "Bearer {key}"}}, 401),
        ({"content": iter([b"OggS"])}, 411),
    ],
)
def test_a_request_that_deepgram_would_refuse_is_refused(
    practice: Practice, change: dict[str, object], status: int
) -> None:
    services = practice.services
    headers = {"Authorization": f"Token {services.key}", "Content-Type": "audio/ogg"}
    headers |= {k: v.format(key=services.key) for k, v in change.pop("headers", {}).items()}
    asked = {"params": query(TranscriptionSettings()), "content": b"OggS"} | change
    with httpx.Client(trust_env=False) as client:
        got = client.post(f"{services.deepgram_url}/v1/listen", headers=headers, **asked)
    assert got.status_code == status
    assert got.json()["err_msg"] == got.headers["dg-error"]


@pytest.mark.parametrize("size", [100_000, None])
def test_a_transcription_that_is_given_up_is_not_gone_on_with(tmp_path: Path, size: int) -> None:
    """The client is gone with all, or only some, of its upload sent; spoken as ASGI servers do."""
    audio = opening(tmp_path / "audio.m4a", seconds=40).read_bytes()
    messages: list[dict[str, object]] = [
        {"type": "http.request", "body": audio[:size], "more_body": size is not None},
        {"type": "http.disconnect"},
    ]
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return messages.pop(0) if len(messages) > 1 else messages[0]

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    headers = [(b"authorization", b"Token k"), (b"content-length", b"%d" % len(audio))]
    scope = {"type": "http", "method": "POST", "path": "/listen", "headers": headers}
    app = Router(deepgram.routes("k", FFMPEG))
    asyncio.run(app({**scope, "query_string": b"", "root_path": ""}, receive, send))
    assert b"".join(message.get("body", b"") for message in sent) == b""


# Answers


@pytest.mark.parametrize("model", PRACTICE_MODELS)
def test_each_model_answers_under_the_headings_of_the_question(
    practice: Practice, model: str
) -> None:
    first, *_, finished = pieces = practice.ask(*question(model))
    text = "".join(piece.text for piece in pieces if isinstance(piece, Text))
    assert isinstance(first, Accepted)
    assert isinstance(finished, Finished)
    assert (finished.finish_reason, finished.served_model) == ("stop", model)
    assert finished.usage.cost_usd == 0
    assert text.startswith("*Practice, not AI")
    assert "## Decisions" in text
    assert "“We decided to open the harbour in May.” [00:00:00]" in text
    assert "“Who pays for all of that?”" in text


def test_an_answer_ends_where_the_question_says(practice: Practice) -> None:
    *_, finished = practice.ask(*question(PRACTICE_MODELS[0], max_output_tokens=30))
    assert finished.finish_reason == "length"


def test_what_an_answer_cost_can_be_looked_up(practice: Practice) -> None:
    accepted, *_, finished = practice.ask(*question(PRACTICE_MODELS[0]))

    async def go(client: httpx.AsyncClient) -> tuple[Usage | None, Usage | None]:
        analyst = practice.analyst(client)
        return await analyst.look_up(accepted.remote_id), await analyst.look_up("gen-unknown")

    known, unknown = practice.speak(go)
    assert known is not None
    assert (known.cost_usd, known.completion_tokens) == (0, finished.usage.completion_tokens)
    assert unknown is None


def test_a_server_that_does_not_stream_is_understood_too(practice: Practice) -> None:
    pieces = question(PRACTICE_MODELS[0])
    whole = (pieces[0].replace(b'"stream":true', b'"stream":false'), *pieces[1:])
    streamed = "".join(p.text for p in practice.ask(*pieces) if isinstance(p, Text))
    assert "".join(p.text for p in practice.ask(*whole) if isinstance(p, Text)) == streamed


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (b"practice/lead", b"acme/no-such-model", ModelUnavailable),
        (b'"stream":true', b'"stream":true,"strem":1', RequestRefused),
        (b'"stream":true', b'"stream":"yes"', RequestRefused),
        (b'"model"', b'"model', RequestRefused),
    ],
)
def test_a_question_that_openrouter_would_refuse_is_refused(
    practice: Practice, old: bytes, new: bytes, error: type[SextantError]
) -> None:
    first, *rest = question("practice/lead")
    with pytest.raises(error):
        practice.ask(first.replace(old, new), *rest)


# Keys


def test_both_services_want_the_key_of_this_run(practice: Practice, tmp_path: Path) -> None:
    async def go(client: httpx.AsyncClient) -> None:
        await practice.analyst(client).check_key()
        with pytest.raises(KeyRefused):
            await practice.analyst(client, key="another").check_key()
        url = practice.services.deepgram_url
        await Deepgram(client, base_url=url, key=practice.services.key).check_key()
        with pytest.raises(KeyRefused):
            await Deepgram(client, base_url=url, key="another").check_key()
        with pytest.raises(KeyRefused):
            async for _ in practice.analyst(client, key="another").ask(question("practice/lead")):
                pass

    practice.speak(go)
    with pytest.raises(KeyRefused):
        practice.transcribe(opening(tmp_path / "audio.m4a", seconds=2), key="another")


def test_the_models_are_the_ones_the_program_asks_for(practice: Practice) -> None:
    async def go(client: httpx.AsyncClient) -> tuple[str, ...]:
        return tuple(model.id for model in await practice.analyst(client).models())

    assert practice.speak(go) == PRACTICE_MODELS
