"""Every parser of outside data, fed for some seconds with what is almost right.

A parser returns, or says in our own words what is wrong; any other exception is a defect.
The seed of a failure is printed and brings it about again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from io import BytesIO
from random import Random

import msgspec
import pytest

from fakes import deepgram, openrouter
from fakes.services import model_row
from sextant.bridge.instance import Handover
from sextant.core import frontmatter
from sextant.core.corrections import Corrections
from sextant.core.errors import SextantError
from sextant.core.model import LedgerEntry, Marks, Project, Recording
from sextant.core.prompts import parse_prompt
from sextant.core.settings import Settings
from sextant.services import deepgram_errors, openrouter_errors, sse
from sextant.services.container import has_locked_sound, kind_of
from sextant.services.ffmpeg_report import read_position, read_report
from sextant.services.openrouter_models import read_models
from sextant.services.openrouter_stream import Reading
from sextant.storage import answers, codec, deepgram_answer
from support.figures import Figure
from support.mangling import mangled

SECONDS = 2.0
"""For each parser."""


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


RECORDING = as_json(
    {
        "format": 1,
        "source": {"name": "Board.mp4", "size": 9, "fingerprint": "f", "path": "/x/Board.mp4"},
        "created": "2026-11-24T09:30:00Z",
        "duration": 20.5,
        "speakers": {"0": "Ada"},
        "prompts": ["brief"],
        "models": ["a/b"],
        "failures": [],
    }
)
ANSWER = b"""---
format: 1
prompt: "brief"
prompt_fingerprint: "p"
model: "a/b"
transcript_fingerprint: "t"
complete: true
started: "2026-11-24T09:30:00Z"
cost_usd: 0.0047
---
# Brief

We agreed [00:00:12].
"""
LEDGER = b'{"event":"sent","id":"a","time":"2026-11-24T09:30:00Z","service":"deepgram","model":"m"}'
PROJECT = b'{"format":1,"name":"x","created":"2026-11-24T09:30:00Z","old":"\\ud800"}'
PROMPT = b"---\ntitle: Brief\nsummary: What was said\n---\nSay it.\n"
STREAM = openrouter.PROCESSING + b"".join((*openrouter.texts("We agreed."), *openrouter.ENDING))
REPORT = (
    b"Input #0, mov, from 'file:x':\n  Duration: 00:00:20.50, start: 0.0, bitrate: 9 kb/s\n"
    b"  Stream #0:0[0x1](eng): Audio: aac (LC) (mp4a), 48000 Hz, mono, fltp, 69 kb/s (default)\n"
)
BOXES = bytes.fromhex(
    "00000010 66747970 69736f6d 00000200"  # ftyp
    "00000028 6d6f6f76 00000020 7472616b"  # moov, trak
    "00000018 73747364 00000000 00000001 00000008 656e6361"  # stsd, enca
)


def stream(data: bytes) -> None:
    decoder, reading = sse.Decoder(), Reading("a/b")
    for start in range(0, len(data), 97):
        for event in decoder.feed(data[start : start + 97]):
            list(reading.take(event))
    reading.finished()


def report(data: bytes) -> None:
    text = data.decode(errors="replace")
    read_report(text)
    for line in text.splitlines():
        read_position(line)


def container(data: bytes) -> None:
    kind_of(data[:4096])
    has_locked_sound(BytesIO(data), len(data))


def shaped(shape: type[msgspec.Struct]) -> Callable[[bytes], object]:
    return lambda data: codec.encode(codec.decode(data, shape, "a file"), data)


def handover(data: bytes) -> None:
    try:
        msgspec.json.decode(data, type=Handover)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return


Parser = tuple[Callable[[bytes], object], tuple[bytes, ...]]

PARSERS: dict[str, Parser] = {
    "recording.json": (shaped(Recording), (RECORDING,)),
    "project.json": (
        shaped(Project),
        (b'{"format":1,"name":"x","created":"2026-11-24T09:30:00Z"}',),
    ),
    "settings.json": (shaped(Settings), (b'{"format":1,"appearance":{"scheme":"dark"}}',)),
    "marks.json": (shaped(Marks), (b'{"format":1,"starred":["a"]}',)),
    "corrections.json": (shaped(Corrections), (b'{"format":1,"merged":{"0":1},"words":[]}',)),
    "a line of the ledger": (shaped(LedgerEntry), (LEDGER,)),
    "format of any file": (codec.version, (RECORDING, b'{"format":2}')),
    "transcript.deepgram.json": (deepgram_answer.read_answer, (as_json(deepgram.transcript()),)),
    "an answer": (lambda data: answers.read_answer(data, "a.md"), (ANSWER,)),
    "front matter": (
        lambda data: frontmatter.split(data.decode(errors="replace")),
        (ANSWER, PROMPT),
    ),
    "a prompt": (lambda data: parse_prompt("x", data.decode(errors="replace")), (PROMPT,)),
    "a stream of an answer": (stream, (STREAM,)),
    "the list of models": (read_models, (as_json({"data": [model_row("a/b")]}),)),
    "an error of OpenRouter": (
        lambda data: openrouter_errors.error_of(429, data),
        (
            b'{"error":{"message":"busy","code":429,"metadata":{"raw":"x","retry_after_seconds":1}}}',
        ),
    ),
    "an error of Deepgram": (
        lambda data: deepgram_errors.error_of(400, data),
        (b'{"err_code":"Bad Request","err_msg":"Invalid query string.","request_id":"r"}',),
    ),
    "what ffmpeg says": (report, (REPORT,)),
    "the beginning of a recording": (container, (BOXES, b"#EXTM3U\n", b"RIFF0000WAVE")),
    "the socket of a second start": (handover, (b'{"files":["/x"],"project":"","demo":false}',)),
}


@pytest.mark.parametrize("name", PARSERS)
def test_a_parser_returns_or_says_what_is_wrong(name, report: Callable[[Figure], None]) -> None:
    parse, seeds = PARSERS[name]
    first = seed = int(time.time() * 1000)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        data = mangled(seeds, Random(seed))
        try:
            parse(data)
        except SextantError:
            pass
        except Exception as error:
            error.add_note(f"{name}, seed {seed}: {data[:200]!r}")
            raise
        seed += 1
    report(
        Figure(f"{name}: nonsense read or refused", f"{seed - first:,}", "", "", "no defect", True)
    )
