"""Writes what is shipped and under which licence, for people and for the About page.

``python packaging/notices.py`` writes ``resources/licenses/components.json``, which is kept
in the repository: every name with its licence, for all systems, without versions, so that it
only changes when what is shipped does. ``notices.py --for-here FOLDER`` writes the same with
the versions of this system, and NOTICES.txt with every licence's text, for what is built.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from components import TEXTS, Component, all_components
from product import NAME, ROOT, VERSION
from sextant.core import shipped

RULE = "=" * 78


def listed(components: Iterable[Component], *, versions: bool) -> str:
    """The list as JSON, one object a line."""
    rows = []
    for each in components:
        row = {field: getattr(each, field) for field in shipped.Component.__struct_fields__}
        row["version"] = each.version if versions else ""
        rows.append({field: value for field, value in row.items() if value})
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"[\n{lines}\n]\n"


def in_full(components: Iterable[Component]) -> str:
    """Every licence, word for word; a text that several share is printed once."""
    known = list(components)
    out = [
        f"{NAME} {VERSION} is free software under the MIT licence. It comes with the software",
        "listed here, each under a licence of its own; their texts follow the list.\n",
    ]
    for each in known:
        out.append(f"{each.name} {each.version}".rstrip())
        out.append(f"    Licence: {each.licence}")
        out += [f"    {line}" for line in (each.homepage, each.role) if line]
        out += [f"    {line}".rstrip() for line in each.offer.splitlines()]
        if each.parts:
            out.append("    Compiled into it:")
            out += sorted({f"        {_part(part)}" for part in each.parts})
        out.append("")
    texts: dict[str, list[str]] = {}
    texts.setdefault((ROOT / "LICENSE").read_text(), []).append(NAME)
    for each in known:
        for title, words in each.texts:
            texts.setdefault(words.strip(), []).append(f"{each.name} ({title})")
    for words, owners in texts.items():
        out += [RULE, *(f"  {owner}" for owner in owners), RULE, "", words.strip(), ""]
    return "\n".join(out)


def _part(part: dict[str, object]) -> str:
    licences = part.get("licenses") or []
    assert isinstance(licences, list)
    names = [
        entry.get("expression") or entry.get("license", {}).get("id") or "see its homepage"
        for entry in licences
    ]
    return f"{part['name']} {part.get('version', '')}: {', '.join(names) or 'see its homepage'}"


def main(words: list[str]) -> int:
    if words[:1] == ["--for-here"]:
        folder = Path(words[1])
        here = all_components(sys.platform)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "components.json").write_text(listed(here, versions=True), encoding="utf-8")
        (folder / "NOTICES.txt").write_text(in_full(here), encoding="utf-8")
        for text in TEXTS.glob("*.txt"):
            (folder / text.name).write_bytes(text.read_bytes())
        nameless = [each.name for each in here if not each.licence]
    else:
        everything = all_components()
        (TEXTS / "components.json").write_text(listed(everything, versions=False), encoding="utf-8")
        nameless = [each.name for each in everything if not each.licence]
    if nameless:
        print(f"No licence is known for {', '.join(nameless)}: say it in components.toml")
    return 1 if nameless else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
