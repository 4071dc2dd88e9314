"""The prompts of a project, to read and to edit. Earlier versions are kept by their content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from sextant.core.model import Prompt


class ShelvedPrompt(msgspec.Struct, frozen=True):
    """`built_in` says that it is word for word one that comes with the program.

    Those are read-only: a duplicate is what one edits.
    """

    prompt: Prompt
    built_in: bool = False


class PromptShelf(Protocol):
    """Methods touch the disk. Names are those of `sextant.core.prompts.prompt_slug`."""

    def prompts(self) -> Sequence[ShelvedPrompt]:
        """In the order of their titles; files that are no prompts are left out."""
        ...

    def free_name(self, wished: str) -> str:
        """`wished` as a name, with a number where it is taken."""
        ...

    def save(self, prompt: Prompt) -> None:
        """Write it; another text under its name is kept as an earlier version.

        Raises: PromptUnusable, StorageProblem.
        """
        ...

    def versions(self, name: str) -> Sequence[Prompt]:
        """Earlier texts, the newest first."""
        ...
