"""What is sent to the models: valid bodies that share the transcript's bytes."""

import json

from hypothesis import given
from hypothesis import strategies as st

from sextant.core.messages import (
    CLOSING,
    OPENING,
    SharedMessages,
    head,
    takes_cache_mark,
    transcript_text,
)
from sextant.core.model import ModelInfo, Prompt, Recording, Source, Transcript, Turn, Word
from sextant.core.settings import AnalysisSettings
from support.scripted import StillClock

PROMPTS = (Prompt("brief", "Brief", "", "Sum up."), Prompt("critical", "Critical", "", "Doubt."))


def recording(**names: str) -> Recording:
    return Recording(source=Source("a.mp4", 1, "f"), created=StillClock().now(), speakers=names)


def transcript(*said: str) -> Transcript:
    turns = tuple(
        Turn(index % 2, (Word(text, index * 10.0, index * 10.0 + 5, index % 2),))
        for index, text in enumerate(said)
    )
    return Transcript(turns, 100.0, "fingerprint")


def shared(*said: str) -> SharedMessages:
    return SharedMessages.of(transcript(*said), recording(), PROMPTS)


def test_a_turn_is_a_line_with_its_time_and_its_speakers_name() -> None:
    text = transcript_text(transcript("Hello.", "Good day."), recording(**{"1": "Ada"}))
    assert text == (
        "<transcript>\n[00:00:00] Speaker 1: Hello.\n[00:00:10] Ada: Good day.\n</transcript>"
    )


@given(st.lists(st.text(min_size=1), min_size=1), st.text())
def test_no_words_close_the_fence(said: list[str], name: str) -> None:
    text = transcript_text(transcript(*said), recording(**{"0": name}))
    assert text.startswith(OPENING)
    assert text.count(CLOSING) == 1
    assert text.endswith(CLOSING)


@given(st.lists(st.text(min_size=1), min_size=1), st.booleans())
def test_joined_the_pieces_are_the_body(said: list[str], cached: bool) -> None:
    messages = SharedMessages.of(transcript(*said), recording(), PROMPTS)
    begin = head("a/b", AnalysisSettings(), session="s", info=None)
    body = json.loads(b"".join(messages.body(begin, PROMPTS[1], cached=cached)))
    system, user = body["messages"]
    assert system["role"] == "system"
    assert user["content"][0]["text"] == transcript_text(transcript(*said), recording())
    assert user["content"][1] == {"type": "text", "text": "Doubt."}
    assert ("cache_control" in user["content"][0]) is cached
    assert body["model"] == "a/b"


def test_all_bodies_hold_the_transcript_by_reference() -> None:
    messages = shared("word " * 1000)
    begin = head("a/b", AnalysisSettings(), session="s", info=None)
    bodies = [messages.body(begin, prompt, cached=True) for prompt in PROMPTS for _ in range(3)]
    large = {id(piece) for body in bodies for piece in body if len(piece) > 1000}
    assert len(large) == 1


def test_the_prefix_of_both_prompts_is_the_same_to_the_byte() -> None:
    messages = shared("one", "two")
    begin = head("a/b", AnalysisSettings(), session="s", info=None)
    first, second = (b"".join(messages.body(begin, p, cached=True)) for p in PROMPTS)
    instruction = first.index(b"Sum up.")
    assert first[:instruction] == second[:instruction]


def test_nothing_is_sent_that_nobody_chose() -> None:
    fields = json.loads(head("a/b", AnalysisSettings(), session="s", info=None)[:-1] + b"}")
    assert fields == {
        "model": "a/b",
        "stream": True,
        "max_completion_tokens": 16_000,
        "session_id": "s",
        "plugins": [{"id": "context-compression", "enabled": False}],
    }


def test_privacy_choices_go_to_the_provider_routing() -> None:
    settings = AnalysisSettings(data_collection="deny", zdr=True)
    fields = json.loads(head("a/b", settings, session="s", info=None)[:-1] + b"}")
    assert fields["provider"] == {"data_collection": "deny", "zdr": True}


def test_no_more_output_than_the_model_has() -> None:
    info = ModelInfo("a/b", "", None, None, None, max_output=4096)
    fields = json.loads(head("a/b", AnalysisSettings(), session="s", info=info)[:-1] + b"}")
    assert fields["max_completion_tokens"] == 4096


def test_families_that_take_a_cache_mark() -> None:
    assert takes_cache_mark("~anthropic/claude-sonnet-latest")
    assert takes_cache_mark("openai/gpt-6.1-sol")
    assert not takes_cache_mark("~google/gemini-flash-latest")
