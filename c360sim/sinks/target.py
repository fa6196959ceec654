"""The output folder: what may stand there, and how a finished data set takes its place."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from c360sim import scratch
from c360sim.sinks import DATABASE, described
from c360sim.sinks.described import MANIFEST, Entries, Undescribed
from c360sim.sinks.manifest import sha256

ALLOWED = "a new or empty folder, an unchanged earlier data set, or this place once what stands there has been moved away"
EARLIER = "earlier"
"""Where the data set that is being replaced stands within the working folder, for a moment."""

_WORKING = re.compile(r"\.(.+)\.partial-.{8}")

Seen = dict[str, tuple[int, int, int]]
"""By path within a folder: a file's inode, bytes and time of change."""


class TargetError(ValueError):
    """The output folder cannot be used: what is wrong with it, and what is allowed instead."""

    def __init__(self, problem: str, allowed: str) -> None:
        super().__init__(f"{problem}; allowed: {allowed}")
        self.problem = problem
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at a place: the manifest of an earlier data set, and its files; nothing, or an empty folder, has neither."""

    manifest: Mapping[str, Any] | None
    seen: Seen


def check(out: Path) -> Standing:
    """Return what stands at `out`: nothing, or an earlier data set all of whose files are as it was written.

    Raises TargetError for anything else, and where a data set cannot be put. Reads all files of an earlier data set.
    """
    if out.exists() and not out.is_dir():
        raise TargetError("a file", "a folder")
    if out.is_mount():
        raise TargetError("a mount point, which cannot be replaced", "a folder inside it")
    standing = _standing(out) if out.is_dir() else Standing(None, {})
    ancestor = nearest_folder(out.parent)
    if not ancestor.is_dir() or not os.access(ancestor, os.W_OK | os.X_OK):
        raise TargetError(f"inside {ancestor}, where nothing can be created", "a place inside a writable folder")
    return standing


def nearest_folder(folder: Path) -> Path:
    """Return the folder, or its nearest ancestor that exists."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def working(out: Path) -> tuple[Path, str]:
    """Return where a data set for `out` is written, on the same file system: the folder, and how the names of working folders begin."""
    return nearest_folder(out.parent), f".{out.name}.partial-"


def clear(out: Path) -> list[str]:
    """Remove the working folders that killed runs left where one for `out` would be, and return what was done with each.

    A data set that a run was about to replace when it was killed is put back first.
    """
    done = []
    with scratch.abandoned(nearest_folder(out.parent), ".*.partial-") as folders:
        for folder in folders:
            done.append(f"removed {folder}, which a killed run left")
            name, earlier = _WORKING.fullmatch(folder.name), folder / EARLIER
            if name and earlier.exists() and not folder.with_name(name[1]).exists():
                earlier.rename(folder.with_name(name[1]))
                done[-1] = f"put {folder.with_name(name[1])} back, which a killed run was about to replace, and {done[-1]}"
            scratch.remove(folder)
    return done


def put(finished: Path, out: Path, standing: Standing) -> None:
    """Move a finished data set to `out`, whose earlier data set disappears only once the new one stands.

    Raises TargetError when `out` is not as it was when `standing` was found there.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    earlier = finished.with_name(EARLIER)
    if out.exists():
        out.rename(earlier)
    try:
        if earlier.exists():
            _check_unchanged(earlier, standing)
        finished.rename(out)
    except BaseException:
        if earlier.exists():
            earlier.rename(out)
        raise


def _standing(out: Path) -> Standing:
    if not any(out.iterdir()):
        return Standing(None, {})
    if (out / MANIFEST).is_symlink() or not (out / MANIFEST).is_file():
        raise TargetError(f"a folder that holds {min(path.name for path in out.iterdir())}", ALLOWED)
    try:
        manifest = described.read(out)
    except (OSError, Undescribed) as error:
        raise TargetError(f"a folder whose {MANIFEST} is not as a run writes it: {error}", ALLOWED) from None
    seen = _seen(out, {MANIFEST, *manifest["files"]})
    _check_files(out, manifest["files"], seen)
    return Standing(manifest, seen)


def _seen(out: Path, names: set[str]) -> Seen:
    """Return the files in a folder. Raises TargetError for the first that is not among `names`; folders without any are not entered."""
    folders = {parent.as_posix() for name in names for parent in Path(name).parents}
    return dict(_found(out, "", names, folders))


def _found(folder: Path, prefix: str, names: set[str], folders: set[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            name = prefix + entry.name
            if entry.is_dir(follow_symlinks=False) and name in folders:
                yield from _found(folder / entry.name, f"{name}/", names, folders)
            elif entry.is_file(follow_symlinks=False) and name in names:
                status = entry.stat(follow_symlinks=False)
                yield name, (status.st_ino, status.st_size, status.st_mtime_ns)
            else:
                raise TargetError(f"a folder that holds {name}{', a link' * entry.is_symlink()}", ALLOWED)


def _check_files(out: Path, files: Entries, seen: Seen) -> None:
    for name, entry in files.items():
        if name not in seen:
            raise TargetError(f"an earlier data set without its {name}", ALLOWED)
        if entry.get("bytes", seen[name][1]) != seen[name][1]:
            raise _edited(name)
    hashed = [name for name in files if name != DATABASE]
    with ThreadPoolExecutor() as pool:  # hashing leaves Python's lock alone
        for name, found in zip(hashed, pool.map(_sha256, (out / name for name in hashed)), strict=True):
            if found != files[name]["sha256"]:
                raise _edited(name)
    if DATABASE in files:
        _check_database(out / DATABASE, files[DATABASE])


def _check_database(path: Path, entry: Mapping[str, Any]) -> None:
    from c360sim.sinks import duckdb  # imported only when it is wanted

    if "tables" not in entry:
        raise TargetError(f"an earlier data set whose {MANIFEST} does not say what its {DATABASE} holds", ALLOWED)
    try:
        found = duckdb.read_entry(path)
    except OSError as error:
        raise TargetError(f"an earlier data set whose {error}", ALLOWED) from None
    if found != entry:
        raise _edited(DATABASE)


def _sha256(path: Path) -> str:
    try:
        return sha256(path)
    except OSError as error:
        raise TargetError(f"an earlier data set whose {path.name} cannot be read ({error.strerror})", ALLOWED) from None


def _edited(name: str) -> TargetError:
    return TargetError(f"an earlier data set whose {name} has been edited", ALLOWED)


def _check_unchanged(folder: Path, standing: Standing) -> None:
    try:
        is_unchanged = _seen(folder, set(standing.seen)) == standing.seen
    except TargetError:
        is_unchanged = False
    if not is_unchanged:
        raise TargetError("a folder that has been changed since the run began", ALLOWED)
