"""The dialogs in the pictures: every page of the settings, and the question before sending.

As in `support.scenes`: a scene yields what to start the program with, and what is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from fakes.services import FakeServices, model_row
from support.desktop import xdotool
from support.media import ffmpeg
from support.meeting import saved_meeting
from support.pictured import ANSWERS, meeting
from support.scenes import KEYS, PROJECT, Environment, Scene, Start, until_asked

PAGES = (
    "keys",
    "models",
    "prompts",
    "language",
    "privacy",
    "spending",
    "folder",
    "appearance",
    "network",
)
"""In the order of their list."""

OFFERED = (
    ("~anthropic/claude-sonnet-latest", "Anthropic: Claude Sonnet Latest", 1_000_000, 3, 15),
    ("~openai/gpt-sol-latest", "OpenAI: GPT Sol Latest", 400_000, 2.5, 12),
    ("~google/gemini-flash-latest", "Google: Gemini Flash Latest", 1_048_576, 0.5, 3),
    ("anthropic/claude-opus-5", "Anthropic: Claude Opus 5", 1_000_000, 5, 25),
    ("deepseek/deepseek-v4", "DeepSeek: DeepSeek V4", 163_840, 0.28, 0.42),
    ("google/gemini-4-pro", "Google: Gemini 4 Pro", 2_097_152, 2, 12),
    ("meta-llama/llama-5-scout:free", "Meta: Llama 5 Scout (free)", 131_072, 0, 0),
    ("mistralai/mistral-large-4", "Mistral: Mistral Large 4", 262_144, 2, 6),
    ("moonshotai/kimi-k3", "MoonshotAI: Kimi K3", 262_144, 0.6, 2.5),
    ("openai/gpt-6-sol-mini", "OpenAI: GPT-6 Sol Mini", 400_000, 0.25, 2),
    ("qwen/qwen4-max", "Qwen: Qwen4 Max", 262_144, 1.2, 6),
    ("x-ai/grok-5", "xAI: Grok 5", 256_000, 3, 15),
)
"""Id, name, context, and US dollars for a million tokens in and out."""


def _list() -> dict[str, object]:
    rows = [
        model_row(
            model,
            context=context,
            name=name,
            created=1_764_000_000 + 400_000 * len(name),
            pricing={"prompt": f"{read / 1e6:.8f}", "completion": f"{write / 1e6:.8f}"},
        )
        for model, name, context, read, write in OFFERED
    ]
    return {"data": rows}


@contextmanager
def _dialog(folder: Path, home: Environment, *words: str | Path) -> Iterator[Start]:
    """The services are there, and so is a recording with six answers."""
    saved_meeting(folder / PROJECT, answers=ANSWERS, said=meeting())
    with FakeServices() as services:
        services.models = _list()
        urls = {
            "SEXTANT_DEEPGRAM_URL": services.deepgram_url,
            "SEXTANT_OPENROUTER_URL": services.openrouter_url,
        }
        yield Start(home | KEYS | urls, ("--project", folder / PROJECT, *words), until_asked)


@contextmanager
def _page(number: int, folder: Path, _shared: Path, home: Environment) -> Iterator[Start]:
    def turn_to(desktop: Mapping[str, str], window: str) -> None:
        xdotool(desktop, "windowactivate", "--sync", window, "key", "ctrl+comma")
        until_asked(desktop, window)
        xdotool(desktop, "key", *["Down"] * number, "sleep", "0.5")

    with _dialog(folder, home) as start:
        yield start._replace(act=turn_to)


@contextmanager
def sending(folder: Path, shared: Path, home: Environment) -> Iterator[Start]:
    """Three recordings of some hours in all, and a file that is none."""
    lengths = {"Interview 7 – supplier.mp4": 2320, "Kick-off workshop.mp4": 7865, "Site.mp4": 900}
    longest = shared / "tone.mp4"
    if not longest.exists():
        tone = f"sine=frequency=220:sample_rate=8000:duration={max(lengths.values())}"
        ffmpeg("-f", "lavfi", "-i", tone, "-c:a", "aac", "-b:a", "8k", f"file:{longest}")
        for name, length in lengths.items():
            cut = ("-t", str(length), "-c", "copy")
            ffmpeg("-i", f"file:{longest}", *cut, f"file:{shared / name}")
        (shared / "Agenda.mp4").write_text("1. Welcome\n")
    files = [shared / name for name in (*lengths, "Agenda.mp4")]
    with _dialog(folder, home, "--", *files) as start:
        yield start


SETTINGS: Mapping[str, Scene] = {
    f"settings-{name}": partial(_page, number) for number, name in enumerate(PAGES)
}
