"""A thread that nobody waits for when the program ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

from sextant.core.errors import SextantError

T = TypeVar("T")


async def aside(act: Callable[[], T]) -> T:
    """What `act` returns, which may take as long as a person thinks. Raises: SextantError.

    A keyring asks its owner to unlock it, and whoever closes the window meanwhile has
    gone: the threads of `asyncio.to_thread` would hold the program until the answer.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def tell(how: Callable[[], object]) -> None:
        def unless_given_up() -> None:
            if not done.done():
                how()

        with suppress(RuntimeError):  # the loop has closed: nobody listens any more
            loop.call_soon_threadsafe(unless_given_up)

    def work() -> None:
        try:
            result = act()
        except SextantError as error:
            refusal = error
            tell(lambda: done.set_exception(refusal))
        else:
            tell(lambda: done.set_result(result))
        finally:
            tell(done.cancel)  # a fault of ours is told by the thread's own hook

    Thread(target=work, name="aside", daemon=True).start()
    return await done
