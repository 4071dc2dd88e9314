"""What a service says about itself, as it may be shown and kept."""

from __future__ import annotations

import re

from sextant.core.redaction import redact

LONGEST = 200


def short(words: object) -> str:
    """At most 200 characters on one line, without keys or anything that names an account."""
    line = " ".join(redact(str(words or "")).split())
    return re.sub(r"\b(user|org)_\w+", r"\1_…", line)[:LONGEST]
