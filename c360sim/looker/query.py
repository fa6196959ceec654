"""A question to an explore."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Query:
    """What a tile or a user asks for.

    `fields` are `view.field`; `filters` are Looker's filter expressions by field, with the values of parameters among them; `sorts` are
    `view.field` or `view.field desc`, in a pivot with the number of a column; `pivots` are among the fields; `limit` None is no limit,
    and counts rows of the pivoted table where there are pivots, of whose columns `column_limit` are the most.
    """

    explore: str
    fields: tuple[str, ...]
    filters: Mapping[str, str] = field(default_factory=dict)
    sorts: tuple[str, ...] = ()
    pivots: tuple[str, ...] = ()
    limit: int | None = 500
    column_limit: int = 50
    has_totals: bool = False
    has_row_totals: bool = False


@dataclass(frozen=True, slots=True)
class Sort:
    """What a sort asks for: a field, its direction, and of a pivoted one the column, counted from 0."""

    name: str
    is_down: bool = False
    column: int = 0

    @classmethod
    def of(cls, text: str) -> Sort:
        """Return the sort that `field [asc|desc] [column]` says. Raises ValueError."""
        found = re.fullmatch(r"([\w.]+)(?: (asc|desc))?(?: (\d{1,6}))?", text.strip(), re.IGNORECASE | re.ASCII)
        if found is None:
            raise ValueError(f"sort {text!r}; allowed: a field, asc or desc, and the number of a column")
        return cls(found[1], (found[2] or "").lower() == "desc", int(found[3] or 0))
