"""The names in a project's folder (docs/folder.md)."""

from __future__ import annotations

PROJECT_FILE = "project.json"
PROMPTS = "prompts"

RECORDING_FILE = "recording.json"
LEDGER_FILE = "requests.jsonl"
TRANSCRIPT_FILE = "transcript.deepgram.json"
AUDIO = "audio"
ANALYSES = "analyses"
SYNTHESES = "syntheses"
MARKS_FILE = "marks.json"
LOCK_FILE = ".lock"
CORRECTIONS_FILE = "corrections.json"
EDITING_LOCK = ".edit.lock"
