"""One line of the doctor's reports."""

from __future__ import annotations

import msgspec

from sextant.cli.output import Lines
from sextant.core.errors import SextantError


class Finding(msgspec.Struct, frozen=True):
    """What was looked at, whether it works, and the remedy where it does not."""

    what: str
    works: bool
    says: str
    remedy: str = ""


def trouble(what: str, error: SextantError) -> Finding:
    title, _, remedy = error.words()
    return Finding(what, works=False, says=title, remedy=remedy)


def tell(finding: Finding, lines: Lines) -> None:
    sign = "✓" if finding.works else "✗"
    remedy = f"\n    → {finding.remedy}" if finding.remedy else ""
    lines.row(f"{sign} {finding.what}: {finding.says}{remedy}", msgspec.structs.asdict(finding))
