"""Deepgram's pre-recorded speech recognition: ``POST /v1/listen``."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx

from sextant.core.durably import durably
from sextant.core.errors import (
    AnswerUnreadable,
    DamagedFile,
    KeyMissing,
    NotTheService,
    RequestRefused,
    SourceGone,
)
from sextant.core.keys import DOMAINS, wants_key
from sextant.core.settings import TranscriptionSettings
from sextant.services.deepgram_errors import SERVICE, error_of
from sextant.services.http import authorization, get, network_errors, read_some, retry_after
from sextant.services.words import short

CHUNK = 262_144
"""Bytes read from disk and handed to the connection at a time."""

READ_SECONDS = 700.0
"""Deepgram works for ten minutes at most and is silent meanwhile (pre-recorded audio, Limits)."""

MOST_BYTES = 1_000_000_000
"""Of an answer; one of ten hours has some fifty million."""

OK = 200
NOT_FOUND = 404

MEDIA_TYPES = {
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
}


class Deepgram:
    """The port `Transcriber`. `base_url` may be a regional or a self-hosted one.

    Self-hosted servers look at no key, but want the header.
    """

    def __init__(self, client: httpx.AsyncClient, *, base_url: str, key: str | None) -> None:
        self._client = client
        self._base_url = base_url.rstrip("/")
        self._key = key

    async def transcribe(
        self,
        audio: Path,
        sink: Callable[[bytes], None],
        *,
        settings: TranscriptionSettings,
        on_accepted: Callable[[str], None],
        on_progress: Callable[[float], None],
    ) -> None:
        """See the port. The file is opened anew for each attempt and never held in memory."""
        size = await asyncio.to_thread(_size, audio)
        request = self._client.build_request(
            "POST",
            f"{self._base_url}/v1/listen",
            params=query(settings),
            headers={
                **self._authorization(),
                "Content-Type": MEDIA_TYPES.get(audio.suffix, "application/octet-stream"),
                "Content-Length": str(size),
            },
            content=_upload(audio, size, on_progress),
        )
        with network_errors(SERVICE):
            response = await self._client.send(request, stream=True)
        try:
            request_id = short(response.headers.get("dg-request-id"))
            if response.status_code != OK:
                body = await read_some(response, SERVICE)
                raise error_of(
                    response.status_code,
                    body,
                    request_id=request_id,
                    retry_after=retry_after(response),
                )
            await _hand_over(response, sink, partial(on_accepted, request_id))
        finally:
            await response.aclose()

    async def check_key(self) -> None:
        """Ask for the key's own record, which costs nothing. Raises: KeyProblem, ServiceProblem.

        A self-hosted server has no such record and cannot tell.
        """
        response, body = await get(
            self._client,
            f"{self._management_url}/v1/auth/token",
            SERVICE,
            headers=self._authorization(),
        )
        if response.status_code == NOT_FOUND:
            raise RequestRefused("404", service=SERVICE, why="it keeps no record of keys.")
        if response.status_code != OK:
            raise error_of(response.status_code, body, retry_after=retry_after(response))
        if body.lstrip()[:1] == b"<":
            raise NotTheService("HTML", service=SERVICE)

    @property
    def _management_url(self) -> str:
        """Regional hosts only recognise speech; keys are looked after at the main one."""
        own = wants_key("deepgram", self._base_url)
        return f"https://api.{DOMAINS['deepgram']}" if own else self._base_url

    def _authorization(self) -> dict[str, str]:
        if self._key:
            return authorization("Token", self._key, SERVICE)
        if wants_key("deepgram", self._base_url):
            raise KeyMissing(service=SERVICE)
        return {"Authorization": "Token self-hosted"}


def query(settings: TranscriptionSettings) -> httpx.QueryParams:
    """The query of a request; what is not asked for is not named."""
    pairs: list[tuple[str, str | int | float | bool | None]] = [
        ("model", settings.model),
        ("language", settings.language),
        ("smart_format", "true"),
        ("utterances", "true"),
        ("paragraphs", "true"),
        ("diarize_model", "latest"),
    ]
    pairs += [("keyterm", term) for term in settings.key_terms]
    pairs += [("redact", what) for what in settings.redact]
    if settings.mip_opt_out:
        pairs.append(("mip_opt_out", "true"))
    return httpx.QueryParams(pairs)


async def _upload(
    audio: Path, size: int, on_progress: Callable[[float], None]
) -> AsyncGenerator[bytes]:
    sent = 0
    with _reading(audio):
        file = await asyncio.to_thread(audio.open, "rb")
    with file:
        while sent < size:
            with _reading(audio):
                piece = await asyncio.to_thread(file.read, min(CHUNK, size - sent))
            if not piece:
                raise DamagedFile("shorter than it was", name=audio.name)
            yield piece
            sent += len(piece)
            on_progress(sent / size)


@contextmanager
def _reading(audio: Path) -> Generator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise SourceGone(name=audio.name) from error
    except OSError as error:
        raise DamagedFile(type(error).__name__, name=audio.name) from error


async def _hand_over(
    response: httpx.Response, sink: Callable[[bytes], None], on_accepted: Callable[[], None]
) -> None:
    """Every byte of the answer as it comes, once it is sure that it is Deepgram's."""
    begun, size = False, 0
    with network_errors(SERVICE):
        async for piece in response.aiter_bytes():
            if not begun and piece.strip():
                if piece.lstrip()[:1] != b"{":
                    raise NotTheService("no JSON", service=SERVICE)
                begun = True
                on_accepted()
            size += len(piece)
            if size > MOST_BYTES:
                raise AnswerUnreadable("too long", service=SERVICE)
            await durably(sink, piece)


def _size(audio: Path) -> int:
    with _reading(audio):
        return audio.stat().st_size
