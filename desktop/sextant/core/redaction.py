"""What others wrote, without what is a person's: keys, the words of exceptions, their folders.

Libraries, services and exceptions write without asking who will read it.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from typing import cast

REDACTED = "[redacted]"

_SECRETS = re.compile(
    r"""
    \b(Token|Bearer|Basic)(\s+|%20)[^\s'",;]+     # Authorization, whoever prints it
    | \bsk-[A-Za-z0-9_-]{8,}                      # OpenRouter and its like
    | \b[0-9a-fA-F]{32,}\b                        # Deepgram; fingerprints go too, which is no loss
    """,
    re.VERBOSE | re.IGNORECASE,
)


def redact(text: str) -> str:
    """`text` without anything that looks like a key."""
    return _SECRETS.sub(REDACTED, text)


_FILE = re.compile(r'(?<=File ")[^"\n]*(?=")')
_HERE = re.compile(r".*[\\/](?:site-packages|dist-packages|lib[\\/]python[\d.]+|desktop)[\\/]")


def place(filename: str) -> str:
    """Where a source file lies, without the folders above that may name a person."""
    parts = re.split(r"[\\/]", _HERE.sub("", filename))
    return "/".join(parts[-4:])


def without_folders(dump: str) -> str:
    """A dump of Python's own, with each ``File "…"`` cut to its `place`."""
    return redact(_FILE.sub(lambda found: place(found[0]), dump))


def bare_traceback(error: BaseException | None) -> Iterator[str]:
    """A traceback of kinds and places, the cause first, as Python shows them.

    An exception's text may hold the name of a file or words of a recording; where it
    was raised is what a technician needs.
    """
    if error is None:
        return
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from bare_traceback(earlier)
        yield "which led to:"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f'  File "{place(frame.filename)}", line {frame.lineno}, in {frame.name}'
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, BaseExceptionGroup):
        for inner in cast(BaseExceptionGroup[BaseException], error).exceptions:
            yield "of which one is:"
            yield from bare_traceback(inner)
