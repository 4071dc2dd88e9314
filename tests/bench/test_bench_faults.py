"""Every fault at a great many steps of a run: the table that `docs/promises.md` speaks of.

A kill and a power cut come at each named step, and every fault at each so manyth one, as
`STRIDES` says; besides, the program is killed at moments that nobody chose. The whole takes
some eight minutes on two cores and prints one table.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import pytest

from support.ordeal import (
    Undisturbed,
    all_of,
    first_of_each_name,
    moments,
    small_disks_are_possible,
    undisturbed,
)
from support.reckoning import Reckoning

if os.name != "posix":
    pytest.skip("process groups and signals are POSIX's", allow_module_level=True)

STRIDES = {
    "kill": 3,
    "power": 4,
    "full": 10,
    "read-only": 10,
    "error": 6,
    "held": 30,
    "forward": 50,
    "backward": 50,
    "sleep": 15,
    "network": 10,
}

AT_EACH_NAME = {"kill", "power"}
"""Faults that come at the first step of each name as well, such as ``replace /audio.m4a``."""

MOMENTS = 100
"""Random moments at which the program is killed; they differ from run to run."""

SMALL_DISKS = range(8, 200, 12)
"""Sizes in kB; a run needs some 200."""


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    return undisturbed(tmp_path_factory.mktemp("usual"))


Report = Callable[[str, Sequence[Reckoning]], None]


def check(name: str, found: Sequence[Reckoning], reckon: Report) -> None:
    reckon(name, found)
    assert [str(one) for one in found if one.lost or one.paid_twice or not one.survived] == []


@pytest.mark.parametrize("fault", STRIDES)
def test_at_a_great_many_steps(fault, usual, tmp_path, reckon):
    steps = {*range(1, len(usual.steps) + 1, STRIDES[fault])}
    if fault in AT_EACH_NAME:
        steps |= {*first_of_each_name(usual.steps)}
    check(fault, all_of(tmp_path, [(fault, at) for at in sorted(steps)], usual), reckon)


def test_killed_at_any_moment(usual, tmp_path, reckon):
    faults = [("moment", at) for at in moments(MOMENTS, usual)]
    check("moment", all_of(tmp_path, faults, usual), reckon)


def test_a_real_disk_that_is_too_small(usual, tmp_path, reckon):
    if not small_disks_are_possible(tmp_path):
        pytest.skip("only the superuser may mount a disk of some kilobytes")
    faults = [("small disk", size) for size in SMALL_DISKS]
    check("small disk", all_of(tmp_path, faults, usual), reckon)
