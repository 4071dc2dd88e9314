"""An answer as it comes over the network, whatever form the server chose."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator

import httpx

from sextant.core.errors import AnswerUnreadable, ConnectionLost, NotTheService, TimedOut
from sextant.core.pieces import Finished, Piece
from sextant.services.http import network_errors, read_whole
from sextant.services.openrouter_errors import SERVICE
from sextant.services.openrouter_stream import DONE, Reading
from sextant.services.sse import Decoder, LineTooLong

MOST_STREAMED = 256_000_000
"""Bytes; the longest output of any model, a few hundred bytes of frame around each token."""


async def read_answer(
    response: httpx.Response, reading: Reading, silence_seconds: float
) -> AsyncGenerator[Piece]:
    """The pieces of an answer with status 200; the last is `Finished`.

    Without an event for `silence_seconds` it is over; comments do not count.
    Raises: KeyProblem, ServiceProblem.
    """
    if "text/event-stream" not in response.headers.get("content-type", ""):
        for piece in reading.take(await _body(response)):
            yield piece
    else:
        async for event in _events(response, reading, silence_seconds):
            for piece in reading.take(event):
                yield piece
    yield _end(reading)


async def _events(
    response: httpx.Response, reading: Reading, silence_seconds: float
) -> AsyncGenerator[str]:
    decoder = Decoder()
    pieces = response.aiter_bytes()
    now = asyncio.get_running_loop().time
    deadline = now() + silence_seconds
    size = 0
    while (piece := await _next(pieces, reading, deadline)) is not None:
        size += len(piece)
        if size > MOST_STREAMED:
            raise AnswerUnreadable("too long", service=SERVICE)
        try:
            for event in decoder.feed(piece):
                if event == DONE:
                    return
                deadline = now() + silence_seconds
                yield event
        except LineTooLong as error:
            raise AnswerUnreadable("a line without an end", service=SERVICE) from error


async def _next(pieces: AsyncIterator[bytes], reading: Reading, deadline: float) -> bytes | None:
    """The next bytes; ``None`` at the end, however it came about once all was said."""
    try:
        with network_errors(SERVICE):
            async with asyncio.timeout_at(deadline):
                return await anext(pieces, None)
    except TimeoutError as error:
        raise TimedOut("no event in time", service=SERVICE) from error
    except (ConnectionLost, TimedOut):
        if reading.finished() is None:
            raise
        return None  # cut after the end: nothing is lost


async def _body(response: httpx.Response) -> bytes:
    """An answer in one piece, as servers send that do not stream."""
    body = await read_whole(response, SERVICE)
    if body.lstrip()[:1] != b"{":
        raise NotTheService("no JSON", service=SERVICE)
    return body


def _end(reading: Reading) -> Finished:
    finished = reading.finished()
    if finished is not None:
        return finished
    kind = AnswerUnreadable if reading.begun else ConnectionLost
    raise kind("ended without a finish reason", service=SERVICE)
