"""Does what flatpak-builder would do with the manifest, in a folder instead of a sandbox.

``try_flatpak.py [ARCHIVE]``: unpacks the Linux archive, runs the manifest's commands, renames
what it renames; the result must validate and start. The runtime and the sandbox themselves
need a network that has them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from product import DIST, ID, VERSION, machine

MANIFEST = HERE / f"{ID}.yml"


def build(archive: Path, place: Path) -> Path:
    """The tree that would be /app."""
    manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    assert manifest["id"] == ID
    source, app = place / "source", place / "app"
    source.mkdir()
    subprocess.run(["tar", "-xf", archive, "-C", source, "--strip-components=1"], check=True)
    (module,) = manifest["modules"]
    for command in module["build-commands"]:
        words = command.replace("${FLATPAK_ID}", ID).replace("/app/", f"{app}/")
        subprocess.run(["sh", "-euc", words], cwd=source, check=True)
    share = app / "share"
    (share / "applications" / manifest["rename-desktop-file"]).rename(
        share / "applications" / f"{ID}.desktop"
    )
    for icon in sorted(share.glob(f"icons/**/{manifest['rename-icon']}.*")):
        icon.rename(icon.with_stem(ID))
    assert (app / "bin" / manifest["command"]).exists()
    return app


def main(archive: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        app = build(archive, Path(place))
        share = app / "share"
        for command in (
            ["desktop-file-validate", share / "applications" / f"{ID}.desktop"],
            ["appstreamcli", "validate", "--no-net", share / "metainfo" / f"{ID}.metainfo.xml"],
            [app / "bin" / "sextant", "--version"],
        ):
            subprocess.run(command, check=True)
        assert f">{ID}.desktop<" in (share / "metainfo" / f"{ID}.metainfo.xml").read_text()
        assert list(share.glob(f"icons/hicolor/scalable/apps/{ID}.svg"))


if __name__ == "__main__":
    default = DIST / f"sextant-{VERSION}-linux-{machine()}.tar.xz"
    main(Path(sys.argv[1]) if sys.argv[1:] else default)
