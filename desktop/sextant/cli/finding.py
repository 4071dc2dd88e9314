"""One line of the doctor's reports."""

from __future__ import annotations

from textwrap import indent

import msgspec

from sextant.cli.output import Lines, told
from sextant.core.errors import SextantError


class Finding(msgspec.Struct, frozen=True):
    """What was looked at, whether it works, and the remedy where it does not."""

    what: str
    works: bool
    says: str
    remedy: str = ""


def trouble(what: str, error: SextantError) -> Finding:
    title, _, remedy = told(error)
    return Finding(what, works=False, says=title, remedy=remedy)


def tell(finding: Finding, lines: Lines) -> None:
    sign = "✓" if finding.works else "✗"
    remedy = finding.remedy and indent(f"\n→ {finding.remedy}", "    ")
    lines.row(f"{sign} {finding.what}: {finding.says}{remedy}", msgspec.structs.asdict(finding))
