"""What a person may choose. Every default is the safe or the plain one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, TypeVar

import msgspec

from sextant.core.model import Project

T = TypeVar("T", bound=msgspec.Struct)

DEEPGRAM_URL = "https://api.deepgram.com"
OPENROUTER_URL = "https://openrouter.ai/api/v1"

UPDATES_URL = ""
"""Where new versions are announced, in the shape of GitHub's ``releases/latest``. Nowhere yet:
an address that is not ours could be anybody's. Who distributes the program names theirs."""

DEFAULT_MODELS = (
    "~anthropic/claude-sonnet-latest",
    "~openai/gpt-sol-latest",
    "~google/gemini-flash-latest",
)
"""Aliases, so that the newest of each family answers; resolved through the live list."""

PRACTICE_MODELS = ("practice/lead", "practice/frequency", "practice/graph")
"""Three ways of choosing sentences on this computer; no AI, and they say so."""

PRACTICE_TAG = "practice"
"""In ``metadata.tags`` of an answer that the practice service made, in Deepgram's shape."""

DEFAULT_PROMPTS = ("brief", "critical")


class TranscriptionSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What Deepgram is asked to do.

    `usd_per_minute` is the range of list prices seen for the model with speaker
    recognition; Deepgram's answer names no price, so costs stay estimates.
    """

    model: str = "nova-3"
    language: str = "multi"
    key_terms: tuple[str, ...] = ()
    redact: tuple[str, ...] = ()
    mip_opt_out: bool = False
    usd_per_minute: tuple[Decimal, Decimal] = (Decimal("0.0063"), Decimal("0.0112"))


class AnalysisSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What the models are asked, and where the transcript may be sent.

    `data_collection` ``deny`` leaves out providers that keep or train on input
    (this excludes every free model); `zdr` leaves only those with a promise of
    zero data retention. `stagger` sends a model's second prompt once its first
    answer begins, so that the provider's cache of the transcript is used.
    """

    models: tuple[str, ...] = DEFAULT_MODELS
    prompts: tuple[str, ...] = DEFAULT_PROMPTS
    max_output_tokens: int = 16_000
    data_collection: Literal["allow", "deny"] = "allow"
    zdr: bool = False
    stagger: bool = True


class Appearance(msgspec.Struct, frozen=True, kw_only=True):
    """How the window looks. `text_size` is in percent of the system's own."""

    scheme: Literal["system", "light", "dark"] = "system"
    text_size: int = 100
    library_order: Literal["newest", "oldest", "name", "longest"] = "newest"


class Grid(msgspec.Struct, frozen=True):
    """Names of the prompts and ids of the models: what is asked of a transcript."""

    prompts: tuple[str, ...]
    models: tuple[str, ...]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a person chose, as saved in the settings file.

    Money in US dollars: below `ask_above_usd` a run simply starts; past
    `run_limit_usd` and `month_limit_usd` nothing more is sent, ``None`` is no limit.
    """

    transcription: TranscriptionSettings = TranscriptionSettings()
    analysis: AnalysisSettings = AnalysisSettings()
    appearance: Appearance = Appearance()
    deepgram_url: str = DEEPGRAM_URL
    openrouter_url: str = OPENROUTER_URL
    ask_above_usd: Decimal = Decimal(1)
    run_limit_usd: Decimal | None = None
    month_limit_usd: Decimal | None = None
    project: str = ""
    recent_projects: tuple[str, ...] = ()
    look_for_updates: bool = False
    updates_url: str = UPDATES_URL

    def grid(self, project: Project, *, practice: bool) -> Grid:
        """What a new recording of `project` is asked: the project's own choice comes first."""
        models = PRACTICE_MODELS if practice else project.models or self.analysis.models
        return Grid(project.prompts or self.analysis.prompts, models)


class Surroundings(msgspec.Struct, frozen=True):
    """What this computer's environment decides instead of a person's settings.

    `variables` maps a field of `Settings` to the variable that names it for this
    run; `proxies` maps a service to the proxy it is reached by, without its
    password; `certificates` is a file of certificates to trust besides the system's.
    The maker of a study may have put a name and a picture on it (`study`, `study_icon`,
    a path) and `locked` fields of `Settings`, named with dots.
    """

    variables: Mapping[str, str] = {}
    proxies: Mapping[str, str] = {}
    certificates: str = ""
    study: str = ""
    study_icon: str = ""
    locked: tuple[str, ...] = ()


def value_of(settings: Settings, name: str) -> Any:
    """The value of a field, named with dots: ``transcription.language``."""
    value: Any = settings
    for part in name.split("."):
        value = getattr(value, part)
    return value


def with_value(settings: Settings, name: str, value: Any) -> Settings:
    """`settings` with another value in the field that is named with dots."""
    return _with(settings, name.split("."), value)


def _with(holder: T, names: Sequence[str], value: Any) -> T:
    first, *rest = names
    inner = _with(getattr(holder, first), rest, value) if rest else value
    return msgspec.structs.replace(holder, **{first: inner})


def locks_kept(before: Settings, after: Settings, locked: Iterable[str]) -> Settings:
    """`after`, with the `locked` fields as they were `before`."""
    for name in locked:
        after = with_value(after, name, value_of(before, name))
    return after
