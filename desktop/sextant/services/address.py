"""Where the services are, and by which way they are reached."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from sextant.core.errors import AddressUnprotected, AddressUnusable

WAYS = ("http", "https")


def checked(url: str, service: str) -> str:
    """`url`, when key and recording may be sent there.

    Plain HTTP is for this computer only. A name or a password inside an address would
    be sent in place of the key, and addresses are kept in a file.
    Raises: AddressUnusable, AddressUnprotected.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
        host.encode("idna")
        _ = httpx.URL(url).host
    except (ValueError, httpx.InvalidURL):  # names that cannot be names are UnicodeErrors
        raise AddressUnusable(service=service, why="it is not complete.") from None
    if parts.scheme not in WAYS or not host:
        raise AddressUnusable(service=service, why="it does not begin with https://.")
    if parts.username is not None or parts.password is not None:
        raise AddressUnusable(service=service, why="there is a name or a password in it.")
    if parts.query or parts.fragment:
        raise AddressUnusable(service=service, why="there is a ? or a # in it.")
    if parts.scheme == "http" and not is_loopback(host):
        raise AddressUnprotected(service=service)
    return url


def is_loopback(host: str) -> bool:
    """Whether `host` is this computer, whatever a name server may say."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def proxy_for(url: str) -> str | None:
    """The proxy to reach `url` by: the environment's, else the system's; none for loopback."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = parts.hostname or ""
    if is_loopback(host) or proxy_bypass(host):
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
