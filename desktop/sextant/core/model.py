"""The nouns of the domain, all frozen: recording, transcript, prompt, analysis.

Times are seconds from the start of the recording unless a name says otherwise;
money is US dollars as `Decimal`, and ``None`` means unknown, never zero.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import msgspec

FORMAT_VERSION = 1
"""Version of the project folder's format that this program writes (docs/folder.md)."""


class Word(msgspec.Struct, frozen=True, gc=False):
    """One spoken word as it should be read, punctuation included.

    `heard` is what the recogniser wrote, where a person has corrected it.
    """

    text: str
    start: float
    end: float
    speaker: int | None = None
    confidence: float | None = None
    heard: str | None = None


class Turn(msgspec.Struct, frozen=True):
    """What one speaker says before another speaks; never without words."""

    speaker: int | None
    words: tuple[Word, ...]

    @property
    def start(self) -> float:
        return self.words[0].start

    @property
    def end(self) -> float:
        return self.words[-1].end

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


class Transcript(msgspec.Struct, frozen=True, weakref=True):
    """A whole recording in words.

    `fingerprint` is the SHA-256 of the recogniser's answer as saved on disk, so
    it stays the same when speakers are renamed and words corrected. `edition` tells
    which corrections are in it (`sextant.core.corrections`); empty for none.
    """

    turns: tuple[Turn, ...]
    duration: float
    fingerprint: str
    languages: tuple[str, ...] = ()
    model: str = ""
    request_id: str = ""
    practice: bool = False
    edition: str = ""

    @property
    def speakers(self) -> tuple[int, ...]:
        """Numbers of the speakers, in order of appearance."""
        return tuple(dict.fromkeys(t.speaker for t in self.turns if t.speaker is not None))

    @property
    def corrected_words(self) -> tuple[Word, ...]:
        """Those that a person has changed; each tells what was heard."""
        if not self.edition:
            return ()
        return tuple(word for turn in self.turns for word in turn.words if word.heard is not None)

    @property
    def word_count(self) -> int:
        return sum(len(turn.words) for turn in self.turns)


class Prompt(msgspec.Struct, frozen=True):
    """A question asked of every transcript. `fingerprint` is the SHA-256 of `text`."""

    name: str
    title: str
    summary: str
    text: str

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9_.-]")


class AnalysisKey(msgspec.Struct, frozen=True):
    """What makes an answer that answer: prompt, model asked, transcript."""

    prompt: str
    prompt_fingerprint: str
    model: str
    transcript_fingerprint: str

    @property
    def short_hash(self) -> str:
        parts = (self.prompt_fingerprint, self.model, self.transcript_fingerprint)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:6]

    @property
    def id(self) -> str:
        """The stem of the answer's file, e.g. ``brief.anthropic--claude-sonnet-latest.3f9a2c``."""
        return f"{self.prompt}.{model_slug(self.model)}.{self.short_hash}"


def model_slug(model: str) -> str:
    """A model id as part of a file name: ``~anthropic/x:free`` becomes ``anthropic--x-free``."""
    return _NOT_IN_A_NAME.sub("-", model.lstrip("~").replace("/", "--"))[:80]


class Usage(msgspec.Struct, frozen=True):
    """Tokens as the provider counted them, and what it says they cost."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    reasoning_tokens: int | None = None
    cached_tokens: int | None = None
    cache_write_tokens: int | None = None
    cost_usd: Decimal | None = None


class Analysis(msgspec.Struct, frozen=True):
    """One prompt answered by one model, as saved.

    `complete` is true only for a normal finish; otherwise the text was cut
    short and is kept for reading, never counted as done. A synthesis names in
    `sources` the answers it was made of; those have none.
    """

    key: AnalysisKey
    text: str
    complete: bool
    started: datetime
    seconds: float
    served_model: str = ""
    provider: str = ""
    finish_reason: str = ""
    generation_id: str = ""
    usage: Usage = Usage()
    practice: bool = False
    sources: tuple[str, ...] = ()


class Failure(msgspec.Struct, frozen=True):
    """The last error of a stage, in words for a person, as saved in ``recording.json``."""

    stage: str
    code: str
    title: str
    safe: str
    remedy: str
    time: datetime
    analysis: str = ""


class Source(msgspec.Struct, frozen=True):
    """The file a person gave: where it lay, how large, and what it is recognised by.

    `fingerprint` is a SHA-256 over size, head, middle and tail. `path` serves only
    to finish an interrupted extraction; the folder can be read without it.
    """

    name: str
    size: int
    fingerprint: str
    path: str = ""


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """``recording.json``: what is known of one recording beside its files.

    `prompts` and `models` are the grid last asked for; resuming finishes that one.
    `instead` names, by prompt and by model of the grid, another model that a person
    wanted for that one answer. `title` is a name that a person gave.
    `extraction_seconds` is how long it took to take the audio out.
    """

    format: int = FORMAT_VERSION
    source: Source
    created: datetime
    title: str = ""
    duration: float | None = None
    extraction_seconds: float | None = None
    track: int = 0
    prompts: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    instead: Mapping[str, Mapping[str, str]] = {}
    speakers: Mapping[str, str] = {}
    failures: tuple[Failure, ...] = ()
    practice: bool = False

    @property
    def heading(self) -> str:
        """What the recording is called: as a person wants it, else as its source."""
        return self.title or self.source.name

    def speaker_name(self, speaker: int | None) -> str:
        """The name a person gave, else ``Speaker 1`` for Deepgram's speaker 0."""
        if speaker is None:
            return "Speaker"
        return self.speakers.get(str(speaker)) or f"Speaker {speaker + 1}"


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """``marks.json``: what a reader thinks of the answers, which are named by their ids.

    It changes what is shown, and nothing else.
    """

    format: int = FORMAT_VERSION
    starred: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """``project.json``. Empty grids mean: those of the settings."""

    format: int = FORMAT_VERSION
    name: str
    created: datetime
    prompts: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


class LedgerEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of ``requests.jsonl``.

    `event` is ``sent`` (before a paid request leaves), ``accepted`` (the service
    gave it an id), ``settled`` (it ended, one way or another) or ``looked_up``
    (its cost became known later). Lines of one request share `id`.
    """

    event: str
    id: str
    time: datetime
    service: str
    analysis: str = ""
    model: str = ""
    outcome: str = ""
    remote_id: str = ""
    estimate_usd: Decimal | None = None
    cost_usd: Decimal | None = None
    usage: Usage | None = None
    practice: bool = False


class ModelInfo(msgspec.Struct, frozen=True):
    """A row of the live model list. Prices are per token; ``None`` is unknown."""

    id: str
    name: str
    context_length: int | None
    prompt_price: Decimal | None
    completion_price: Decimal | None
    max_output: int | None = None
    resolves_to: str = ""
    created: int = 0
    expires: str = ""
    parameters: tuple[str, ...] = ()
    cache_read_price: Decimal | None = None
    cache_write_price: Decimal | None = None
    long_context: tuple[LongContextPrice, ...] = ()

    @property
    def free(self) -> bool:
        return self.id.endswith(":free")


class LongContextPrice(msgspec.Struct, frozen=True):
    """Dearer prices past a number of prompt tokens."""

    min_prompt_tokens: int
    prompt_price: Decimal | None
    completion_price: Decimal | None
