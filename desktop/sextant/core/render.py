"""Times in figures and words, and a transcript for people."""

from __future__ import annotations

from decimal import Decimal

from sextant.core.model import Recording, Transcript

SECONDS_A_MINUTE = 60
SECONDS_AN_HOUR = 3600

_SPELLINGS = {"gpt": "GPT", "ai": "AI", "glm": "GLM", "mini": "mini", "deepseek": "DeepSeek"}

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_[]<>#|~"})
"""What Markdown would read as formatting; spoken words and names are none."""


def clock(seconds: float, *, hours: bool = True) -> str:
    """``00:12:31``; without `hours` ``12:31``, until there are any."""
    whole = int(seconds)
    hour, rest = divmod(whole, SECONDS_AN_HOUR)
    minute, second = divmod(rest, SECONDS_A_MINUTE)
    if hours or hour:
        return f"{hour:02}:{minute:02}:{second:02}"
    return f"{minute:02}:{second:02}"


def duration_words(seconds: float) -> str:
    """``45 s``, ``2 min 36 s``, ``1 h 05 min``: as exact as one would say it."""
    whole = round(seconds)
    if whole < SECONDS_A_MINUTE:
        return f"{whole} s"
    if whole < SECONDS_AN_HOUR:
        minutes, rest = divmod(whole, SECONDS_A_MINUTE)
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(round(whole / SECONDS_A_MINUTE), SECONDS_A_MINUTE)
    return f"{hours} h {minutes:02} min"


def money(usd: Decimal) -> str:
    """Cents; below one, tenths of a cent."""
    if usd and usd < Decimal("0.0005"):
        return "< $0.001"
    return f"${usd:.3f}" if usd and usd < Decimal("0.0095") else f"${usd:.2f}"


def model_name(model: str) -> str:
    """``~anthropic/claude-sonnet-latest`` as a person says it: ``Claude Sonnet``."""
    name, _, variant = model.rpartition("/")[2].partition(":")
    parts = [part for part in name.removesuffix("-latest").split("-") if part]
    said = " ".join(_SPELLINGS.get(part, part[:1].upper() + part[1:]) for part in parts)
    return f"{said} ({variant})" if variant else said


def transcript_markdown(transcript: Transcript, recording: Recording) -> str:
    """The transcript to read: a heading, the facts, a paragraph a turn."""
    facts = [duration_words(transcript.duration), f"{transcript.word_count:,} words"]
    if transcript.languages:
        facts.append(", ".join(transcript.languages))
    if transcript.practice:
        facts.append("practice: recognised on this computer, with mistakes")
    lines = [f"# {escaped(recording.heading)}", "", f"*{' · '.join(facts)}*", ""]
    for turn in transcript.turns:
        name = escaped(recording.speaker_name(turn.speaker))
        lines += [f"**{name}** [{clock(turn.start)}]  ", escaped(turn.text), ""]
    if words := transcript.corrected_words:
        lines += ["*Corrected by a person:*", ""]
        lines += [
            f"- [{clock(word.start)}] {escaped(word.text)} (heard: {escaped(word.heard or '')})"
            for word in words
        ]
        lines.append("")
    return "\n".join(lines)


def escaped(text: str) -> str:
    """`text` so that Markdown shows it as it is, on one line."""
    return " ".join(text.split()).translate(_SPECIAL)
