"""Words in a prompt that stand for a fact of the recording: ``{{speakers}}`` and so on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from sextant.core.model import Recording, Transcript
from sextant.core.render import duration_words

VARIABLES = ("recording", "date", "duration", "speakers")
"""What can be named. Anything else in double braces stays as it is written."""

_VARIABLE = re.compile(r"\{\{\s*([A-Za-z_]+)\s*\}\}")


def unknown_variables(text: str) -> tuple[str, ...]:
    """Names in double braces that stand for nothing, each once."""
    found = dict.fromkeys(_VARIABLE.findall(text))
    return tuple(name for name in found if name.lower() not in VARIABLES)


def meant(name: str) -> str:
    """The variable that `name` may be a slip for; empty when there is none."""
    close = get_close_matches(name.lower(), VARIABLES, n=1)
    return close[0] if close else ""


def filled(text: str, recording: Recording, transcript: Transcript) -> str:
    """`text` with its variables in place; what they stand for is a fact, not an instruction."""
    if "{{" not in text:
        return text
    facts = _facts(recording, transcript)

    def put(found: re.Match[str]) -> str:
        return facts.get(found[1].lower(), found[0])

    return _VARIABLE.sub(put, text)


def _facts(recording: Recording, transcript: Transcript) -> Mapping[str, str]:
    names = (_one_line(recording.speaker_name(one)) for one in transcript.speakers)
    return {
        "recording": _one_line(recording.heading),
        "date": f"{recording.created.astimezone():%Y-%m-%d}",
        "duration": duration_words(transcript.duration),
        "speakers": ", ".join(names),
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())
