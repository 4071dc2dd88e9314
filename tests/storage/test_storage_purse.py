"""The month's spending on this computer, with real programs that want the same dollars."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.core.model import LedgerEntry
from sextant.core.purse import MonthSpending
from sextant.storage.purse import FolderPurse, Running

NOVEMBER = datetime(2026, 11, 24, 12, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 2, 12, tzinfo=UTC)

HOLD = """
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from sextant.storage.purse import FolderPurse
purse, taken = FolderPurse(Path(sys.argv[1])), 0
print("ready", flush=True)
sys.stdin.readline()
for number in range(20):
    moment = datetime(2026, 11, 24, 12, tzinfo=UTC)
    taken += purse.hold(f"{sys.argv[2]}-{number}", Decimal(1), Decimal(10), moment)
print(taken, flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def purse(tmp_path: Path) -> FolderPurse:
    return FolderPurse(tmp_path / "spending")


def rival(folder: Path, name: str) -> subprocess.Popen[str]:
    argv = [sys.executable, "-c", HOLD, str(folder), name]
    return subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_two_programs_cannot_pass_the_limit_together(tmp_path: Path) -> None:
    rivals = [rival(tmp_path / "spending", name) for name in ("one", "two")]
    try:
        for process in rivals:
            assert process.stdout.readline() == "ready\n"
        for process in rivals:
            process.stdin.write("go\n")
            process.stdin.flush()
        assert sum(int(process.stdout.readline()) for process in rivals) == 10
    finally:
        for process in rivals:
            process.communicate("bye\n", timeout=60)


def test_what_a_killed_program_held_stays_held_and_its_lock_is_nobodys(tmp_path: Path) -> None:
    process = rival(tmp_path / "spending", "doomed")
    process.stdout.readline()
    process.stdin.write("go\n")
    process.stdin.flush()
    assert process.stdout.readline() == "10\n"
    process.kill()
    process.communicate(timeout=60)
    purse = FolderPurse(tmp_path / "spending")
    assert not purse.hold("mine", Decimal("0.01"), Decimal(10), NOVEMBER)
    purse.settle("doomed-0", Decimal("0.20"), NOVEMBER, NOVEMBER)  # as resuming finds out
    assert purse.hold("mine", Decimal("0.80"), Decimal(10), NOVEMBER)
    assert not purse.hold("more", Decimal("0.01"), Decimal(10), NOVEMBER)


def test_a_cost_takes_the_place_of_what_was_held(purse: FolderPurse) -> None:
    assert purse.hold("a", Decimal(3), Decimal(5), NOVEMBER)
    assert not purse.hold("b", Decimal(3), Decimal(5), NOVEMBER)
    purse.settle("a", Decimal("0.5"), NOVEMBER, NOVEMBER)
    assert purse.hold("b", Decimal(3), Decimal(5), NOVEMBER)
    assert purse.spent(NOVEMBER) == MonthSpending(Decimal("0.5"), Decimal(3), 1)


def test_an_unknown_cost_stays_held(purse: FolderPurse) -> None:
    purse.hold("a", Decimal(3), None, NOVEMBER)
    purse.settle("a", None, NOVEMBER, NOVEMBER)
    assert purse.spent(NOVEMBER) == MonthSpending(held=Decimal(3), unknown=1)


def test_an_unknown_price_fits_only_where_there_is_no_limit(purse: FolderPurse) -> None:
    assert purse.hold("a", None, None, NOVEMBER)
    assert not purse.hold("b", None, Decimal(100), NOVEMBER)
    assert purse.spent(NOVEMBER) == MonthSpending(unknown=1)


def test_a_month_begins_with_nothing_and_a_late_cost_belongs_to_its_own(
    purse: FolderPurse,
) -> None:
    purse.hold("a", Decimal(3), Decimal(5), NOVEMBER)
    assert purse.hold("b", Decimal(5), Decimal(5), DECEMBER)
    purse.settle("a", Decimal(1), NOVEMBER, DECEMBER)
    assert purse.spent(NOVEMBER).most == 1
    assert purse.spent(DECEMBER).most == 5


def test_a_torn_line_hides_no_other(purse: FolderPurse, tmp_path: Path, caplog) -> None:
    purse.hold("a", Decimal(3), None, NOVEMBER)
    (file,) = (tmp_path / "spending").glob("*.jsonl")
    with file.open("a") as lines:
        lines.write('{"event":"held","id":"b","estim')
    purse.hold("c", Decimal(1), None, NOVEMBER)
    assert purse.spent(NOVEMBER).most == 4
    assert all(json.loads(line) for line in file.read_text().splitlines() if line.endswith("}"))


EVENTS = st.tuples(
    st.sampled_from(["held", "settled", "torn", "whole but for its end", "edited", "gone"]),
    st.sampled_from("abc"),
    st.decimals(0, 5, places=2),
)


@given(st.lists(EVENTS, max_size=12))
def test_a_sum_that_is_kept_is_the_sum_of_what_is_there(tmp_path_factory, steps) -> None:
    """Whatever another program, a crash or a person did to the file in between."""
    folder = tmp_path_factory.mktemp("spending")
    kept, other = FolderPurse(folder), FolderPurse(folder)
    file = folder / "2026-11.jsonl"
    for step, account, usd in steps:
        raw = file.read_bytes() if file.exists() else b""
        line = f'{{"event":"held","id":"{account}x","time":"2026-11-24T12:00:00Z","service":""'
        match step:
            case "held":
                other.hold(account, usd, None, NOVEMBER)
            case "settled":
                kept.settle(account, usd, NOVEMBER, NOVEMBER)
            case "torn":
                file.write_bytes(raw + line.encode())
            case "whole but for its end":
                file.write_bytes(raw + f'{line},"estimate_usd":{usd}}}'.encode())
            case "edited":
                file.write_bytes(raw.replace(b":1", b":2"))
            case _:
                file.unlink(missing_ok=True)
        spent = FolderPurse(folder).spent(NOVEMBER).most
        assert kept.hold("", Decimal(0), spent, NOVEMBER)
        assert not kept.hold("", Decimal("0.01"), spent, NOVEMBER)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["held", "settled", "strange"]),
            st.sampled_from("abc"),
            st.none() | st.decimals(0, 5, places=2),
        )
    )
)
def test_whatever_the_lines_say_the_most_is_never_less_than_what_is_settled(lines) -> None:
    entries = [
        LedgerEntry(event=event, id=id_, time=NOVEMBER, service="", estimate_usd=usd, cost_usd=usd)
        for event, id_, usd in lines
    ]
    running = Running()
    running.add(entries)
    found = running.spending()
    assert found.most >= found.settled >= 0
    assert found.most <= sum(usd or 0 for _, _, usd in lines)
