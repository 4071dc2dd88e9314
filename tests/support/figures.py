"""Figures of the benchmarks: each beside a baseline of the same run, and the machine's noise."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

BEGIN = "<!-- figures: written by make bench -->"
END = "<!-- end of figures -->"


class Sample(NamedTuple):
    """Several measurements of one thing, all in one unit."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def noise(self) -> float:
        """Half the way from the least to the most, as a part of the median."""
        return (max(self.values) - min(self.values)) / 2 / self.median if self.median else 0.0


class Figure(NamedTuple):
    """One row: what was measured, against what, and the bar it should reach."""

    what: str
    value: str
    baseline: str
    ratio: str
    bar: str
    met: bool | None
    noise: str = ""

    @property
    def verdict(self) -> str:
        return {True: "met", False: "NOT MET", None: "–"}[self.met]


def timed(action: Callable[[], object]) -> float:
    """Seconds that `action` takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def alternating(
    ours: Callable[[], object], theirs: Callable[[], object], runs: int = 7
) -> tuple[Sample, Sample, Sample]:
    """Seconds of `ours`, of `theirs` and their ratios, taken in turn after a warm-up each.

    Pair by pair, so that a machine whose speed drifts treats both alike.
    """
    ours(), theirs()
    pairs = [(timed(ours), timed(theirs)) for _ in range(runs)]
    return (
        Sample(tuple(a for a, _ in pairs)),
        Sample(tuple(b for _, b in pairs)),
        Sample(tuple(a / b for a, b in pairs)),
    )


def ratio_figure(
    what: str, ours: Sample, theirs: Sample, ratios: Sample, *, bar: float | None, baseline: str
) -> Figure:
    return Figure(
        what,
        seconds(ours.median),
        f"{baseline}: {seconds(theirs.median)}",
        f"{ratios.median:.2f} ×",
        "–" if bar is None else f"≤ {bar:g} ×",
        None if bar is None else ratios.median <= bar,
        f"± {ratios.noise:.0%}",
    )


def seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def megabytes(value: float) -> str:
    return f"{value / 1e6:.1f} MB"


HEAD = ("what", "measured", "baseline", "ratio", "bar", "noise", "")


def row(figure: Figure) -> str:
    f = figure
    return _line((f.what, f.value, f.baseline, f.ratio, f.bar, f.noise, f.verdict))


def table(figures: Sequence[Figure]) -> str:
    """As Markdown."""
    return "\n".join((*_head(), *map(row, figures)))


def write_into(page: Path, figures: Sequence[Figure]) -> None:
    """Put the rows into the table between the two marks of `page`; all else stays as it is.

    A row that is there already is replaced, so that a part of the benchmarks may be run anew.
    """
    before, _, rest = page.read_text().partition(BEGIN)
    inside, _, after = rest.partition(END)
    rows = {_name(line): line for line in inside.strip().splitlines()[len(_head()) :]}
    rows.update({_name(line): line for line in map(row, figures)})
    lines = "\n".join((*_head(), *rows.values()))
    page.write_text(f"{before}{BEGIN}\n{lines}\n{END}{after}")


def _head() -> tuple[str, str]:
    return _line(HEAD), _line(("---",) * len(HEAD))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _name(line: str) -> str:
    return line.split(" | ", 1)[0]
