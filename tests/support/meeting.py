"""A project on disk as finished runs leave it: for what is read afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import cycle
from pathlib import Path

import msgspec

from sextant.core.model import Analysis, AnalysisKey, LedgerEntry, Source, Usage
from sextant.core.settings import DEFAULT_MODELS
from sextant.export.report import write_derived
from sextant.storage.library import FolderLibrary
from sextant.storage.recording import FolderRecording
from support.media import ffmpeg
from support.scripted import deepgram_answer

BEGUN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

SAID = (
    "Then the date. I would rather hear it now than in January.",
    "We move the launch to March. The vendor cannot deliver before February, so the pilot waits.",
    "So one supplier decides our quarter.",
    "Today, yes. There is no second quote on the table.",
    "I can ask two others by Friday, but neither has the certificate.",
    "Ask them anyway. Next: the threshold for the pilot.",
    "We will not sign until the pilot is under nine percent.",
)
SPEAKERS = (0, 1, 0, 1, 2, 0, 1)

BRIEF = (
    "The board moved the launch to **March** [00:00:08]. The reason is the supplier: “the vendor "
    "cannot deliver before February” [00:00:12].\n\n## Decisions\n\n- Launch in March [00:00:08]\n"
    "- No signature before the pilot ends [00:01:10]\n"
)


def spoken(minutes: float) -> list[tuple[int, str, float]]:
    """Turns of a meeting that says the same again and again, some three words a second."""
    turns: list[tuple[int, str, float]] = []
    second = 0.5
    for speaker, text in cycle(zip(SPEAKERS, SAID, strict=True)):
        if second > minutes * 60:
            return turns
        turns.append((speaker, text, second))
        second += len(text.split()) / 3 + 0.8
    return turns


def saved_meeting(
    project: Path,
    *,
    name: str = "Q3 board meeting.mp4",
    minutes: float = 2.0,
    answers: Sequence[str] = (BRIEF,) * 6,
    audio: bool = True,
    said: Sequence[tuple[int, str, float]] | None = None,
) -> FolderRecording:
    """A recording with its transcript and the first of its six answers, as many as given.

    `said` are the turns, where another meeting than the usual one is wanted.
    """
    library = FolderLibrary.load_or_create(project, created=BEGUN)
    source = Source(name, 246_415_360, name.encode().hex().ljust(64, "0")[:64])
    folder, _ = library.add(source, created=BEGUN, practice=False)
    turns = said or spoken(minutes)
    length = turns[-1][2] + len(turns[-1][1].split()) / 3 + 0.5
    if audio:
        tone = f"sine=frequency=220:sample_rate=16000:duration={length}"
        ffmpeg("-f", "lavfi", "-i", tone, "-c:a", "aac", f"file:{folder.path / 'audio.m4a'}")
    _transcribe(folder, turns, length)
    grid = [(prompt, model) for prompt in ("brief", "critical") for model in DEFAULT_MODELS]
    prompts = {prompt: library.prompt(prompt) for prompt in ("brief", "critical")}
    folder.save_recording(
        msgspec.structs.replace(
            folder.recording(), duration=length, prompts=tuple(prompts), models=DEFAULT_MODELS
        )
    )
    for number, (text, (prompt, model)) in enumerate(zip(answers, grid, strict=False)):
        key = AnalysisKey(prompt, prompts[prompt].fingerprint, model, _fingerprint(folder))
        _answer(folder, key, text, BEGUN + timedelta(seconds=60 + number))
    if len(answers) >= len(grid):
        write_derived(folder, prompts)
    return folder


def _fingerprint(folder: FolderRecording) -> str:
    transcript = folder.transcript()
    assert transcript is not None
    return transcript.fingerprint


def _transcribe(
    folder: FolderRecording, turns: Sequence[tuple[int, str, float]], length: float
) -> None:
    raw = msgspec.json.decode(deepgram_answer(turns))
    raw["metadata"]["duration"] = length
    raw["results"]["channels"][0]["detected_language"] = "en"
    for event, seconds in (("sent", 1), ("settled", 39)):
        folder.note(
            LedgerEntry(
                event=event,
                id="1" * 12,
                time=BEGUN + timedelta(seconds=seconds),
                service="deepgram",
                outcome="done" if event == "settled" else "",
                remote_id="rid",
                estimate_usd=Decimal("0.27"),
            )
        )
    draft = folder.draft_transcript()
    draft.write(msgspec.json.encode(raw))
    draft.commit()


def _answer(folder: FolderRecording, key: AnalysisKey, text: str, started: datetime) -> None:
    usage = Usage(14_000, 900, cost_usd=Decimal("0.035"))
    facts = {"service": "openrouter", "analysis": key.id, "model": key.model}
    bound = Decimal("0.21")
    folder.note(LedgerEntry(event="sent", id=key.id, time=started, estimate_usd=bound, **facts))
    draft = folder.draft_answer(key, started=started)
    draft.append(text)
    draft.finish(
        Analysis(
            key=key,
            text=text,
            complete=True,
            started=started,
            seconds=11.2,
            served_model=key.model.lstrip("~"),
            finish_reason="stop",
            usage=usage,
        )
    )
    settled = started + timedelta(seconds=11)
    folder.note(
        LedgerEntry(
            event="settled",
            id=key.id,
            time=settled,
            outcome="stop",
            remote_id="gen-1",
            cost_usd=usage.cost_usd,
            usage=usage,
            **facts,
        )
    )
