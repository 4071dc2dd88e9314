"""Reading without knowing who wrote: models lose their names and their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import SystemRandom
from string import ascii_uppercase

Shuffle = Callable[[list[str]], None]


class Blind:
    """Aliases for the models of one recording, the same until they are dealt anew."""

    def __init__(self, shuffle: Shuffle | None = None) -> None:
        """Args: `shuffle` reorders a list in place; by default nobody can foresee how."""
        self._shuffle = shuffle or SystemRandom().shuffle
        self._order: list[str] = []
        self.on = False

    def deal(self) -> None:
        """Forget who is who; the next order is another one."""
        self._order = []

    def ordered(self, models: Sequence[str]) -> list[str]:
        """The columns from left to right."""
        if not self.on:
            return list(models)
        if set(self._order) != set(models):
            self._order = list(models)
            self._shuffle(self._order)
        return list(self._order)

    def letter(self, model: str) -> str:
        """``A``, ``B`` …, or empty while names are shown. `ordered` must have seen the model."""
        if not self.on or model not in self._order:
            return ""
        return ascii_uppercase[self._order.index(model) % len(ascii_uppercase)]
