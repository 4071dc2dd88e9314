"""The gate lets so many through, and can become narrow while it is in use."""

import asyncio

from sextant.core.gate import Gate


def peak(width: int, *, narrow_at: int | None = None) -> list[int]:
    async def run() -> list[int]:
        gate, inside, seen = Gate(width), 0, []

        async def visit(number: int) -> None:
            nonlocal inside
            async with gate.pass_through():
                inside += 1
                seen.append(inside)
                if number == narrow_at:
                    gate.narrow()
                await asyncio.sleep(0)
                inside -= 1

        async with asyncio.TaskGroup() as group:
            for number in range(8):
                group.create_task(visit(number))
        return seen

    return asyncio.run(run())


def test_no_more_than_its_width() -> None:
    seen = peak(3)
    assert len(seen) == 8
    assert max(seen) == 3


def test_one_at_a_time_once_it_is_narrow() -> None:
    seen = peak(3, narrow_at=2)
    assert seen == [1, 2, 3, 1, 1, 1, 1, 1]
