"""Merchant categories: tables by code, or by a range of codes such as airlines' 3000-3299."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

Kind = TypeVar("Kind")


def by_code(table: Mapping[str, Kind]) -> Callable[[str], Kind | None]:
    """Return what looks up a four-digit code in a table keyed by codes and ranges of codes ('3000-3299'); None for a code in neither."""
    single = {code: kind for code, kind in table.items() if "-" not in code}
    ranges = [(int(key[:4]), int(key[5:]), kind) for key, kind in table.items() if "-" in key]

    def find(code: str) -> Kind | None:
        if code in single:
            return single[code]
        return next((kind for least, most, kind in ranges if least <= int(code) <= most), None)

    return find
