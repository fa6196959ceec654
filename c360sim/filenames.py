"""Names of files made of names that anyone may have given: harmless on every system, and never the same for two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 80
"""Characters of a name: with an ending and a number behind it, still within what file systems take."""
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE | re.ASCII)
"""What Windows takes for a device, whatever the ending. https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""


def plain(name: str) -> str:
    """Return a name as one of a file, without an ending: words of ASCII letters, digits and `_`, joined by `-`."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    found = re.sub(r"[^A-Za-z0-9_]+", "-", letters).strip("-")[:LONGEST].rstrip("-") or "unnamed"
    return f"{found}_" if _DEVICE.fullmatch(found) else found


class Distinct:
    """Gives names of files, no two the same to a system that takes `A` for `a`."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, name: str) -> str:
        """Return the next name of a file: `plain`, with a number behind it where that is taken."""
        first, number = plain(name), 1
        found = first
        while found.lower() in self._taken:
            number += 1
            found = f"{first}-{number}"
        self._taken.add(found.lower())
        return found


def distinct(names: Iterable[str]) -> dict[str, str]:
    """Return names of files by the different names they are made of. Names that are fit as they are stay so."""
    files = Distinct()
    return {name: files.name(name) for name in sorted(dict.fromkeys(names), key=lambda name: name != plain(name))}
