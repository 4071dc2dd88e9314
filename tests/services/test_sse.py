"""Server-sent events come out the same, however the network cuts their bytes."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.services.sse import LONGEST_LINE, Decoder, LineTooLong

ENDS = st.sampled_from(["\n", "\r\n", "\r"])
WORDS = st.text(st.characters(exclude_characters="\r\n\0", codec="utf-8"), max_size=20)


@st.composite
def streams(draw: st.DrawFn) -> tuple[bytes, list[str]]:
    """A stream in any of the standard's forms, and the data of its events."""
    end = draw(ENDS)
    lines: list[str] = []
    wanted: list[str] = []
    for _ in range(draw(st.integers(0, 5))):
        data = draw(st.lists(WORDS, max_size=3))
        for text in data:
            lines += draw(st.sampled_from([[], [": OPENROUTER PROCESSING"], ["id: 7", "retry: 9"]]))
            lines.append(f"data: {text}" if text or draw(st.booleans()) else "data")
        if draw(st.booleans()):
            lines.append(": a comment, and the empty line ends the event")
        lines.append("")
        if data:
            wanted.append("\n".join(data))
    return "".join(line + end for line in lines).encode(), wanted


def decoded(data: bytes, cuts: list[int]) -> list[str]:
    decoder, found = Decoder(), []
    places = sorted({min(cut, len(data)) for cut in cuts} | {0, len(data)})
    for start, stop in pairwise(places):
        found.extend(decoder.feed(data[start:stop]))
    return found


@given(streams(), st.lists(st.integers(0, 400), max_size=12))
def test_any_cut_gives_the_same_events(stream: tuple[bytes, list[str]], cuts: list[int]) -> None:
    data, wanted = stream
    assert decoded(data, cuts) == wanted


@given(streams())
def test_byte_by_byte_gives_the_same_events(stream: tuple[bytes, list[str]]) -> None:
    data, wanted = stream
    assert decoded(data, list(range(len(data)))) == wanted


@given(st.text(st.characters(min_codepoint=0x80, codec="utf-8"), min_size=1), st.integers(0, 80))
def test_characters_of_several_bytes_survive_a_cut(text: str, cut: int) -> None:
    data = b"data: " + json.dumps(text, ensure_ascii=False).encode() + b"\n\n"
    (event,) = decoded(data, [cut])
    assert json.loads(event) == text


@given(st.binary(), st.lists(st.integers(0, 100)))
def test_any_bytes_are_borne(data: bytes, cuts: list[int]) -> None:
    decoded(data, cuts)


def test_an_event_without_its_empty_line_is_none() -> None:
    assert decoded(b"data: whole\n\ndata: half\n", []) == ["whole"]


def test_a_mark_of_byte_order_is_passed_over() -> None:
    assert decoded(b"\xef\xbb\xbfdata: a\n\n", list(range(9))) == ["a"]


def test_a_line_without_an_end_is_given_up() -> None:
    with pytest.raises(LineTooLong):
        decoded(b"x" * (LONGEST_LINE + 1), [1_000_000 * n for n in range(8)])
