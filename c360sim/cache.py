"""The user's cache: folders of theirs alone, with files that nobody else can have written."""

from __future__ import annotations

import logging
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

_LOG = logging.getLogger(__name__)


class NoCache(OSError):
    """There is no folder that can be trusted, or none that can be written to: why."""

    def tell(self, consequence: str) -> None:
        """Say so in one line on stderr, with what comes of it."""
        _LOG.warning("warning: no cache, as %s: %s", self, consequence)


def folder(*names: str) -> Path:
    """Return a folder of `$XDG_CACHE_HOME/c360sim` or `~/.cache/c360sim`, made when it is missing, which nobody else may enter.

    Raises NoCache where there is no home, where it cannot be written to, and where a folder is a link or somebody else's.
    """
    path = _root()
    try:
        path.mkdir(0o700, parents=True, exist_ok=True)
        for name in ("c360sim", *names):
            path /= name
            with suppress(FileExistsError):
                path.mkdir(0o700)
            _close(path)
    except OSError as error:
        raise error if isinstance(error, NoCache) else NoCache(f"{path} cannot be made ({error.strerror})") from None
    if not os.access(path, os.W_OK | os.X_OK):
        raise NoCache(f"{path} cannot be written to")
    return path


def is_ours(path: Path) -> bool:
    """Return whether a path is a file of this user, and no link."""
    with suppress(OSError):
        found = path.lstat()
        return stat.S_ISREG(found.st_mode) and _is_own(found)
    return False


def write(path: Path, content: bytes | bytearray) -> None:
    """Write a file that only this user may read or write: whole or not at all, whoever else writes it at the same time."""
    handle, passing = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".passing", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(passing).replace(path)
    except BaseException:
        Path(passing).unlink(missing_ok=True)
        raise


def _root() -> Path:
    named = os.environ.get("XDG_CACHE_HOME", "")
    with suppress(RuntimeError):  # no home, nor a user who could have one
        found = Path(named) if Path(named).is_absolute() else Path.home() / ".cache"  # relative ones are ignored, says the standard
        if found.is_absolute() and (named or os.environ.get("HOME") != ""):
            return found
    raise NoCache("there is no home folder")


def _close(path: Path) -> None:
    """See that a folder is this user's, and closed to others."""
    found, around = path.lstat(), path.parent.stat()
    if not stat.S_ISDIR(found.st_mode):
        raise NoCache(f"{path} is no folder, or a link to one")
    if not _is_own(found):
        raise NoCache(f"{path} is another user's")
    if around.st_mode & stat.S_IWOTH and not around.st_mode & stat.S_ISVTX:
        raise NoCache(f"anyone may put another folder in the place of {path}")
    if stat.S_IMODE(found.st_mode) & 0o077:
        path.chmod(0o700)


def _is_own(found: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
