"""What looks like a key, taken out of text that others wrote: libraries, services, exceptions."""

from __future__ import annotations

import re

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
