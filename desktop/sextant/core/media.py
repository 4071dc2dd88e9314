"""What a look into a media file tells, before anything is taken out of it."""

from __future__ import annotations

import msgspec


class Media(msgspec.Struct, frozen=True):
    """The sound of a file, as it is and as it will be extracted.

    `suffix` is the ending the extracted audio will have (``.m4a``, ``.ogg`` …);
    `copied` says that the stream is taken as it is, not encoded anew.
    """

    duration: float | None
    codec: str
    tracks: int
    suffix: str
    copied: bool
