"""A whole practice answer: the question's own headings, filled with what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sextant.practice import sections
from sextant.practice.ranking import RANKINGS
from sextant.practice.said import instruction, sentences
from sextant.practice.sections import Section, Talk

HEADING = re.compile(r"^##? +(.+?)\s*$", re.MULTILINE)

BY_HEADING: tuple[tuple[str, Section], ...] = (
    ("decision", sections.decided),
    ("promise", sections.promised),
    ("open", sections.left_open),
    ("contradiction", sections.contradicting),
    ("assum", sections.assumed),
    ("weak", sections.weak),
    ("missing", sections.unheard),
    ("ask", sections.to_ask),
    ("what was said", sections.by_speaker),
)
"""What a heading must hold, and what fills it; every other one gets a digest."""

NOTICE = (
    "*Practice, not AI: sentences picked by counting words, {prefers} first. "
    "Nothing here has been understood.*"
)

NOTHING = "Counting words finds nothing here."

NO_WORDS = "There are no words to choose from."


def extract(model: str, question: str) -> Iterator[str]:
    """The answer of `model`, line by line, in Markdown. Raises: KeyError, for an unknown one."""
    ranking = RANKINGS[model]
    yield NOTICE.format(prefers=ranking.prefers)
    said = sentences(question)
    if not said:
        yield from ("", NO_WORDS)
        return
    talk = Talk(said, dict(zip(said, ranking.weigh(said), strict=True)))
    for heading in HEADING.findall(instruction(question)) or ["Extracts"]:
        yield from ("", f"## {heading}", "")
        yield from list(_section(heading)(talk)) or [NOTHING]


def _section(heading: str) -> Section:
    lowered = heading.lower()
    found = (section for words, section in BY_HEADING if words in lowered)
    return next(found, sections.digest)
