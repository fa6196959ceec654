"""Where a run comes from: the assumptions that make its lives, and the state of the code."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import agents
import c360sim
from c360sim import assumptions
from c360sim.assumptions import Assumptions, Parameter

NOT_OF_A_RUN = ("targets.csv", "scf2019_by_age.csv")
"""Tables beside the assumptions that only `validate` reads."""
CODE = ("c360sim", "agents")
"""The folders of a clone whose files make a run."""


def provenance(parameters: Assumptions | None = None) -> dict[str, Any]:
    """Return what a manifest says of where a run comes from.

    `assumptions`: a SHA-256 over all of them (every parameter with its value and unit, the other tables and the personas as texts), and
    each parameter whose value is not the shipped one. `code`: the commit and the files that differ from it; None where neither git nor
    the installation knows one.
    """
    shipped = assumptions.load().parameters
    given = shipped if parameters is None else parameters.parameters
    digest = hashlib.sha256(_tables_and_personas().encode())
    for key, found in sorted(given.items()):
        digest.update(f"{key} {found.value!r} {found.unit}\n".encode())
    changed = [
        {"name": name, "segment": segment, "shipped": was, "value": is_}
        for name, segment in sorted({*shipped, *given})
        if (was := _value(shipped, name, segment)) != (is_ := _value(given, name, segment))
    ]
    return {"assumptions": {"sha256": digest.hexdigest(), "changed": changed}, "code": code()}


@cache
def code() -> dict[str, Any] | None:
    """Return the commit of the code, and its files that are not as they are there; None where no commit is known."""
    root = Path(c360sim.__file__).resolve().parents[1]
    if not (root / ".git").exists():
        installed = metadata.distribution("c360sim").read_text("direct_url.json")
        commit = json.loads(installed or "{}").get("vcs_info", {}).get("commit_id")
        return commit and {"commit": commit, "edited": []}
    try:
        commit = _git(root, "rev-parse", "HEAD").strip()
        entries = _git(root, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *CODE).split("\0")
    except (OSError, subprocess.CalledProcessError):
        return None
    return {"commit": commit, "edited": sorted(entry[3:] for entry in entries if entry)}


def _git(root: Path, *arguments: str) -> str:
    elsewhere = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}  # as within a hook of another clone
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True, env=elsewhere).stdout


def _value(parameters: Mapping[tuple[str, str], Parameter], name: str, segment: str) -> float | None:
    found = parameters.get((name, segment))
    return None if found is None else found.value


@cache
def _tables_and_personas() -> str:
    tables = {name: text for name, text in _texts(resources.files(assumptions), ".csv") if name not in NOT_OF_A_RUN}
    return json.dumps([tables, dict(_texts(resources.files(agents), ".py"))])


def _texts(folder: Traversable, suffix: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_file() and entry.name.endswith(suffix):
            yield entry.name, entry.read_text(encoding="utf-8")
