"""One HTTP client a service, and what the network does wrong, in our words."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from math import isfinite
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx
import truststore

from sextant import __version__
from sextant.core.errors import (
    AnswerUnreadable,
    ConnectionLost,
    NotTheService,
    RequestRefused,
    TimedOut,
    Unreachable,
)

CONNECT_SECONDS = 15.0
WRITE_SECONDS = 120.0
MOST_ERROR_BYTES = 65_536

for chatty in ("httpx", "httpcore", "hpack"):
    # They would log addresses, and with them the words a person wants recognised.
    logging.getLogger(chatty).setLevel(logging.WARNING)


def client(
    url: str, *, read_seconds: float, write_seconds: float = WRITE_SECONDS
) -> httpx.AsyncClient:
    """A client for the service at `url`, to be closed by the caller.

    It trusts what the system trusts, keeps silent connections alive, and uses the
    environment's or the system's proxy, except for this computer itself. A redirect
    is not followed: the services never send one, sign-in pages do.
    `read_seconds` is the longest silence while an answer is awaited, `write_seconds` the
    longest wait for the network to take a piece.
    """
    transport = httpx.AsyncHTTPTransport(
        http2=True,
        verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        proxy=proxy_for(url),
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


def proxy_for(url: str) -> str | None:
    """The proxy to reach `url` by: the environment's, else the system's; none for loopback."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if _is_loopback(host) or proxy_bypass(host):
        return None
    proxies = getproxies()
    found = proxies.get(parts.scheme) or proxies.get("all")
    if not found:
        return None
    return found if "://" in found else f"http://{found}"


def without_password(proxy: str) -> str:
    """A proxy's address as a person may see it."""
    parts = urlsplit(proxy)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


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

    Raises: Unreachable, ConnectionLost, TimedOut, AnswerUnreadable, NotTheService,
    RequestRefused.
    """
    try:
        yield
    except (httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise Unreachable(_kind(error), service=service) from error
    except httpx.TimeoutException as error:
        raise TimedOut(_kind(error), service=service) from error
    except httpx.ConnectError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise NotTheService("the certificate is not the service's", service=service) from error
        raise Unreachable(_kind(error), service=service) from error
    except (httpx.ProxyError, httpx.UnsupportedProtocol) as error:
        raise Unreachable(_kind(error), service=service) from error
    except httpx.TransportError as error:
        raise ConnectionLost(_kind(error), service=service) from error
    except httpx.DecodingError as error:
        raise AnswerUnreadable(_kind(error), service=service) from error
    except httpx.InvalidURL as error:
        raise RequestRefused(_kind(error), service=service, why="its address is wrong.") from error


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


async def read_some(response: httpx.Response, service: str) -> bytes:
    """The body of an error, or as much of it as can be of use."""
    got = b""
    with network_errors(service):
        async for piece in response.aiter_bytes():
            got += piece
            if len(got) >= MOST_ERROR_BYTES:
                break
    return got[:MOST_ERROR_BYTES]
