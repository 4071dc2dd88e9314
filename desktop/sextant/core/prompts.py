"""Prompts: what is asked of every transcript. A Markdown file each, with a title on top."""

from __future__ import annotations

import unicodedata

from sextant.core import frontmatter
from sextant.core.errors import PromptTooLong, PromptUnusable
from sextant.core.model import Prompt

LONGEST = 20_000
"""Characters. A prompt this long is a transcript or a book chosen by mistake."""


def parse_prompt(name: str, source: str) -> Prompt:
    """Read a prompt file: optional front matter (`title`, `summary`), then the instruction.

    `name` is the file's stem and becomes part of the answers' file names.
    Raises: PromptUnusable.
    """
    fields, body = frontmatter.split(source)
    text = unicodedata.normalize("NFC", body.replace("\r\n", "\n")).strip()
    if not text:
        raise PromptUnusable(name=name, why="it says nothing.")
    if len(text) > LONGEST:
        raise PromptTooLong(name=name, most=f"{LONGEST:,}")
    if "\x00" in text:
        raise PromptUnusable(name=name, why="it is not a text file.")
    title = fields.get("title")
    summary = fields.get("summary")
    return Prompt(
        name=prompt_slug(name),
        title=title if isinstance(title, str) and title else name.replace("-", " ").capitalize(),
        summary=summary if isinstance(summary, str) else "",
        text=text,
    )


def prompt_slug(name: str) -> str:
    """A prompt's name as part of a file name, where ``.`` separates: letters, digits, ``-``."""
    kept = "".join(
        c if c.isalnum() or c in "-_" else "-" for c in unicodedata.normalize("NFC", name)
    )
    return kept.strip("-")[:40] or "prompt"
