"""A board meeting of an hour in a real project folder: three speakers, six answers.

The answers hold quotations of all four kinds: found, close, elsewhere, missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec

from sextant.core.model import Analysis, AnalysisKey, Source, Usage
from sextant.core.settings import DEFAULT_MODELS, DEFAULT_PROMPTS
from sextant.storage.library import FolderLibrary
from sextant.storage.recording import FolderRecording

CLAUDE, GPT, GEMINI = DEFAULT_MODELS
BRIEF, CRITICAL = DEFAULT_PROMPTS
WHEN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DURATION = 3734.0
"""Seconds: ``1:02:14``."""

Line = tuple[str, int, str]
"""``12:31``, the speaker's number, the words."""

TOLD: tuple[Line, ...] = (
    ("0:04", 0, "Good morning, both of you. Four points today, and the date comes first."),
    ("1:10", 1, "The supplier wrote on Thursday evening. I forwarded it to you this morning."),
    ("3:02", 2, "I read it twice. It says February and it says subject to certification."),
    ("5:40", 0, "Subject to certification is not a date. What do they need from us?"),
    ("6:15", 1, "The test protocol from the pilot, and we have half of it."),
    ("9:20", 2, "Half of it is in the shared folder. The other half depends on the floor staff."),
    ("12:18", 0, "Then the date. I would rather hear it now than in January."),
    (
        "12:31",
        1,
        (
            "We move the launch to March. The vendor cannot deliver before February, "
            "and the pilot has to run for three weeks after that."
        ),
    ),
    ("12:58", 0, "So one supplier decides our quarter."),
    ("13:05", 1, "Today, yes. There is no second quote on the table."),
    ("13:21", 2, "I can ask two others by Friday, but neither has the certificate."),
    ("13:40", 0, "Ask them anyway. Next: the threshold for the pilot."),
    ("17:30", 1, "The pilot runs in two stores, with the old tills beside the new ones."),
    ("21:12", 2, "Returns are up since the second week, but so are the visitors."),
    ("25:48", 0, "Is that the machine, or is it the season?"),
    ("26:05", 1, "Nobody can tell yet. We would need the same weeks of last year."),
    ("31:08", 1, "We will not sign until the pilot is under nine percent."),
    ("32:15", 2, "Nine percent is a figure which nobody in the room has measured so far."),
    ("33:50", 1, "I will bring the error rate of the pilot by the fourteenth of December."),
    ("34:20", 0, "And who owns the pilot? I have asked that twice now."),
    ("38:44", 2, "Operations ran it until October. Since then it runs by itself."),
    ("44:02", 2, "The budget stays where it is, four hundred and sixty thousand."),
    ("46:11", 0, "On the price we are not there yet, and I do not want it in the minutes."),
    ("48:02", 1, "I want to show a demo to the client in February."),
    ("51:40", 0, "Staffing we leave for the next meeting. I have no numbers for it."),
    ("56:05", 2, "Then I take the two suppliers and the folder, and we speak on Friday."),
    ("1:01:30", 0, "Thank you. Same time in two weeks."),
)

BRIEF_CLAUDE = """\
The board moved the launch to **March** [00:12:31]. The reason is the supplier: “the vendor \
cannot deliver before February” [00:12:31].

## Decisions

- Launch in March [00:12:31]
- No signature before the pilot ends [00:31:08]

## Promises

- Speaker 2: “the error rate of the pilot” by 14 Dec [00:33:50]
- Speaker 3: two more suppliers by Friday [00:13:21]
"""

BRIEF_GPT = """\
Launch slips one quarter. “we will not sign until the pilot is under nine percent” [00:31:08]. \
Budget unchanged [00:44:02].

## Open

- Who owns the pilot? [00:34:20]
- “everyone agreed on the price” [00:46:11]
"""

BRIEF_GEMINI = """\
Three items: launch date, pilot threshold, staffing. The date moved to March [00:12:31] and the \
threshold is “a figure which nobody in this room has measured” [00:32:15].

- Staffing deferred [00:51:40]
"""

CRITICAL_CLAUDE = """\
The nine-percent threshold is asserted, never measured: “nobody in the room has measured” \
[00:32:15]. It carries the whole decision.

**Contradiction** Speaker 2 says that February is impossible [00:12:31], then plans a February \
demo: “I want to show a demo to the client in February” [00:48:02].
"""

CRITICAL_GPT = """\
Weakest point: one supplier, no fallback. “There is no second quote on the table” [00:44:02]. \
Nobody asks for a second quote.

**Unsaid** What happens at 9.1 %? See the [terms](https://example.com/terms?id=9).
"""

CRITICAL_GEMINI = """\
The pilot has no owner [00:34:20] and “since October then it runs by itself” [00:38:44].

**Missing** The season is never ruled out [00:25:48, 00:26:05], and the price is left out of the \
minutes on purpose [00:46:11].
"""

TEXTS: Mapping[tuple[str, str], str] = {
    (BRIEF, CLAUDE): BRIEF_CLAUDE,
    (BRIEF, GPT): BRIEF_GPT,
    (BRIEF, GEMINI): BRIEF_GEMINI,
    (CRITICAL, CLAUDE): CRITICAL_CLAUDE,
    (CRITICAL, GPT): CRITICAL_GPT,
    (CRITICAL, GEMINI): CRITICAL_GEMINI,
}

SERVED = {
    CLAUDE: ("anthropic/claude-sonnet-5.5", "Anthropic", Decimal("0.0412"), 11.2),
    GPT: ("openai/gpt-6.1-sol", "OpenAI", Decimal("0.0288"), 14.1),
    GEMINI: ("google/gemini-3.8-flash", "Google", Decimal("0.0301"), 8.7),
}


def seconds(time: str) -> float:
    """``1:02:14`` in seconds."""
    total = 0
    for part in time.split(":"):
        total = total * 60 + int(part)
    return float(total)


def raw_transcript(told: Sequence[Line] = TOLD, duration: float = DURATION) -> bytes:
    """Deepgram's answer; a word each 0.36 s."""
    words = [
        {
            "word": word.strip(".,").lower(),
            "punctuated_word": word,
            "start": round(seconds(time) + index * 0.36, 2),
            "end": round(seconds(time) + index * 0.36 + 0.3, 2),
            "confidence": 0.99,
            "speaker": speaker,
        }
        for time, speaker, text in told
        for index, word in enumerate(text.split())
    ]
    alternative = {"transcript": " ".join(t for _, _, t in told), "confidence": 1, "words": words}
    answer = {
        "metadata": {"request_id": "rid", "duration": duration, "channels": 1, "models": []},
        "results": {"channels": [{"alternatives": [alternative], "detected_language": "en"}]},
    }
    return json.dumps(answer).encode()


def meeting(
    path: Path,
    texts: Mapping[tuple[str, str], str] = TEXTS,
    *,
    name: str = "Q3 board meeting.mp4",
    told: Sequence[Line] = TOLD,
    grid: Iterable[tuple[str, str]] = (),
    cut: Sequence[tuple[str, str]] = (),
) -> FolderRecording:
    """A recording in the project at `path` with these answers; those in `cut` are cut short.

    `grid` is what was asked, where that is more than there are answers.
    """
    library = FolderLibrary.load_or_create(path, created=WHEN)
    folder, _ = library.add(
        Source(name, 246_415_360, name.encode().hex().ljust(64, "0")[:64]),
        created=WHEN,
        practice=False,
    )
    known = msgspec.structs.replace(
        folder.recording(),
        duration=DURATION,
        prompts=tuple(dict.fromkeys(prompt for prompt, _ in grid or texts)),
        models=tuple(dict.fromkeys(model for _, model in grid or texts)),
    )
    folder.save_recording(known)
    draft = folder.draft_transcript()
    draft.write(raw_transcript(told))
    draft.commit()
    sound = folder.draft_audio(".m4a")
    sound.write(b"\0" * 9_700_000)
    sound.commit()
    transcript = folder.transcript()
    assert transcript is not None
    for (prompt, model), text in texts.items():
        key = AnalysisKey(prompt, library.prompt(prompt).fingerprint, model, transcript.fingerprint)
        save(folder, key, text, complete=(prompt, model) not in cut)
    return folder


def save(folder: FolderRecording, key: AnalysisKey, text: str, *, complete: bool = True) -> None:
    """An answer as a run would have left it."""
    served, provider, cost, took = SERVED.get(key.model, (key.model, "", None, 12.0))
    draft = folder.draft_answer(key, started=WHEN)
    draft.append(text)
    keep = draft.finish if complete else draft.keep
    keep(
        Analysis(
            key=key,
            text=text,
            complete=complete,
            started=WHEN + timedelta(minutes=2),
            seconds=took,
            served_model=served,
            provider=provider,
            finish_reason="stop" if complete else "length",
            generation_id=f"gen-{key.short_hash}",
            usage=Usage(14_210, 420, cost_usd=cost),
        )
    )
