"""Puts the rooms together for both composition roots, the window's and the terminal's.

Services and exports take ten times as long to import as all the rest, and what only reads
a project needs neither: they come where they are used.
"""

from __future__ import annotations

import os
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from sextant import exporting
from sextant.core.errors import PromptUnusable
from sextant.core.keys import KeyStore
from sextant.core.ports import Analyst, Clock, Library, Playback, RecordingFolder, Transcriber
from sextant.core.prompt_shelf import PromptShelf
from sextant.core.purse import Purse
from sextant.core.releases import Release
from sextant.core.settings import Settings, Surroundings
from sextant.core.tools import Tools
from sextant.storage import client_file, moving, settings_file, settings_in_force, sources
from sextant.storage.files import refuse_links, write_atomically
from sextant.storage.keys import Keys
from sextant.storage.layout import PROMPTS
from sextant.storage.library import FolderLibrary
from sextant.storage.prompt_files import prompt_in
from sextant.storage.prompt_shelf import FolderPromptShelf
from sextant.storage.purse import FolderPurse
from sextant.storage.resources import resource

saved_view = exporting.saved_view
export_formats = exporting.export_formats
export_plan = exporting.export_plan
write_export = exporting.write_export
load_settings = settings_in_force.load
save_settings = settings_in_force.save


class SystemClock:
    """The computer's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone()

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        import asyncio  # as large as all that only reads a project, which needs it not

        await asyncio.sleep(seconds)


def surroundings(settings: Settings) -> Surroundings:
    """What the environment and the client decide, for a person to see.

    Raises: ClientFileUnusable.
    """
    from sextant.services import address

    client = client_file.load()
    return Surroundings(
        variables=settings_file.named_in(settings_file.free(os.environ, client.locked)),
        proxies={
            name: address.without_password(proxy)
            for name, url in (
                ("deepgram", settings.deepgram_url),
                ("openrouter", settings.openrouter_url),
            )
            if (proxy := address.proxy_for(url))
        },
        certificates=os.environ.get("SSL_CERT_FILE", ""),
        study=client.name,
        study_icon=str(client.icon or ""),
        locked=client.locked,
    )


def make_keys() -> KeyStore:
    """The keys; called once, for those in the environment are taken out of it."""
    return Keys.taking(os.environ)


def make_clock() -> Clock:
    """The computer's own."""
    return SystemClock()


def make_prompt_shelf(library: Library) -> PromptShelf:
    """The prompts of a project, to be edited. Opens nothing yet."""
    return FolderPromptShelf(library.path / PROMPTS)


def make_purse() -> Purse:
    """What is spent on this computer in a month. Opens nothing yet."""
    return FolderPurse(settings_file.spending_folder())


def open_library(path: Path, *, create: bool) -> Library:
    """The project in `path`. Raises: NotAProject, StorageProblem."""
    if create:
        return FolderLibrary.load_or_create(path, created=SystemClock().now())
    return FolderLibrary.load(path)


def move_project(path: Path, into: Path) -> tuple[Path, bool]:
    """See `sextant.storage.moving`. Raises: StorageProblem."""
    return moving.move_project(path, into)


def adopt_prompt(library: Library, given: str) -> str:
    """The name of a prompt of the project; a file is copied into it first.

    An answer must be understood years later, when the file may be gone. A file of
    the name of another prompt gets a name of its own. Raises: PromptUnusable,
    StorageProblem.
    """
    path = Path(given)
    if not path.is_file():
        return library.prompt(given).name
    prompt = prompt_in(path)
    name = prompt.name
    try:
        taken = library.prompt(name).fingerprint != prompt.fingerprint
    except PromptUnusable:
        taken = False
    if taken:
        name = f"{name}-{prompt.fingerprint[:6]}"
    refuse_links(library.path / "prompts")
    target = library.path / "prompts" / f"{name}.md"
    if not target.exists():
        write_atomically(target, path.read_bytes())
    return name


def sample_video() -> Path:
    """The bundled meeting that shows what the program does."""
    return resource("sample", "Harbour project weekly.mp4")


def make_playback() -> Playback:
    """The computer's loudspeaker; nothing is opened before something is played."""
    from sextant.services.playback import DevicePlayback

    return DevicePlayback(_ffmpeg_executable)


def _ffmpeg_executable() -> Path:
    """Raises: FfmpegMissing."""
    from sextant.services.ffmpeg import Ffmpeg

    return Ffmpeg().executable


def write_derived(library: Library, folder: RecordingFolder) -> None:
    """Make transcript and report for people anew. Raises: StorageProblem."""
    from sextant.export import report

    report.write_derived(folder, exporting.prompts_of(library, folder))


Services = tuple[Transcriber, Analyst]


@asynccontextmanager
async def open_services(
    settings: Settings, key_of: Callable[[str], str | None]
) -> AsyncGenerator[Services]:
    """Deepgram and OpenRouter at the addresses in force.

    Raises: KeyStoreProblem, AddressUnusable, ProxyUnusable.

    `key_of` may block, as keyrings do.
    """
    import asyncio

    from sextant.services import deepgram, http, openrouter

    deepgram_key = await asyncio.to_thread(key_of, "deepgram")
    openrouter_key = await asyncio.to_thread(key_of, "openrouter")
    async with (
        http.client(
            settings.deepgram_url, "Deepgram", read_seconds=deepgram.READ_SECONDS
        ) as to_deepgram,
        http.client(
            settings.openrouter_url, "OpenRouter", read_seconds=openrouter.READ_SECONDS
        ) as to_openrouter,
    ):
        yield (
            deepgram.Deepgram(to_deepgram, base_url=settings.deepgram_url, key=deepgram_key),
            openrouter.OpenRouter(
                to_openrouter, base_url=settings.openrouter_url, key=openrouter_key
            ),
        )


async def latest_release(url: str) -> Release:
    """See `sextant.services.releases`. Raises: ServiceProblem."""
    from sextant.services import releases

    return await releases.latest(url)


@asynccontextmanager
async def workshop(
    library: Library, settings: Settings, keys: KeyStore, *, practice: bool
) -> AsyncGenerator[Tools]:
    """Everything a run needs, for as long as it runs.

    In practice mode both services are a child process of this one, reached by the
    very path that other base addresses take. Raises: KeyStoreProblem, ToolProblem.
    """
    from sextant.export import report
    from sextant.practice.child import practice_services
    from sextant.services.ffmpeg import Ffmpeg

    ffmpeg, key_of = Ffmpeg(), keys.get
    async with AsyncExitStack() as stack:
        if practice:
            child = await stack.enter_async_context(practice_services(ffmpeg.executable))
            settings = msgspec.structs.replace(
                settings, deepgram_url=child.deepgram_url, openrouter_url=child.openrouter_url
            )
            key_of = partial(_only, child.key)
        transcriber, analyst = await stack.enter_async_context(open_services(settings, key_of))
        yield Tools(
            extractor=ffmpeg,
            transcriber=transcriber,
            analyst=analyst,
            library=library,
            clock=SystemClock(),
            report=report.write_derived,
            expand=sources.expand,
            identify=sources.identify,
            practice=practice,
            purse=make_purse(),
        )


def _only(key: str, _service: str) -> str:
    """The practice services' one key for both; it ends with them."""
    return key
