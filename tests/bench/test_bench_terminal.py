"""How soon the terminal answers, against a Python that does nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support.figures import alternating, ratio_figure
from support.many import large_project


def command(*words: object):
    argv = [sys.executable, *map(str, words)]
    return lambda: subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)


BARE = command("-c", "pass")


def test_help(report):
    measured = alternating(command("-m", "sextant", "--help"), BARE)
    report(ratio_figure("`sextant --help`", *measured, bar=3, baseline="bare Python"))


@pytest.mark.parametrize("count", [1, 10, 100, 1000])
def test_list(report, tmp_path, count):
    large_project(tmp_path / "project", count)
    ours = command("-m", "sextant", "list", "--project", tmp_path / "project")
    what = f"`sextant list`, {count} recording{'s' * (count > 1)}"
    report(ratio_figure(what, *alternating(ours, BARE), bar=5, baseline="bare Python"))
