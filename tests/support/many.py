"""Large projects, written straight to disk in the format of docs/folder.md."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sextant.core.model import Analysis, AnalysisKey, Recording, Source, Usage
from sextant.core.settings import DEFAULT_MODELS
from sextant.storage.library import FolderLibrary
from support.scripted import deepgram_answer

BEGUN = datetime(2026, 1, 1, 9, tzinfo=UTC)

PROMPTS = ("brief", "critical")


def large_project(path: Path, count: int, *, answers: bool = True) -> FolderLibrary:
    """A project of `count` finished recordings, each with a short transcript and six answers."""
    library = FolderLibrary.create(path, created=BEGUN)
    raw = deepgram_answer()
    prompts = {name: library.prompt(name) for name in PROMPTS}
    for number in range(count):
        name = f"Interview {number:05d}.mp4"
        created = BEGUN + timedelta(minutes=number)
        source = Source(name, 1_000_000 + number, f"{number:064x}", f"/gone/{name}")
        folder = library.add(source, created=created, practice=False)
        folder.save_recording(
            Recording(
                source=source,
                created=created,
                duration=1800.0,
                prompts=PROMPTS,
                models=DEFAULT_MODELS,
            )
        )
        with folder.lock():
            draft = folder.draft_transcript()
            draft.write(raw)
            draft.commit()
        if not answers:
            continue
        transcript = folder.transcript()
        assert transcript is not None
        for prompt in prompts.values():
            for model in DEFAULT_MODELS:
                key = AnalysisKey(prompt.name, prompt.fingerprint, model, transcript.fingerprint)
                text = f"Recording {number}: “We ship the harbour report on Friday” [00:00:00]."
                answer = folder.draft_answer(key, started=created)
                answer.append(text)
                answer.finish(
                    Analysis(
                        key=key,
                        text=text,
                        complete=True,
                        started=created,
                        seconds=9.0,
                        served_model=model.lstrip("~"),
                        finish_reason="stop",
                        usage=Usage(cost_usd=Decimal("0.03")),
                    )
                )
    return library
