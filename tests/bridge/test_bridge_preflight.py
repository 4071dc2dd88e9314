from __future__ import annotations

from sextant.bridge.preflight import X11_LIBRARIES, obstacle


def test_without_a_display_it_says_so_and_names_the_terminal() -> None:
    words = obstacle({}, platform="linux", loads=lambda name: True)
    assert words is not None
    assert "DISPLAY" in words
    assert "sextant analyze" in words


def test_a_missing_library_is_named_with_its_package() -> None:
    words = obstacle(
        {"DISPLAY": ":0"}, platform="linux", loads=lambda name: name != "libxcb-cursor.so.0"
    )
    assert words is not None
    assert "libxcb-cursor.so.0" in words
    assert words.endswith("sudo apt-get install libxcb-cursor0")


def test_wayland_and_offscreen_need_no_x11() -> None:
    def loads(name: str) -> bool:
        return name not in X11_LIBRARIES

    assert obstacle({"WAYLAND_DISPLAY": "w"}, platform="linux", loads=loads) is None
    assert obstacle({"QT_QPA_PLATFORM": "offscreen"}, platform="linux", loads=loads) is None
    assert obstacle({"DISPLAY": ":0"}, platform="linux", loads=loads) is not None


def test_elsewhere_there_is_nothing_to_check() -> None:
    assert obstacle({}, platform="darwin", loads=lambda name: False) is None
