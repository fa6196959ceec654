"""Dimensions as SQL: as others refer to them, as they are selected, as they are filtered and as they are sorted by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from c360sim.looker import filters
from c360sim.looker.compiler import dates
from c360sim.looker.compiler.scope import Scope, grammar
from c360sim.looker.fields import Category, Field
from c360sim.looker.filters.terms import literal
from c360sim.looker.source import Block, LookmlError, Place


class Dimensions:
    """The dimensions of one query."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._open: list[Field] = []

    def sql(self, alias: str, field: Field) -> str:
        """Return a dimension as others refer to it; a yesno is a condition. Raises LookmlError for one that refers to itself."""
        if field.category is not Category.DIMENSION:
            raise LookmlError(field.place, f"{field.category} {field.full_name} stands where a dimension must")
        if field in self._open:
            raise LookmlError(field.place, f"{field.full_name} refers to itself")
        self._open.append(field)
        try:
            return self._sql(alias, field)
        finally:
            self._open.pop()

    def selected(self, alias: str, field: Field) -> str:
        """Return a dimension as its value is shown."""
        sql = self.sql(alias, field)
        return f"CASE WHEN {sql} THEN 'Yes' ELSE 'No' END" if field.type == "yesno" else sql

    def condition(self, alias: str, field: Field, expression: str, place: Place) -> str:
        """Return a filter expression on a dimension as a condition. Raises LookmlError for one that is not understood."""
        is_day = field.type == "time" and grammar(field) == "date"
        column = self._column(alias, field) if is_day else self.sql(alias, field)
        try:
            return filters.condition(grammar(field), column, expression)
        except filters.FilterError as error:
            raise LookmlError(place, f"{alias}.{field.name}: {error}") from None

    def sorted_by(self, alias: str, field: Field) -> str | None:
        """Return what a dimension is sorted by where it is not its value."""
        if field.block.has("order_by_field"):
            name = field.block.text("order_by_field")
            return self.sql(*self.scope.field(name if "." in name else f"{alias}.{name}", field.block.at("order_by_field")))
        if field.part in dates.SORTED_BY:
            return dates.WITHIN[dates.SORTED_BY[field.part]].format(self._column(alias, field))
        ranks = list(self._ranks(alias, field))
        return f"CASE {' '.join(f'WHEN {when} THEN {rank}' for rank, when in enumerate(ranks))} ELSE {len(ranks)} END" if ranks else None

    def _sql(self, alias: str, field: Field) -> str:
        case = field.block.block("case")
        if case:
            return self._case(alias, case)
        if field.type in ("tier", "bin"):
            return self._tiers(alias, field)
        if field.type == "time":
            return dates.WITHIN[field.part].format(self._column(alias, field))
        if field.type == "duration":
            start, end = (self._replaced(alias, field.block, key) for key in ("sql_start", "sql_end"))
            return dates.BETWEEN[field.part].format(start=start, end=end)
        return self._column(alias, field)

    def _column(self, alias: str, field: Field) -> str:
        return self.scope.replaced(field.sql, alias, field.block.at("sql"), self.sql)

    def _replaced(self, alias: str, block: Block, key: str) -> str:
        if not block.has(key):
            raise LookmlError(block.place, f"{block.key} {block.name} has no {key}")
        return self.scope.replaced(block.text(key), alias, block.at(key), self.sql)

    def _case(self, alias: str, case: Block) -> str:
        whens = [f"WHEN {self._replaced(alias, when, 'sql')} THEN {literal(when.text('label'))}" for when in case.blocks("when")]
        otherwise = f" ELSE {literal(case.text('else'))}" if case.has("else") else ""
        return f"CASE {' '.join(whens)}{otherwise} END"

    def _tiers(self, alias: str, field: Field) -> str:
        whens = [f"WHEN {condition} THEN {literal(label)}" for condition, label in self._tier_parts(alias, field)]
        return f"CASE {' '.join(whens)} ELSE 'Undefined' END"

    def _ranks(self, alias: str, field: Field) -> Iterator[str]:
        """Yield the conditions of a case or of tiers, in order."""
        case = field.block.block("case")
        if case:
            yield from (self._replaced(alias, when, "sql") for when in case.blocks("when"))
        elif field.type in ("tier", "bin"):
            yield from (condition for condition, _ in self._tier_parts(alias, field))

    def _tier_parts(self, alias: str, field: Field) -> Iterator[tuple[str, str]]:
        """Yield the condition and the label of every tier, from below the first bound to above the last."""
        column = self._column(alias, field)
        bounds = field.block.words("tiers") or field.block.words("bins")
        style = field.block.text("style", "classic")
        if not bounds or style not in _TIER_LABELS:
            raise LookmlError(field.place, f"{field.type} {field.name} needs `tiers` and one of the styles {', '.join(_TIER_LABELS)}")
        self._check_bounds(field, bounds, style)
        for rank, (low, high) in enumerate(zip((None, *bounds), (*bounds, None), strict=True)):
            sides = [f"{column} >= {low}"] * (low is not None) + [f"{column} < {high}"] * (high is not None)
            yield " AND ".join(sides), _TIER_LABELS[style](rank, low, high)

    @staticmethod
    def _check_bounds(field: Field, bounds: tuple[str, ...], style: str) -> None:
        place = field.block.at("tiers" if field.block.has("tiers") else "bins")
        wanted = r"-?[0-9]+" if style == "integer" else r"-?[0-9]+(\.[0-9]+)?"
        for bound in bounds:
            if not re.fullmatch(wanted, bound) or len(bound) > _LONGEST_BOUND:
                kind = "whole numbers" if style == "integer" else "numbers"
                raise LookmlError(place, f"{bound[:_LONGEST_BOUND]} among the {field.type}s of {field.full_name}; allowed: {kind}")
        if any(Decimal(low) >= Decimal(high) for low, high in pairwise(bounds)):
            raise LookmlError(place, f"the {field.type}s of {field.full_name} do not rise")


_LONGEST_BOUND = 30


def _classic(rank: int, low: str | None, high: str | None) -> str:
    return f"T{rank:02} {_interval(rank, low, high)}"


def _interval(rank: int, low: str | None, high: str | None) -> str:
    return f"({'-inf'},{high})" if low is None else f"[{low},{high or 'inf'})"


def _integer(rank: int, low: str | None, high: str | None) -> str:
    if low is None:
        return f"Below {high}"
    return f"{low} or Above" if high is None else f"{low} to {int(high) - 1}"


def _relational(rank: int, low: str | None, high: str | None) -> str:
    if low is None:
        return f"< {high}"
    return f">= {low}" if high is None else f">= {low} and < {high}"


_TIER_LABELS = {"classic": _classic, "interval": _interval, "integer": _integer, "relational": _relational}
