"""``sextant doctor``: what works here, each line with a remedy where it does not."""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable
from tempfile import NamedTemporaryFile
from urllib.request import getproxies

from sextant.assembly import load_settings, make_keys, open_services
from sextant.bridge.preflight import obstacle
from sextant.cli.finding import Finding, tell, trouble
from sextant.cli.output import Lines, told
from sextant.core.errors import KeyMissing, SextantError
from sextant.core.keys import KeyStore
from sextant.core.settings import Settings
from sextant.services.ffmpeg import Ffmpeg
from sextant.storage.keys import backend_name
from sextant.storage.settings_file import default_project, settings_path

ROOM_NEEDED = 1_000_000_000
"""Bytes free below which a long recording may not fit."""

CHOOSE = "Free some room, or choose a project on another disk."


def doctor(arguments: argparse.Namespace, lines: Lines) -> int:
    if arguments.self_test:
        from sextant.cli.self_test import findings as proofs

        whole = True
        for finding in proofs():
            tell(finding, lines)
            whole = whole and finding.works
        return 0 if whole else 1
    settings, keys = load_settings(), make_keys()
    findings = [_ffmpeg(), _keyring(), _display(), _proxy(), _disk(), _settings()]
    findings += asyncio.run(_services(settings, keys))
    for finding in findings:
        tell(finding, lines)
    return 0 if all(finding.works for finding in findings) else 1


def _ffmpeg() -> Finding:
    try:
        executable = Ffmpeg().executable
    except SextantError as error:
        return trouble("ffmpeg", error)
    return Finding("ffmpeg", works=True, says=str(executable))


def _keyring() -> Finding:
    name = backend_name()
    if name:
        return Finding("keyring", works=True, says=name)
    return Finding(
        "keyring",
        works=False,
        says="none on this computer",
        remedy="Install or unlock one (GNOME Keyring, KWallet); else keys last for one run, "
        "or come from DEEPGRAM_API_KEY and OPENROUTER_API_KEY.",
    )


def _display() -> Finding:
    remedy = obstacle(os.environ)
    if remedy is None:
        return Finding("display", works=True, says="a window can be shown")
    return Finding("display", works=False, says="no window can be shown", remedy=remedy)


def _proxy() -> Finding:
    proxies = {name for name in getproxies() if name != "no"}
    says = f"used for {', '.join(sorted(proxies))}" if proxies else "none set"
    return Finding("proxy", works=True, says=says)


def _disk() -> Finding:
    project = default_project()
    place = next(p for p in (project, *project.parents) if p.is_dir())
    free = shutil.disk_usage(place).free
    try:
        with NamedTemporaryFile(dir=place):
            pass
    except OSError:
        return Finding("disk", works=False, says=f"{place} cannot be written to", remedy=CHOOSE)
    if free < ROOM_NEEDED:
        return Finding("disk", works=False, says=f"{free / 1e9:.1f} GB free", remedy=CHOOSE)
    return Finding("disk", works=True, says=f"{free / 1e9:.0f} GB free in {place}")


def _settings() -> Finding:
    path = settings_path()
    return Finding("settings", works=True, says=str(path) if path.exists() else f"none yet, {path}")


async def _services(settings: Settings, keys: KeyStore) -> list[Finding]:
    try:
        async with open_services(settings, keys.get) as (deepgram, openrouter):
            return [
                await _service("Deepgram", settings.deepgram_url, deepgram.check_key),
                await _service("OpenRouter", settings.openrouter_url, openrouter.check_key),
            ]
    except SextantError as error:  # an address or a proxy that cannot be used
        return [trouble("services", error)]


async def _service(name: str, url: str, check: Callable[[], Awaitable[None]]) -> Finding:
    try:
        await check()
    except KeyMissing as error:
        return Finding(name, works=False, says="no key", remedy=told(error)[2])
    except SextantError as error:
        return trouble(name, error)
    return Finding(name, works=True, says=f"the key works at {url}")
