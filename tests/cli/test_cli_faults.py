"""Whatever befalls a run, at whichever of its steps: nothing is lost and nothing paid twice.

A few dozen of the faults that ``make bench`` brings about by the hundred.
"""

from __future__ import annotations

import os

import pytest

from support.ordeal import Undisturbed, all_of, moments, undisturbed

if os.name != "posix":
    pytest.skip("process groups and signals are POSIX's", allow_module_level=True)

TRIES = {
    "kill": 7,
    "moment": 6,
    "power": 4,
    "full": 2,
    "read-only": 1,
    "error": 3,
    "held": 1,
    "forward": 1,
    "backward": 1,
    "sleep": 1,
    "network": 3,
}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    return undisturbed(tmp_path_factory.mktemp("usual"))


def spread(steps: int, tries: int) -> list[int]:
    """Numbers from 1 to `steps`, evenly apart, none at the very ends."""
    return [steps * (2 * number + 1) // (2 * tries) + 1 for number in range(tries)]


@pytest.mark.parametrize("fault", TRIES)
def test_whatever_befalls_a_run_nothing_is_lost_and_nothing_paid_twice(fault, usual, tmp_path):
    chosen = spread(len(usual.steps), TRIES[fault])
    steps = moments(TRIES[fault], usual) if fault == "moment" else chosen
    found = all_of(tmp_path, [(fault, at) for at in steps], usual)
    assert [str(one) for one in found if one.lost or one.paid_twice or not one.survived] == []


def test_a_run_that_is_killed_has_done_its_steps_till_then(usual, tmp_path):
    """Lest the faults of these tests strike nowhere."""
    (found,) = all_of(tmp_path, [("kill", 40)], usual)
    assert found.step != "none"
    assert len((tmp_path / "0 kill 40" / "steps").read_text().splitlines()) < len(usual.steps) / 2
