from __future__ import annotations

import asyncio

import pytest

from sextant.bridge.tasks import Tasks
from sextant.core.errors import DiskFull


async def fail(error: Exception) -> None:
    raise error


async def forever() -> None:
    await asyncio.Event().wait()


def test_an_error_of_a_task_is_handed_on() -> None:
    seen: list[BaseException] = []
    error = DiskFull()

    async def scenario() -> None:
        tasks = Tasks(seen.append)
        await asyncio.wait([tasks.start("work", fail(error))])
        await asyncio.sleep(0)
        assert not tasks.running("work")

    asyncio.run(scenario())
    assert seen == [error]


def test_a_defect_reaches_the_log_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[BaseException] = []

    async def scenario() -> None:
        tasks = Tasks(seen.append)
        await asyncio.wait([tasks.spawn("work", fail(ValueError("what Ms Smith said")))])
        await asyncio.sleep(0)

    asyncio.run(scenario())
    assert len(seen) == 1
    assert "ValueError" in caplog.text
    assert "Smith" not in caplog.text


def test_a_second_task_of_a_name_takes_the_place_of_the_first() -> None:
    async def scenario() -> None:
        tasks = Tasks(lambda error: None)
        first = tasks.start("read", forever())
        await asyncio.sleep(0)
        second = tasks.start("read", forever())
        await asyncio.wait([first])
        assert first.cancelled()
        assert tasks.running("read")
        assert not second.done()
        await tasks.close()
        assert second.cancelled()

    asyncio.run(scenario())


def test_close_waits_for_tasks_that_start_others_while_they_end() -> None:
    ended: list[str] = []

    async def scenario() -> None:
        tasks = Tasks(lambda error: None)

        async def last() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append("last")

        async def first() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                tasks.start("last", last())
                await asyncio.sleep(0)

        tasks.start("first", first())
        await asyncio.sleep(0)
        await tasks.close()
        assert not tasks.running("last")

    asyncio.run(scenario())
    assert ended == ["last"]
