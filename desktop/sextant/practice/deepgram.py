"""Deepgram's dialect of speech recognition, as far as this program speaks it.

As strict as the real one: what it would refuse is refused here, with its words.
"""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from datetime import UTC, datetime
from hmac import compare_digest
from pathlib import Path
from typing import Any
from uuid import uuid4

from starlette.datastructures import QueryParams
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sextant.practice.recogniser import Recogniser, Spoken
from sextant.practice.sound import Decoding, Undecodable
from sextant.practice.transcript import answer
from sextant.practice.upload import Upload

_FLAGS = """
detect_entities diarize dictation filler_words intents measurements mip_opt_out multichannel
numerals paragraphs profanity_filter punctuate sentiment smart_format topics utterances
"""
FLAGS = frozenset(_FLAGS.split())
"""Yes or no, and only in lower case."""

_OPTIONS = """
detect_language diarize_model encoding extra keyterm language language_hint model redact replace
search summarize tag utt_split version
"""
OPTIONS = frozenset(_OPTIONS.split())


class Refused(Exception):
    """An answer other than 200: status, and Deepgram's ``err_code`` and ``err_msg``."""

    def __init__(self, status: int, code: str, words: str) -> None:
        super().__init__(status)
        self.status = status
        self.body = {"err_code": code, "err_msg": words}

    def response(self, request_id: str) -> Response:
        headers = {"dg-request-id": request_id, "dg-error": self.body["err_msg"]}
        body = {**self.body, "request_id": request_id}
        return JSONResponse(body, self.status, headers=headers)


def routes(key: str, ffmpeg: Path) -> list[Route]:
    """What is served below ``/v1``. Everything wants `key`."""
    service = _Service(key, ffmpeg)
    return [
        Route("/listen", service.listen, methods=["POST"]),
        Route("/auth/token", service.token, methods=["GET"]),
    ]


class _Service:
    def __init__(self, key: str, ffmpeg: Path) -> None:
        self._authorization = f"Token {key}".encode()
        self._ffmpeg = ffmpeg
        self._recogniser: Recogniser | None = None

    async def token(self, request: Request) -> Response:
        try:
            self._admit(request)
        except Refused as refused:
            return refused.response(str(uuid4()))
        return JSONResponse({"scopes": ["practice"]})

    async def listen(self, request: Request) -> Response:
        request_id = str(uuid4())
        try:
            self._admit(request)
            _check(request)
            body = await self._transcribe(request, request_id)
        except Undecodable:
            words = "Bad Request: failed to process audio: corrupt or unsupported data"
            return Refused(400, "Bad Request", words).response(request_id)
        except Refused as refused:
            return refused.response(request_id)
        except ClientDisconnect:
            return Response()  # nobody hears it
        return JSONResponse(body, headers={"dg-request-id": request_id})

    def _admit(self, request: Request) -> None:
        given = request.headers.get("authorization", "").encode()
        if not compare_digest(given, self._authorization):
            raise Refused(401, "INVALID_AUTH", "Invalid credentials.")

    async def _transcribe(self, request: Request, request_id: str) -> dict[str, Any]:
        upload = Upload(request)
        decoding = Decoding(self._ffmpeg, await upload.demuxer())
        spoken: list[Spoken] = []
        async with aclosing(decoding.phrases(upload.pieces())) as phrases:
            async for phrase in phrases:
                self._recogniser = self._recogniser or Recogniser()
                spoken.append(self._recogniser.hear(phrase))
                await asyncio.sleep(0)  # others are served between phrases
                if await upload.abandoned():
                    raise ClientDisconnect
        metadata = {
            "request_id": request_id,
            "sha256": upload.sha256,
            "created": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "duration": decoding.seconds,
        }
        return answer(spoken, metadata, dict(request.query_params))


def _check(request: Request) -> None:
    """Raises: Refused, for what Deepgram would refuse before it listens."""
    if "content-length" not in request.headers:
        raise Refused(411, "LENGTH_REQUIRED", "Length Required")
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind == "application/json" or kind.startswith("multipart/"):
        words = "Content-type was application/json, but we could not process the JSON payload."
        raise Refused(400, "Bad Request", words)
    _check_query(request.query_params)


def _check_query(query: QueryParams) -> None:
    for name, value in query.multi_items():
        if name not in FLAGS | OPTIONS or (name in FLAGS and value not in {"true", "false"}):
            raise Refused(400, "Bad Request", "Invalid query string.")
    language = query.get("language", "en")
    if language != "multi" and language.partition("-")[0] != "en":
        words = "Bad Request: No such model/language/tier combination found."
        raise Refused(400, "Bad Request", words)
