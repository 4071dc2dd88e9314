"""What comes along with the program, as it is listed: packaging writes the list, About shows it."""

from __future__ import annotations

import msgspec


class Component(msgspec.Struct, frozen=True):
    """One thing with one licence; `offer` is what its licence has us tell."""

    name: str
    licence: str
    version: str = ""
    homepage: str = ""
    role: str = ""
    offer: str = ""
