"""A hand at the real program's window, which finds its way by what a screen reader is told."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from support.accessible import Node, Tree, reading
from support.desktop import eventually, find_window, xdotool
from support.program import program

Environment = Mapping[str, str]


class Hand:
    """Presses keys and clicks on what the tree names."""

    def __init__(self, environment: Environment, tree: Tree) -> None:
        self._environment = environment
        self._tree = tree

    def see(self, role: str, name: str) -> Node:
        """A part of the window, once it is there."""
        eventually(lambda: self._tree.find(role, name), f"a {role} “{name}”")
        found = self._tree.find(role, name)
        assert found is not None
        return found

    def click(self, role: str, name: str) -> None:
        self.click_at(*self._at_rest(role, name))

    def click_at(self, x: int, y: int) -> None:
        xdotool(self._environment, "mousemove", x, y, "sleep", "0.05", "click", 1)

    def press(self, *keys: str) -> None:
        xdotool(self._environment, "key", "--clearmodifiers", "--delay", 30, *keys)

    def press_for(self, role: str, name: str, *keys: str) -> None:
        """Press until it has come: what cannot be done at this moment can be in the next."""

        def come() -> bool:
            self.press(*keys)
            return self._tree.find(role, name) is not None

        eventually(come, f"a {role} “{name}”")

    def write(self, words: str | Path) -> None:
        xdotool(self._environment, "type", "--delay", 4, str(words))

    def tab_to(self, role: str, name: str, *, key: str = "Tab", most: int = 60) -> None:
        """Press the key until this part has the keyboard; each one on the way has a name."""
        way: list[str] = []
        for _ in range(most):
            here = self._tree.focused()
            if here is not None and here.role == role and name in here.name:
                return
            if here is not None:
                way.append(f"{here.role} “{here.name}”")
                assert here.name, f"nameless, after {way}"
            self.press(key)
        raise AssertionError(f"the keyboard does not reach a {role} “{name}” by {way}")

    def _at_rest(self, role: str, name: str) -> tuple[int, int]:
        """Where it is once it stays where it is."""
        seen: list[tuple[int, int]] = []

        def still() -> bool:
            node = self.see(role, name)
            seen.append((node.x, node.y))
            return len(seen) > 1 and seen[-1] == seen[-2]

        eventually(still, f"{name} to come to rest")
        return seen[-1]


@contextmanager
def opened(
    environment: Environment, project: Path, *, titled: str = ""
) -> Iterator[tuple[subprocess.Popen[bytes], Tree, Hand]]:
    """The program with its window, what a screen reader hears of it, and a hand.

    Before its project is open, the window is `titled` otherwise.
    """
    with reading(environment) as tree, program(environment, "--project", project) as window:
        shown = find_window(environment, titled or project.name)
        xdotool(environment, "windowactivate", "--sync", shown)
        yield window, tree, Hand(environment, tree)


def everything_has_a_name(tree: Tree) -> None:
    assert [node for node in tree.showing() if node.nameless] == []
