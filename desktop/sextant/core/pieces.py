"""What comes back while a model answers, in order: accepted, thinking and text, finished."""

from __future__ import annotations

import msgspec

from sextant.core.model import Usage


class Accepted(msgspec.Struct, frozen=True):
    """The service took the request and named it."""

    remote_id: str


class Text(msgspec.Struct, frozen=True):
    """A piece of the answer."""

    text: str


class Thinking(msgspec.Struct, frozen=True):
    """The model reasons; nothing to show yet, but it is alive (and its cache is filled)."""


class Finished(msgspec.Struct, frozen=True):
    """The stream ended properly. `finish_reason` as OpenRouter names it, `refusal` if any."""

    finish_reason: str
    served_model: str = ""
    provider: str = ""
    usage: Usage = Usage()
    refusal: str = ""


Piece = Accepted | Text | Thinking | Finished
