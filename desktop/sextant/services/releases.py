"""Asks which version of this program was announced last, and tells nothing in doing so."""

from __future__ import annotations

from urllib.parse import urlsplit

import msgspec

from sextant.core.errors import AnswerUnreadable
from sextant.core.releases import Release, numbers
from sextant.services import http
from sextant.services.address import checked

HEADERS = {"User-Agent": "Sextant", "Accept": "application/json"}
"""In place of the client's own: whoever is asked need not know which version asks."""


class _Latest(msgspec.Struct):
    """As GitHub's, Forgejo's and Gitea's ``releases/latest`` tell it."""

    tag_name: str
    html_url: str


async def latest(url: str) -> Release:
    """What is announced at `url`. Raises: ServiceProblem."""
    host = urlsplit(checked(url, "updates_url")).hostname or ""
    async with http.client(url, host, read_seconds=http.GET_SECONDS) as client:
        response, body = await http.get(client, url, host, headers=HEADERS)
    try:
        found = msgspec.json.decode(body, type=_Latest)
        page = urlsplit(found.html_url)
    except (ValueError, msgspec.DecodeError, RecursionError) as error:
        raise AnswerUnreadable(type(error).__name__, service=host) from error
    if response.status_code != 200 or not numbers(found.tag_name):
        raise AnswerUnreadable(str(response.status_code), service=host)
    if page.scheme != "https" or not page.hostname or not found.html_url.isprintable():
        raise AnswerUnreadable("a page that is not protected", service=host)
    return Release(found.tag_name.strip().removeprefix("v"), found.html_url)
