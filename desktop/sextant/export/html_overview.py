"""What a report shows before the answers: agreement, speakers, evidence; and after: its origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sextant.core.agreement import Moment
from sextant.core.evidence import Status
from sextant.core.view import RecordingView
from sextant.export import wording
from sextant.export.html_answer import Play, attribute, safe
from sextant.export.strip import level, speakers_html, strip_svg
from sextant.export.turns import Turns


def overview(view: RecordingView, turns: Turns, play: Play) -> Iterator[str]:
    """The recording at a glance."""
    if strip := strip_svg(view.moments, turns, len(view.answers)):
        yield '<section aria-labelledby="agreement"><h2 id="agreement">Where the answers meet</h2>'
        yield f'<div class="across">{strip}</div>{_shades(len(view.answers))}'
        yield from _Moments(view, turns, play).lists()
        yield "</section>\n"
    if view.transcript and (lanes := speakers_html(view.recording, view.transcript)):
        yield '<section aria-labelledby="speakers"><h2 id="speakers">Who spoke</h2>'
        yield f"{lanes}</section>\n"
    yield from _evidence(view)


def _shades(answers: int) -> str:
    seen = {level(count, answers): count for count in range(answers, 0, -1)}
    shown = "".join(
        f'<li><svg class="shade" viewBox="0 0 10 10" aria-hidden="true">'
        f'<rect class="level{shade}" width="10" height="10"/></svg>{count}</li>'
        for shade, count in sorted(seen.items())
    )
    return f'<ul class="shades"><li>Answers at one moment</li>{shown}</ul>\n'


class _Moments:
    """The moments of a recording as lists: those of several answers, those of one alone."""

    def __init__(self, view: RecordingView, turns: Turns, play: Play) -> None:
        self._view = view
        self._turns = turns
        self._play = play
        self._groups = [group for _, group in wording.groups(view.answers)]

    def lists(self) -> Iterator[str]:
        moments = self._view.moments
        shared = [moment for moment in moments if len(moment.analyses) > 1]
        if shared:
            yield self._list(shared)
        if single := [moment for moment in moments if len(moment.analyses) == 1]:
            words = wording.plural(len(single), "moment")
            opened = "" if shared else " open"
            yield f"<details{opened}><summary>{words} that one answer alone points to</summary>"
            yield f"{self._list(single)}</details>\n"

    def _list(self, moments: Sequence[Moment]) -> str:
        return f'<ol class="moments">{"".join(map(self._row, moments))}</ol>\n'

    def _row(self, moment: Moment) -> str:
        turns = self._turns
        anchor, time = turns.index(moment.start), turns.clock(moment.start)
        words = safe(wording.words_of(moment, self._view.transcript))
        return (
            f'<li><span class="when"><a class="time" href="#t{anchor}">{time}</a>'
            f"{self._play(moment.start)}</span>{self._who(moment)}"
            f'<span class="said" dir="auto">{words}</span></li>\n'
        )

    def _who(self, moment: Moment) -> str:
        """The grid in small: a row a prompt, filled where the answer points here."""
        answers, ids = self._view.answers, set(moment.analyses)
        dots = "".join(
            f"<circle{attribute('class', 'on' if answer.id in ids else '')}"
            f' cx="{6 + 12 * column}" cy="{6 + 12 * row}" r="4"/>'
            for row, group in enumerate(self._groups)
            for column, answer in enumerate(group)
        )
        width, height = 12 * max(map(len, self._groups)), 12 * len(self._groups)
        named = safe("; ".join(wording.name(answer) for answer in answers if answer.id in ids))
        return (
            f'<span class="who" title="{named}"><svg class="dots" width="{width}" '
            f'height="{height}" viewBox="0 0 {width} {height}" aria-hidden="true">{dots}</svg>'
            f'{len(ids)} of {len(answers)}<span class="hidden">: {named}</span></span>'
        )


def _evidence(view: RecordingView) -> Iterator[str]:
    found = wording.counts(view.answers)
    if not found:
        return
    yield '<section aria-labelledby="evidence"><h2 id="evidence">What became of the quotations</h2>'
    yield '<ul class="tally">'
    for status in Status:
        yield (
            f'<li class="{status}"><b>{found[status]}</b> <span class="sign">'
            f"{wording.SIGNS[status]}</span> {wording.STATUSES[status]}</li>"
        )
    yield f'</ul><p class="summary">{safe(wording.METHOD)}</p></section>\n'


def provenance(view: RecordingView) -> Iterator[str]:
    """Which model answered which prompt, when, for how much."""
    if not view.answers:
        return
    heads, *rows = wording.provenance(view)
    yield '<section aria-labelledby="origin"><h2 id="origin">How this was made</h2>'
    yield '<div class="wide" role="group" aria-label="Origin of the answers" tabindex="0"><table>'
    columns = "".join(f'<th scope="col">{head}</th>' for head in heads)
    yield f"<thead><tr>{columns}</tr></thead><tbody>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{safe(cell)}</td>' for cell in row)}</tr>\n"
    yield "</tbody></table></div></section>\n"
