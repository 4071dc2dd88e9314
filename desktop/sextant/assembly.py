"""Puts the rooms together for both composition roots, the window's and the terminal's."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import msgspec

from sextant.core.errors import BadUsage, PromptUnusable, SextantError
from sextant.core.keys import KeyStore
from sextant.core.model import Prompt
from sextant.core.ports import Analyst, Library, Playback, RecordingFolder, Transcriber
from sextant.core.settings import Settings, Surroundings
from sextant.core.tools import Tools
from sextant.core.view import RecordingView, view_of
from sextant.export import report
from sextant.export.formats import FORMATS, export, format_named
from sextant.export.subject import Sound, Subject, chosen
from sextant.practice.child import practice_services
from sextant.services import address, deepgram, http, openrouter
from sextant.services.ffmpeg import Ffmpeg
from sextant.services.playback import DevicePlayback
from sextant.storage import client_file, moving, settings_file, sources
from sextant.storage.files import disk_errors, replacing, safe_name, write_atomically
from sextant.storage.keys import Keys
from sextant.storage.library import FolderLibrary
from sextant.storage.resources import resource


class SystemClock:
    """The computer's own time."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone()

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def load_settings() -> Settings:
    """The defaults, the client's choice, the person's, the environment's addresses: in this order.

    What the client locked stays as it is. Raises: ClientFileUnusable.
    """
    client = client_file.load()
    return settings_file.with_environment(
        settings_file.load(client=client), settings_file.free(os.environ, client.locked)
    )


def save_settings(settings: Settings) -> None:
    """Keep what a person chose; what the environment named was for this run.

    Raises: ClientFileUnusable, StorageProblem.
    """
    client = client_file.load()
    saved = settings_file.load(client=client)
    chosen = settings_file.without_environment(
        settings, saved, settings_file.free(os.environ, client.locked)
    )
    settings_file.save(chosen, client=client)


def surroundings(settings: Settings) -> Surroundings:
    """What the environment and the client decide, for a person to see.

    Raises: ClientFileUnusable.
    """
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
    prompt = library.prompt(given)
    name = prompt.name
    try:
        taken = library.prompt(name).fingerprint != prompt.fingerprint
    except PromptUnusable:
        taken = False
    if taken:
        name = f"{name}-{prompt.fingerprint[:6]}"
    target = library.path / "prompts" / f"{name}.md"
    if not target.exists():
        write_atomically(target, path.read_bytes())
    return name


def sample_video() -> Path:
    """The bundled meeting that shows what the program does."""
    return resource("sample", "Harbour project weekly.mp4")


def make_playback() -> Playback:
    """The computer's loudspeaker; nothing is opened before something is played."""
    return DevicePlayback(lambda: Ffmpeg().executable)


def saved_view(library: Library, folder: RecordingFolder) -> RecordingView:
    """A recording as it is saved, evidence included. Raises: StorageProblem."""
    return view_of(folder, _prompts(library, folder))


def write_derived(library: Library, folder: RecordingFolder) -> None:
    """Make transcript and report for people anew. Raises: StorageProblem."""
    report.write_derived(folder, _prompts(library, folder))


def _prompts(library: Library, folder: RecordingFolder) -> dict[str, Prompt]:
    """Those of the saved answers; one that is gone leaves its answers readable under its name."""
    prompts: dict[str, Prompt] = {}
    for answer in folder.analyses():
        with suppress(SextantError):
            prompts[answer.key.prompt] = library.prompt(answer.key.prompt)
    return prompts


def export_formats() -> Mapping[str, str]:
    """Titles for a person by the file's ending, the report first."""
    return {name: format_.title for name, format_ in FORMATS.items()}


ExportFile = tuple[Sequence[RecordingFolder], Path]


def export_plan(
    library: Library, names: Sequence[str], format_name: str, output: Path
) -> list[ExportFile]:
    """Which recordings go into which file; all recordings where there are no `names`.

    One goes into `output` itself. Several go into the folder `output`, a file each, or into
    the one file `output` where it has the format's ending and the format can hold them.
    Raises: BadUsage, UnknownRecording.
    """
    folders = [library.open(name) for name in dict.fromkeys(names)] or library.recordings()
    together = format_named(format_name).together
    is_file = not output.is_dir() and output.suffix.lower() == f".{format_name}"
    if len(folders) == 1 and not output.is_dir() and (names or is_file):
        return [(folders, output)]
    if is_file and together and folders:
        return [(folders, output)]
    if is_file or output.is_file():
        raise BadUsage(what=f"“{output.name}” is one file; several exports need a folder.")
    return [([one], output / f"{safe_name(one.name)}.{format_name}") for one in folders]


def write_export(
    library: Library,
    folders: Sequence[RecordingFolder],
    target: Path,
    format_name: str,
    *,
    answers: Sequence[str] = (),
    embed_audio: bool = False,
) -> None:
    """Write one file of `export_plan`, with all answers or those chosen.

    Raises: BadUsage, StorageProblem.
    """
    if embed_audio and format_name != "html":
        raise BadUsage(what=f"Only html can have the audio inside, not {format_name}.")
    subjects = [
        Subject(
            chosen(saved_view(library, folder), answers),
            audio=folder.audio(),
            sound=_sound(folder, target, embed=embed_audio),
        )
        for folder in folders
    ]
    with disk_errors():
        target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as sink:
        export(subjects, format_name, sink)


def _sound(folder: RecordingFolder, target: Path, *, embed: bool) -> Sound:
    if embed and folder.audio() is None:
        raise BadUsage(what=f"“{folder.name}” has no audio to put inside.")
    if embed:
        return Sound.EMBEDDED
    beside = target.parent.resolve() == folder.path.resolve()
    return Sound.BESIDE if beside else Sound.NONE


Services = tuple[Transcriber, Analyst]


@asynccontextmanager
async def open_services(
    settings: Settings, key_of: Callable[[str], str | None]
) -> AsyncGenerator[Services]:
    """Deepgram and OpenRouter at the addresses in force.

    Raises: KeyStoreProblem, AddressUnusable, ProxyUnusable.

    `key_of` may block, as keyrings do.
    """
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


@asynccontextmanager
async def workshop(
    library: Library, settings: Settings, keys: KeyStore, *, practice: bool
) -> AsyncGenerator[Tools]:
    """Everything a run needs, for as long as it runs.

    In practice mode both services are a child process of this one, reached by the
    very path that other base addresses take. Raises: KeyStoreProblem, ToolProblem.
    """
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
        )


def _only(key: str, _service: str) -> str:
    """The practice services' one key for both; it ends with them."""
    return key
