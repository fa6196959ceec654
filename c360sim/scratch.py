"""Working folders: each is held by a lock that ends with its process, so that what a killed one leaves is known and can be removed."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from c360sim.interruption import deferred

LOCK = ".held-by-c360sim"
"""The file in a working folder that its process has locked."""


@contextmanager
def scratch(parent: Path, prefix: str) -> Iterator[Path]:
    """Yield a new folder in an existing one, named by a prefix and 8 letters or digits, and remove it in the end.

    Raises OSError when it cannot be created.
    """
    held: tuple[Path, int] | None = None
    try:
        with deferred():
            held = _held(parent, prefix)
        yield held[0]
    finally:
        if held is not None:
            with deferred():
                remove(held[0])
                os.close(held[1])


@contextmanager
def abandoned(parent: Path, prefix: str) -> Iterator[list[Path]]:
    """Yield this user's working folders in a folder whose processes have ended, each locked for the caller meanwhile.

    `prefix` is a pattern, as of `Path.glob`.
    """
    found = (path for path in sorted(parent.glob(f"{prefix}????????")) if _is_own_folder(path))
    locks = {path: lock for path in found if (lock := _taken(path)) is not None}
    try:
        yield list(locks)
    finally:
        for lock in locks.values():
            os.close(lock)


def write_whole(path: Path, text: str) -> None:
    """Write a text into an existing folder, in the place of what is there once it is whole.

    Raises OSError, which names the file, when it cannot be written.
    """
    try:
        with scratch(path.parent, f".{path.name}.partial-") as folder:
            passing = folder / path.name
            passing.write_text(text, encoding="utf-8")
            passing.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


def remove(folder: Path) -> None:
    """Remove a working folder, as far as it can be: its lock goes last, so that what an interruption leaves is still known."""
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name != LOCK:
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def _held(parent: Path, prefix: str) -> tuple[Path, int]:
    while True:
        path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        try:
            lock = os.open(path / LOCK, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError:
            path.rmdir()
            raise
        if _is_locked(lock, without_locks=True):  # else somebody took it for abandoned meanwhile, and removes it
            return path, lock
        os.close(lock)


def _taken(folder: Path) -> int | None:
    """Return the lock of a folder, now the caller's; None where its process lives, or where it has none."""
    try:
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return None
    if _is_locked(lock, without_locks=False):
        return lock
    os.close(lock)
    return None


def _is_locked(lock: int, without_locks: bool) -> bool:
    """Return whether a file could be locked, `without_locks` on a file system that has none."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return without_locks
    return True


def _is_own_folder(path: Path) -> bool:
    status = path.lstat()
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()
