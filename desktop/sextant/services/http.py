"""One HTTP client a service, and what the network does wrong, in our words."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import socket
import ssl
from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from urllib.parse import urlsplit

import httpx
import truststore

from sextant import __version__
from sextant.core.errors import (
    AddressUnusable,
    AnswerUnreadable,
    CertificateRefused,
    ConnectionLost,
    KeyRefused,
    ProxyUnusable,
    ProxyWantsPassword,
    ServiceProblem,
    TimedOut,
    Unreachable,
)
from sextant.services.address import WAYS, checked, proxy_for

CONNECT_SECONDS = 15.0
WRITE_SECONDS = 120.0
GET_SECONDS = 30.0
"""The longest silence before a key is confirmed, a list begins or a cost is named."""

DRIP_SECONDS = 20.0
"""For the body of an error; its status says the most, and it is not waited for longer."""

MOST_ERROR_BYTES = 65_536

MOST_BYTES = 16_000_000
"""Of an answer in one piece: the list of models has one million, the longest answer less."""

log = logging.getLogger(__name__)


def client(
    url: str, service: str, *, read_seconds: float, write_seconds: float = WRITE_SECONDS
) -> httpx.AsyncClient:
    """A client for the `service` at `url`, to be closed by the caller.

    It trusts what the system trusts, keeps silent connections alive, and uses the
    environment's or the system's proxy, except for this computer itself. A redirect
    is not followed: the services never send one, sign-in pages do. Each request has
    a connection of its own, so that one that breaks takes no other with it
    (docs/decisions.md).
    `read_seconds` is the longest silence while an answer is awaited, `write_seconds` the
    longest wait for the network to take a piece.
    Raises: AddressUnusable, AddressUnprotected, ProxyUnusable.
    """
    checked(url, service)
    _quieten()
    roots = trusted()
    transport = httpx.AsyncHTTPTransport(
        http2=False,
        verify=roots,
        proxy=_proxy(url, service, roots),
        limits=httpx.Limits(max_connections=32, max_keepalive_connections=16),
        socket_options=_keepalive(),
    )
    return httpx.AsyncClient(
        transport=transport,
        timeout=httpx.Timeout(
            connect=CONNECT_SECONDS, write=write_seconds, read=read_seconds, pool=CONNECT_SECONDS
        ),
        headers={"User-Agent": f"Sextant/{__version__}"},
        follow_redirects=False,
    )


def _quieten() -> None:
    """The libraries would log addresses, and with them words that a person wants recognised."""
    for chatty in ("httpx", "httpcore"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def trusted() -> ssl.SSLContext:
    """The system's store, and on every system the file that ``SSL_CERT_FILE`` names."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    own = os.environ.get("SSL_CERT_FILE")
    if own:
        try:
            context.load_verify_locations(own)
        except OSError as error:  # ssl.SSLError, too
            log.warning("SSL_CERT_FILE cannot be used: %s", type(error).__name__)
    return context


def _proxy(url: str, service: str, roots: ssl.SSLContext) -> httpx.Proxy | None:
    address = proxy_for(url)
    if address is None:
        return None
    try:
        scheme = urlsplit(address).scheme
        if scheme not in WAYS:
            raise ProxyUnusable(scheme, service=service)
        return httpx.Proxy(address, ssl_context=roots if scheme == "https" else None)
    except (ValueError, httpx.InvalidURL) as error:
        raise ProxyUnusable(type(error).__name__, service=service) from None


def _keepalive() -> list[tuple[int, int, int]]:
    """Deepgram is silent while it works; routers forget connections that are.

    The same figures as in Deepgram's own Python SDK: idle 60 s, interval 30 s, 5 probes.
    """
    options = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    for name, value in (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 30), ("TCP_KEEPCNT", 5)):
        if hasattr(socket, name):
            options.append((socket.IPPROTO_TCP, getattr(socket, name), value))
    return options


@contextmanager
def network_errors(service: str) -> Generator[None]:
    """Turn what httpx raises into our errors.

    Raises: Unreachable, ConnectionLost, TimedOut, AnswerUnreadable, CertificateRefused,
    ProxyWantsPassword, AddressUnusable.
    """
    try:
        yield
    except (httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise Unreachable(_kind(error), service=service) from error
    except httpx.TimeoutException as error:
        raise TimedOut(_kind(error), service=service) from error
    except httpx.ConnectError as error:
        if (why := _certificate_problem(str(error))) is not None:
            raise CertificateRefused(_kind(error), service=service, why=why) from error
        raise Unreachable(_kind(error), service=service) from error
    except httpx.ProxyError as error:
        kind = ProxyWantsPassword if str(error).startswith("407") else Unreachable
        raise kind(_kind(error), service=service) from error
    except httpx.TransportError as error:
        raise ConnectionLost(_kind(error), service=service) from error
    except httpx.DecodingError as error:
        raise AnswerUnreadable(_kind(error), service=service) from error
    except httpx.InvalidURL as error:
        raise AddressUnusable(_kind(error), service=service, why="it is not complete.") from error


def _certificate_problem(words: str) -> str | None:
    """Why a certificate was not accepted, from the words of OpenSSL or of the system's verifier."""
    said = words.lower()
    if "certificate" not in said:
        return None
    why = "its certificate was issued by somebody whom this computer does not know."
    if "expired" in said:
        why = "its certificate has expired."
    elif "not yet valid" in said:
        why = "its certificate is not valid yet."
    elif "mismatch" in said or "not valid for" in said:
        why = "its certificate belongs to another address."
    return why


def _kind(error: Exception) -> str:
    """The name alone: messages may hold addresses, and addresses what a person typed."""
    return type(error).__name__


def retry_after(response: httpx.Response) -> float | None:
    """Seconds the service asks to wait: a number, an HTTP date, or a time its limit is lifted."""
    value = response.headers.get("retry-after", "").strip()
    with suppress(ValueError):
        seconds = float(value)
        return max(seconds, 0.0) if isfinite(seconds) else None
    try:
        now = parsedate_to_datetime(response.headers["date"])
        then = parsedate_to_datetime(value) if value else _limit_lifted(response)
        return max((then - now).total_seconds(), 0.0)
    except (KeyError, ValueError, TypeError, OverflowError):
        return None


def _limit_lifted(response: httpx.Response) -> datetime:
    """OpenRouter's ``X-RateLimit-Reset``, in milliseconds. Raises: KeyError, ValueError."""
    return datetime.fromtimestamp(int(response.headers["x-ratelimit-reset"]) / 1000, UTC)


def authorization(scheme: str, key: str, service: str) -> dict[str, str]:
    """The header that carries a key. Raises: KeyRefused for what cannot be one.

    A key with a space, a line break or a typographic dash was not copied as it is.
    """
    if not re.fullmatch(r"[!-~]+", key):
        raise KeyRefused("characters that no key has", service=service)
    return {"Authorization": f"{scheme} {key}"}


async def get(
    client: httpx.AsyncClient,
    url: str,
    service: str,
    *,
    headers: Mapping[str, str],
    params: Mapping[str, str] | None = None,
) -> tuple[httpx.Response, bytes]:
    """An answer to a short question, and its whole body. Raises: ServiceProblem."""
    seconds = min(client.timeout.read or GET_SECONDS, GET_SECONDS)
    with network_errors(service):
        request = client.build_request("GET", url, headers=headers, params=params, timeout=seconds)
        response = await client.send(request, stream=True)
    try:
        return response, await read_whole(response, service)
    finally:
        await response.aclose()


async def read_whole(response: httpx.Response, service: str) -> bytes:
    """The body of an answer. Raises: AnswerUnreadable when it does not come to an end."""
    pieces: list[bytes] = []
    size = 0
    with network_errors(service):
        async for piece in response.aiter_bytes():
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                raise AnswerUnreadable("too long", service=service)
    return b"".join(pieces)


async def read_some(response: httpx.Response, service: str) -> bytes:
    """The body of an error, or as much of it as can be of use."""
    got = b""
    with suppress(TimeoutError, ServiceProblem), network_errors(service):
        async with asyncio.timeout(DRIP_SECONDS):
            async for piece in response.aiter_bytes():
                got += piece
                if len(got) >= MOST_ERROR_BYTES:
                    break
    return got[:MOST_ERROR_BYTES]
