"""Runs what the release workflow runs on Linux, step by step, as its file says it.

``try_workflow.py [--shells]``: every script of bash is read by shellcheck first; with
``--shells`` that is all. What other systems, actions and a tag's release need is passed over
and named. Wants sudo that asks nothing, as hosted runners have it, also for root: the steps
install packages.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
STRICT = ("bash", "--noprofile", "--norc", "-eo", "pipefail")
"""How the hosted runners start bash where a workflow names it."""

HERE = {
    "runner.os == 'Linux'": True,
    "runner.os != 'Linux'": False,
    "runner.os == 'macOS'": False,
    "runner.os == 'Windows'": False,
    "startsWith(github.ref, 'refs/tags/')": True,
    "env.HAS_WINDOWS_SIGNER == 'true'": False,
    "env.HAS_MAC_IDENTITY == 'true'": False,
    "env.HAS_GPG_KEY == 'true'": False,
    "env.HAS_GPG_KEY != 'true'": True,
}
"""What the conditions of its steps come to: Linux, a tag, no secrets."""

OUTSIDE = {"Draft"}
"""What only a tag of the repository can have."""


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def title(step: dict[str, Any]) -> str:
    return str(step.get("name") or step.get("uses") or step["run"].splitlines()[0])


def wanted(step: dict[str, Any]) -> bool:
    """Whether a step's condition holds here; an unknown condition is an error."""
    conditions = str(step.get("if", "")).split(" && ")
    return all(HERE[condition] for condition in conditions if condition)


def read(step: dict[str, Any]) -> None:
    """By shellcheck; what GitHub would put into a script could be anything, so nothing may be."""
    assert "${{" not in step["run"], title(step)
    command = ["shellcheck", "--shell=bash", "--severity=warning", "-"]
    subprocess.run(command, input=step["run"], text=True, check=True)


def run(step: dict[str, Any], environment: dict[str, str]) -> None:
    given = {name: value for name, value in step.get("env", {}).items() if "${{" not in str(value)}
    command = [*STRICT, "-c", step["run"]]
    subprocess.run(command, cwd=ROOT, env={**environment, **given}, check=True)


def main() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))
    scripts = [each for each in steps(workflow) if each.get("shell", "bash") == "bash"]
    for step in scripts:
        if "run" in step:
            read(step)
    print(f"{sum('run' in each for each in scripts)} scripts read", flush=True)
    if "--shells" in sys.argv:
        return
    sys.path.insert(0, str(ROOT / "packaging"))
    from product import VERSION, machine

    with tempfile.NamedTemporaryFile() as summary:
        environment = {
            **os.environ,
            "TAG": f"v{VERSION}",
            "SYSTEM": f"linux-{machine()}",
            "GITHUB_STEP_SUMMARY": summary.name,
        }
        for step in steps(workflow):
            if "run" not in step or not wanted(step) or title(step) in OUTSIDE:
                print(f"-- passed over: {title(step)}", flush=True)
                continue
            print(f"== {title(step)}", flush=True)
            run(step, environment)
    (ROOT / "notes.md").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
