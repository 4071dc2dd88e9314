"""Each promise to a client names a test, and each test that is named is there."""

from __future__ import annotations

import re

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_every_test_that_a_promise_names_is_there(repository):
    page = (repository / "docs" / "promises.md").read_text()
    named = NAMED.findall(page)
    assert len(named) > 40
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not re.search(rf"^(async )?def {name}\(", (repository / file).read_text(), re.MULTILINE)
    ]
    assert missing == []


def test_every_promise_names_a_test(repository):
    page = (repository / "docs" / "promises.md").read_text()
    promises, _, _ = page.partition("## What `make bench` prints")
    rows = [line for line in promises.splitlines() if line.startswith("| ") and "---" not in line]
    told = [row for row in rows if not row.startswith("| What you may rely on")]
    assert len(told) > 25
    unproved = [row for row in told if not NAMED.search(row) and "same tests" not in row]
    assert unproved == []
