"""What a screen reader is told of a program's window, and where on the screen it stands.

Reads the accessibility tree over its own bus, as AT-SPI describes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from support.bus import ADDRESS
from support.system import require_tools

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
ROOT = "/org/a11y/atspi/accessible/root"
ATSPI = "org.a11y.atspi"

FOCUSABLE, FOCUSED, SHOWING = 11, 12, 25
"""Bits of AT-SPI's state set."""

WATCHED = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
"""What has Qt tell all, though no screen reader is there to ask."""

CONTROLS = frozenset(
    {"push button", "check box", "combo box", "text", "list", "page tab", "menu item", "list item"}
)
"""Roles that a person acts on, whether the keyboard reaches them or not."""


PARTS_IN_FRONT = frozenset({"page tab", "list item"})
"""Of which Qt says that they have the keyboard when they would have it, were it there."""


class Node(NamedTuple):
    """A part of the window. `x` and `y` are its middle in pixels of the screen."""

    role: str
    name: str
    focusable: bool
    focused: bool
    x: int
    y: int
    address: DBusAddress

    @property
    def nameless(self) -> bool:
        """Whether a screen reader would have nothing to say of something one acts on."""
        return (self.focusable or self.role in CONTROLS) and not self.name


@contextmanager
def reading(session: Mapping[str, str]) -> Iterator[Tree]:
    """The tree of the programs of a `session` that were started with `WATCHED`."""
    require_tools(LAUNCHER)
    launcher = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
    with open_dbus_connection(session[ADDRESS]) as connection:
        question = new_method_call(launcher, "GetAddress")
        (address,) = connection.send_and_get_reply(question, timeout=20).body
    with open_dbus_connection(address) as connection:
        yield Tree(connection)


class Tree:
    """Looks anew at each question."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection

    def showing(self) -> Iterator[Node]:
        """All that is to be seen, of all windows of all programs on this bus."""
        registry = DBusAddress(ROOT, f"{ATSPI}.Registry", f"{ATSPI}.Accessible")
        for program in self._children(registry):
            for window in self._children(program):
                yield from self._below(window)

    def find(self, role: str, name: str) -> Node | None:
        """The first one of this role that has this in its name."""
        return next((n for n in self.showing() if n.role == role and name in n.name), None)

    def focused(self) -> Node | None:
        """What has the keyboard: the innermost that says so, without the canvas inside of it."""
        having = [node for node in self.showing() if node.focused and node.focusable]
        return having[-1] if having else None

    def text(self, node: Node) -> str:
        """All the text of a node that has some."""
        return self._call(_as(node.address, "Text"), "GetText", "ii", 0, -1)[0]

    def place(self, node: Node, words: str) -> tuple[int, int]:
        """The middle of the first letter of `words` in the text of `node`, on the screen."""
        offset, screen = self.text(node).index(words), 0
        x, y, width, height = self._call(
            _as(node.address, "Text"), "GetCharacterExtents", "iu", offset, screen
        )
        return x + width // 2, y + height // 2

    def _below(self, address: DBusAddress, *, within: bool = False) -> Iterator[Node]:
        """A part and its own parts. `within`: what holds it has the keyboard."""
        states = self._call(address, "GetState")[0]
        bits = states[0] | states[1] << 32
        if not bits & 1 << SHOWING:
            return
        role = self._call(address, "GetRoleName")[0]
        focused = bool(bits & 1 << FOCUSED) and (within or role not in PARTS_IN_FRONT)
        yield Node(
            role,
            self._property(address, "Name"),
            bool(bits & 1 << FOCUSABLE),
            focused,
            *self._middle(address),
            address,
        )
        for child in self._children(address):
            yield from self._below(child, within=focused)

    def _middle(self, address: DBusAddress) -> tuple[int, int]:
        screen = 0
        extents = self._call(_as(address, "Component"), "GetExtents", "u", screen)
        x, y, width, height = extents[0] if extents else (0, 0, 0, 0)
        return x + width // 2, y + height // 2

    def _children(self, address: DBusAddress) -> list[DBusAddress]:
        found = self._call(address, "GetChildren")
        return (
            [_as(DBusAddress(path, name), "Accessible") for name, path in found[0]] if found else []
        )

    def _property(self, address: DBusAddress, name: str) -> Any:
        reply = self._connection.send_and_get_reply(Properties(address).get(name), timeout=20)
        return reply.body[0][1] if reply.header.message_type is MessageType.method_return else ""

    def _call(self, address: DBusAddress, method: str, signature: str = "", *body: Any) -> Any:
        """Empty where the part has gone meanwhile."""
        message = new_method_call(address, method, signature or None, body)
        reply = self._connection.send_and_get_reply(message, timeout=20)
        return reply.body if reply.header.message_type is MessageType.method_return else ()


def _as(address: DBusAddress, interface: str) -> DBusAddress:
    return DBusAddress(address.object_path, address.bus_name, f"{ATSPI}.{interface}")
