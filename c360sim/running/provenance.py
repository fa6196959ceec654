"""Where a run comes from: the assumptions that make its lives, and the state of the code."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from functools import cache
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import agents
import c360sim
from c360sim.assumptions import Assumptions

CODE = ("c360sim", "agents")
"""The folders of a clone whose files make a run."""


def provenance(parameters: Assumptions | None = None) -> dict[str, Any]:
    """Return what a manifest says of where a run comes from.

    `assumptions`: a SHA-256 over all of them (parameters, tables, the personas' figures and files), each parameter whose value is not
    the shipped one, and the names of other tables than those shipped. `code`: the commit and the files that differ from it; None where
    neither git nor the installation knows one.
    """
    shipped = agents.shipped()
    given = parameters or shipped
    files = json.dumps(_persona_files(), sort_keys=True)
    digest = hashlib.sha256(f"{given.fingerprint()} {files}".encode())
    changed = [
        {"name": name, "segment": segment, "shipped": was, "value": is_}
        for name, segment in sorted({*shipped.parameters, *given.parameters})
        if (was := _value(shipped, name, segment)) != (is_ := _value(given, name, segment))
    ]
    others = sorted(name for name in {*shipped.tables, *given.tables} if shipped.tables.get(name) != given.tables.get(name))
    return {"assumptions": {"sha256": digest.hexdigest(), "changed": changed, "tables": others}, "code": code()}


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


def _value(given: Assumptions, name: str, segment: str) -> float | None:
    found = given.parameters.get((name, segment))
    return None if found is None else found.value


@cache
def _persona_files() -> dict[str, str]:
    """Return the text of each persona's file: its stages, and how such lives begin."""
    files = [entry for entry in resources.files(agents).iterdir() if entry.name.endswith(".py")]
    return {entry.name: entry.read_text(encoding="utf-8") for entry in files}
