"""Commands as they are printed for a reader to paste into a shell: quoted, for any folder, with the interpreter that runs now."""

from __future__ import annotations

import shlex
import shutil
import sys
from importlib.machinery import PathFinder
from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The folder that holds this package: the repository, or where packages are installed."""


def shell(*words: str | Path) -> str:
    """Return a command of these words. Paths become absolute: the reader may be in another folder by then."""
    return shlex.join(str(word.absolute()) if isinstance(word, Path) else word for word in words)


def python(*words: str | Path) -> str:
    """Return a command of the interpreter that runs now, which has what this package needs where another one may not."""
    name = Path(sys.executable).name
    return shell(name if shutil.which(name) == sys.executable else sys.executable, *words)


def c360sim(*words: str | Path) -> str:
    """Return the command of `c360sim` with these words."""
    command = python("-m", "c360sim", *words)
    return command if _is_found_from_any_folder() else f"{shell(f'PYTHONPATH={ROOT}')} {command}"


def _is_found_from_any_folder() -> bool:
    """Say whether Python finds this package by itself, or only because it began in a folder that holds it."""
    path = sys.path if sys.flags.safe_path else sys.path[1:]
    finders = [finder for finder in sys.meta_path if finder is not PathFinder and hasattr(finder, "find_spec")]
    found = PathFinder.find_spec("c360sim", path) or next(filter(None, (finder.find_spec("c360sim", None) for finder in finders)), None)
    return found is not None and found.origin == str(Path(__file__).with_name("__init__.py"))
