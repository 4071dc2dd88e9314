"""Deepgram's side: the answers of ``POST /v1/listen``, good ones and all the others.

Error bodies are recorded or documented ones; where none is known (413, 504) they are
what a gateway would send.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fakes.server import Exchange, Reply

REQUEST_ID = "2479c8c8-8185-40ac-9ac6-f0874419f793"

SPOKEN = (
    (0, "We ship the harbour report on Friday at noon.", 0.5),
    (1, "I doubt that, the numbers are not in yet.", 6.0),
    (0, "Then we ship on Monday and tell the client today.", 12.0),
)


def transcript(**changes: Any) -> dict[str, Any]:
    """An answer with all that the contract shows, and with fields it does not know.

    `changes` replace parts of the one alternative.
    """
    words = [
        {
            "word": word.strip(".,").lower(),
            "start": start + index / 3,
            "end": start + index / 3 + 0.3,
            "confidence": 0.99,
            "punctuated_word": word,
            "speaker": speaker,
            "speaker_confidence": 0.58,
            "language": "en",
        }
        for speaker, text, start in SPOKEN
        for index, word in enumerate(text.split())
    ]
    alternative: dict[str, Any] = {
        "transcript": " ".join(text for _, text, _ in SPOKEN),
        "confidence": 0.999,
        "words": words,
        "paragraphs": {"transcript": "\nSpeaker 0: …", "paragraphs": []},
        "languages": ["en"],
        "languages_hinted": [],
        "field_of_next_year": {"deep": [1]},
    }
    return {
        "metadata": {
            "transaction_key": "deprecated",
            "request_id": REQUEST_ID,
            "sha256": "0" * 64,
            "created": "2026-11-23T15:00:00.000Z",
            "duration": 20.0,
            "channels": 1,
            "models": ["30089e05-99d1-4376-b32e-c263170674af"],
            "model_info": {"30089e05": {"name": "general-nova-3", "arch": "nova-3"}},
            "diarize_info": {"model_uuid": "…", "arch": "v2"},
        },
        "results": {"channels": [{"alternatives": [{**alternative, **changes}]}], "utterances": []},
    }


def transcribes(answer: Any = None) -> Reply:
    """Take the whole upload and answer as JSON, in pieces."""

    async def reply(exchange: Exchange) -> None:
        await exchange.read()
        found = transcript() if answer is None else answer
        if isinstance(found, dict) and "metadata" in found:
            found = {**found, "metadata": {**found["metadata"], "sha256": exchange.sha256}}
        data = found if isinstance(found, bytes) else json.dumps(found).encode()
        await exchange.head(
            200, Content_Type="application/json", Transfer_Encoding="chunked", **_named()
        )
        for start in range(0, len(data), 700):
            await exchange.chunk(data[start : start + 700])
        await exchange.chunk(b"")

    return reply


def refuses(
    status: int,
    code: str,
    message: str,
    headers: Mapping[str, str] | None = None,
    *,
    code_field: str = "err_code",
) -> Reply:
    """Take the upload and answer with an error in the older of its two shapes."""
    body = {code_field: code, "err_msg": message, "request_id": REQUEST_ID}
    return says(status, body, {"dg-error": message, **(headers or {})})


def says(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Reply:
    """Take the upload and answer with this."""

    async def reply(exchange: Exchange) -> None:
        await exchange.read()
        await exchange.answer(status, body, {**_named(), **(headers or {})})

    return reply


BAD_KEY = refuses(401, "INVALID_AUTH", "Invalid credentials.")
SCOPE_TOO_SMALL = refuses(
    401, "INSUFFICIENT_PERMISSIONS", "User does not have sufficient permissions."
)
MODEL_FORBIDDEN = refuses(
    403, "INSUFFICIENT_PERMISSIONS", "Project does not have access to the requested model."
)
NO_CREDIT = refuses(
    402,
    "ASR_PAYMENT_REQUIRED",
    "Project does not have enough credits for an ASR request and does not have an overage "
    "agreement.",
)
BAD_AUDIO = refuses(
    400, "Bad Request", "Bad Request: failed to process audio: corrupt or unsupported data"
)
BAD_QUERY = refuses(400, "Bad Request", "Invalid query string.")
NO_SUCH_LANGUAGE = refuses(
    400, "Bad Request", "Bad Request: No such model/language/tier combination found."
)
TOO_MANY_KEYTERMS = says(
    400,
    b"Keyterm limit exceeded. The maximum number of tokens across all keyterms is 500.",
    {"Content-Type": "text/plain"},
)
MODERN_ERROR = says(
    400,
    {
        "category": "INVALID_JSON",
        "message": "Invalid JSON submitted.",
        "details": "Json deserialize error: missing field `url` at line 1 column 2",
        "request_id": REQUEST_ID,
    },
)
GATEWAY_TIMEOUT = says(504, "<html><body>504 Gateway Time-out</body></html>")
UNAVAILABLE = refuses(503, "Service Unavailable", "Please try again later", code_field="error_code")
UNAVAILABLE_WITHOUT_A_WORD = says(503, b"")


def busy(**headers: str) -> Reply:
    """Too many requests at once; hyphens in header names are underscores here."""
    return refuses(
        429,
        "TOO_MANY_REQUESTS",
        "Too many requests. Please try again later",
        {name.replace("_", "-"): value for name, value in headers.items()},
    )


def impatient(after: int) -> Reply:
    """408 while the client still sends, then the connection is closed."""

    async def reply(exchange: Exchange) -> None:
        await exchange.read(after)
        body = {
            "err_code": "SLOW_UPLOAD",
            "err_msg": "Request upload timeout.",
            "request_id": REQUEST_ID,
        }
        await exchange.answer(408, body, {"Connection": "close", **_named()})

    return reply


async def too_large(exchange: Exchange) -> None:
    """413 on the announced length alone, then the connection is closed."""
    body = {
        "err_code": "PAYLOAD_TOO_LARGE",
        "err_msg": "Payload size exceeds limit of 2 GB.",
        "request_id": REQUEST_ID,
    }
    await exchange.answer(413, body, {"Connection": "close", **_named()})


def resets_after(sent: int) -> Reply:
    """A TCP reset once so many bytes have come."""

    async def reply(exchange: Exchange) -> None:
        await exchange.read(sent)
        exchange.reset()

    return reply


async def hangs_up_unanswered(exchange: Exchange) -> None:
    """The whole upload is taken, and then the connection ends without a word."""
    await exchange.read()
    exchange.hang_up()


async def never_answers(exchange: Exchange) -> None:
    """The whole upload is taken, and then nothing comes."""
    await exchange.read()
    await exchange.silence()


async def never_reads(exchange: Exchange) -> None:
    """The upload's first bytes are taken, and no more."""
    await exchange.read(1)
    await exchange.held()


async def breaks_off(exchange: Exchange) -> None:
    """200 with a length, half of the body, and the connection is closed."""
    await exchange.read()
    data = json.dumps(transcript()).encode()
    named = {"Content-Type": "application/json", "Content-Length": str(len(data)), **_named()}
    await exchange.head(200, named)
    await exchange.send(data[: len(data) // 2])
    exchange.hang_up()


def _named() -> dict[str, str]:
    return {"dg-request-id": REQUEST_ID}
