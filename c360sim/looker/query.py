"""A question to an explore."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Query:
    """What a tile or a user asks for.

    `fields` are `view.field`; `filters` are Looker's filter expressions by field, with the values of parameters among them; `sorts` are
    `view.field` or `view.field desc`; `pivots` are among the fields; `limit` None is no limit, and counts rows of the
    pivoted table where there are pivots, of whose columns `column_limit` are the most.
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
