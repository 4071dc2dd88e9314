"""What tests of the two services start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.services import FakeServices
from support.services import ServiceBench


@pytest.fixture
def fake() -> Iterator[FakeServices]:
    with FakeServices() as server:
        yield server


@pytest.fixture
def bench(tmp_path: Path, fake: FakeServices) -> ServiceBench:
    return ServiceBench(tmp_path, fake)
