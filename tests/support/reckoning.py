"""What a fault did to a recording: what is torn or lost, and what was paid for twice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from support.till import Till, question_in

GRID = 6
LEDGER = "requests.jsonl"
TRANSCRIPT = "transcript.deepgram.json"

Files = Mapping[str, bytes]
"""Every file of a recording but its locks, by its path."""


@dataclass
class Reckoning:
    """What one fault did. `lost` and `paid_twice` are empty where the promise holds."""

    fault: str
    at: int
    step: str = "none"
    survived: bool = False
    lost: list[str] = field(default_factory=list)
    paid_twice: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        twice = [f"paid twice: {what}" for what in self.paid_twice]
        return "; ".join([f"{self.fault} at {self.at} ({self.step})", *self.lost, *twice])

    def look(self, files: Files, wanted: Files) -> None:
        """Whether all that has its final name is whole; `wanted` is what nothing befell."""
        for name, data in files.items():
            if fault := torn(name, data, wanted):
                self.lost.append(f"{name}: {fault}")

    def compare(self, before: Files, after: Files) -> None:
        """Whether all that was there before the second run is there after it, and all is done."""
        for name, data in before.items():
            if is_kept(name) and after.get(name) != data:
                self.lost.append(f"{name} changed")
        known = before.get(LEDGER, b"")
        if not after.get(LEDGER, b"").startswith(known[: known.rfind(b"\n") + 1]):
            self.lost.append("lines of the ledger are gone")
        if len(answered(after)) != GRID:
            self.lost.append(f"{len(answered(after))} answers in the end")
        if "report.html" not in after:
            self.lost.append("no report in the end")
        self.lost += [f"{name} was left" for name in after if name.endswith(".part")]

    def count(self, before: Files, after: Files, till: Till, asked: int, uploads: int) -> None:
        """Whether anything was paid for again that need not be; `asked` and `uploads` till then."""
        self.paid_twice += sorted(answered(before) & set(till.asked_for[asked:]))
        if has_transcript(before) and till.transcribed > uploads:
            self.paid_twice.append("the transcript")
        self.paid_twice += untold(after.get(LEDGER, b""), till)


FAULTS = {
    "kill": "killed at a write, a renaming or a network call",
    "moment": "killed at a random moment",
    "power": "power cut: what was not flushed is gone",
    "full": "disk full from some write on",
    "small disk": "a real disk of some kilobytes",
    "read-only": "disk turns read-only",
    "error": "disk reports an error (EIO)",
    "held": "a renaming refused for a while",
    "forward": "clock jumps forward",
    "backward": "clock jumps back",
    "sleep": "computer sleeps, connections die",
    "network": "network vanishes and comes back",
}


def table_of_faults(found: Mapping[str, Sequence[Reckoning]]) -> str:
    """As Markdown: how often each was tried, and what it did."""
    rows = [("kind of fault", "tries", "survived", "lost", "paid twice"), ("---",) * 5]
    for fault, words in FAULTS.items():
        tries = found.get(fault, ())
        counts = (
            len(tries),
            sum(one.survived for one in tries),
            sum(bool(one.lost) for one in tries),
            sum(bool(one.paid_twice) for one in tries),
        )
        if tries:
            rows.append((words, *map(str, counts)))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def torn(name: str, data: bytes, wanted: Files) -> str:
    """What is wrong with a file that has its final name; nothing where it is whole."""
    match Path(name).suffix:
        case ".part":
            return ""
        case ".jsonl":
            lines = data.split(b"\n")[:-1]  # what has no line end is no line yet
            return "" if all(is_json(line) for line in lines) else "a torn line"
        case ".json" if name != TRANSCRIPT:
            return "" if is_json(data) else "torn"
        case ".html":
            return "" if data.rstrip().endswith(b"</html>") else "torn"
        case ".md" if is_answer(name):
            return "" if question_in(data) and b"complete: true" in data else "torn"
        case _:
            return "" if wanted.get(name, data) == data else "not what it should be"


def untold(ledger: bytes, till: Till) -> list[str]:
    """What the services heard and the ledger does not say, or leaves open."""
    lines = entries(ledger)
    sent = Counter(line["service"] for line in lines if line["event"] == "sent")
    heard = {"deepgram": till.transcribed, "openrouter": len(till.asked_for)}
    settled = {line["id"]: line["outcome"] for line in lines if line["event"] == "settled"}
    unfinished = sum(outcome not in {"stop", "done"} for outcome in settled.values())
    again = max(heard["deepgram"] - 1, 0) + max(heard["openrouter"] - GRID, 0)
    found = [f"{n}: {heard[n]} heard, {sent[n]} told of" for n in heard if heard[n] > sent[n]]
    found += [f"open: {line['id']}" for line in lines if line["id"] not in settled]
    if again > unfinished:
        found.append(f"{again} again, and the ledger explains {unfinished}")
    return found


def entries(ledger: bytes) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in ledger.splitlines() if is_json(line)]


def answered(files: Files) -> set[str]:
    """The questions that have their whole answers."""
    return {question_in(data) for name, data in files.items() if is_answer(name)} - {""}


def has_transcript(files: Files) -> bool:
    """Whether it was there whole, if only under the name of one that arrives."""
    return TRANSCRIPT in files or is_json(files.get(f"{TRANSCRIPT}.part", b""))


def is_answer(name: str) -> bool:
    return name.startswith("analyses/") and name.endswith(".md")


def is_kept(name: str) -> bool:
    """What was paid for or took time, which nothing may touch again."""
    return is_answer(name) or name in {TRANSCRIPT, "audio.m4a"}


def is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True
