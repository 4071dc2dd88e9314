"""The bill of materials of what is built here, as CycloneDX 1.6 in JSON.

``python packaging/sbom.py TARGET``. From the same list as the notices; what wheels tell of
their own insides (Rust crates, OpenSSL) is taken over. Two builds of one commit write the same.
"""

from __future__ import annotations

import json
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from components import Component, all_components
from product import ID, NAME, PUBLISHER, VERSION, epoch


def bill(components: list[Component]) -> dict[str, Any]:
    about = f"{ID} {VERSION} {sys.platform} {epoch()}"
    ours = {
        "type": "application",
        "bom-ref": "sextant",
        "name": NAME,
        "version": VERSION,
        "publisher": PUBLISHER,
        "licenses": [{"license": {"id": "MIT"}}],
    }
    parts = [_component(each) for each in components]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, about)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(epoch(), UTC).isoformat().replace("+00:00", "Z"),
            "component": ours,
        },
        "components": parts,
        "dependencies": [{"ref": "sextant", "dependsOn": [part["bom-ref"] for part in parts]}],
    }


def _component(each: Component) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": "application" if each.name == "FFmpeg" else "library",
        "bom-ref": each.name,
        "name": each.name,
        "licenses": [{"expression": each.licence}],
    }
    if each.version:
        found["version"] = each.version
    if each.role:
        found["description"] = each.role
    if each.purl and each.version:
        found["purl"] = f"{each.purl}@{each.version}"
    if each.homepage:
        found["externalReferences"] = [{"type": "website", "url": each.homepage}]
    if each.parts:
        found["components"] = [
            {"bom-ref": f"{each.name}/{number}"}
            | {
                key: part[key]
                for key in ("type", "name", "version", "licenses", "purl")
                if key in part
            }
            for number, part in enumerate(each.parts)
        ]
    return found


if __name__ == "__main__":
    words = json.dumps(bill(all_components(sys.platform)), indent=1, ensure_ascii=False)
    Path(sys.argv[1]).write_text(words + "\n", encoding="utf-8")
