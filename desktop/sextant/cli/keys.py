"""``sextant keys``: set, check or remove. A key is typed or piped, never an argument."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import sys

from sextant.assembly import load_settings, make_keys, open_services
from sextant.cli.output import Lines
from sextant.core.errors import BadUsage, KeyMissing, KeyRefused, KeyStoreProblem, SextantError
from sextant.core.keys import KeyPlace, KeyStore, is_key, tidied

LONGEST_LINE = 10_000
"""Bytes that are read of what is piped in."""

NAMES = {"deepgram": "Deepgram", "openrouter": "OpenRouter"}


def keys(arguments: argparse.Namespace, lines: Lines) -> int:
    store = make_keys()
    service: str = arguments.service
    match arguments.action:
        case "set":
            return _set(store, service, lines)
        case "remove":
            store.remove(service)
            _tell(
                service, "removed", f"The key for {NAMES[service]} is gone from the keyring.", lines
            )
            return 0
        case _:
            return _check(store, service, lines)


def _set(store: KeyStore, service: str, lines: Lines) -> int:
    key = _typed(service)
    if not key:
        raise BadUsage(what="No key was given.")
    if not is_key(key):  # and it is not repeated: it may hold one
        raise BadUsage(what="This is no key: a key is one word of letters, digits and signs.")
    place = store.put(service, key)
    if place.kind != "keyring":
        # Memory ends with this command, so for the terminal this is no success.
        raise KeyStoreProblem(detail=place.detail)
    _tell(service, "saved", f"The key for {NAMES[service]} is kept in {place.detail}.", lines)
    return 0


def _typed(service: str) -> str:
    if sys.stdin.isatty():
        return tidied(getpass.getpass(f"Key for {NAMES[service]} (not shown): "))
    return tidied(sys.stdin.buffer.readline(LONGEST_LINE).decode(errors="replace"))


def _check(store: KeyStore, service: str, lines: Lines) -> int:
    place = store.place(service)
    if place.kind == "nowhere":
        raise KeyMissing(service=NAMES[service])
    try:
        asyncio.run(_ask(store, service))
    except KeyRefused:
        raise
    except SextantError as error:
        words = f"The key for {NAMES[service]} could not be checked. {error}"
        _tell(service, "unknown", words, lines, place)
        return 1
    _tell(service, "works", f"The key for {NAMES[service]} works ({_where(place)}).", lines, place)
    return 0


async def _ask(store: KeyStore, service: str) -> None:
    async with open_services(load_settings(), store.get) as (deepgram, openrouter):
        await (deepgram if service == "deepgram" else openrouter).check_key()


def _where(place: KeyPlace) -> str:
    kinds = {"environment": "from the environment", "keyring": "in the keyring"}
    return f"{kinds.get(place.kind, 'for this run only')}: {place.detail}"


def _tell(
    service: str, state: str, words: str, lines: Lines, place: KeyPlace | None = None
) -> None:
    lines.row(
        words,
        {
            "event": "key",
            "service": service,
            "state": state,
            "place": place.kind if place else None,
        },
    )
