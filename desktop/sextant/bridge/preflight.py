"""Whether a window can come up here at all, found out before Qt is loaded.

Without a display or one of the system's libraries Qt ends the process itself;
a person then sees a core dump rather than the name of a package.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Mapping

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Needed by Qt's own libraries, whatever the platform. Library: Debian's package."""

X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""Needed by the plugin that draws on X11."""


def obstacle(
    environment: Mapping[str, str],
    *,
    platform: str = sys.platform,
    loads: Callable[[str], bool] | None = None,
) -> str | None:
    """Why no window can come up here and what to do about it; ``None`` when one can.

    `loads` says whether a shared library can be loaded.
    """
    if platform != "linux":
        return None
    plugin = environment.get("QT_QPA_PLATFORM", "")
    wayland = bool(environment.get("WAYLAND_DISPLAY"))
    if not plugin and not wayland and not environment.get("DISPLAY"):
        return (
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).\n"
            "Start Sextant from a desktop session, or use the terminal: sextant analyze --help"
        )
    wanted = dict(LIBRARIES)
    if plugin.startswith("xcb") or not (plugin or wayland):
        wanted |= X11_LIBRARIES
    can_load = loads or _loads
    missing = {name: package for name, package in wanted.items() if not can_load(name)}
    if not missing:
        return None
    return (
        f"The window needs libraries this system lacks: {', '.join(missing)}.\n"
        f"On Debian or Ubuntu: sudo apt-get install {' '.join(missing.values())}"
    )


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
