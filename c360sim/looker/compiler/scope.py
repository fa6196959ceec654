"""What a name in SQL stands for within one query of an explore: fields, tables, parameters and templated filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from c360sim.looker import filters, liquid
from c360sim.looker.explores import REFERENCE, Explore
from c360sim.looker.fields import Category, Field
from c360sim.looker.filters.terms import literal
from c360sim.looker.query import Query
from c360sim.looker.source import LookmlError, Place

_TABLE_NAME = ".SQL_TABLE_NAME"
_SIMPLE = re.compile(r"[\w.`]+|\([^()]*\)")


class Scope:
    """The names of one query. Fields are named by the view's name in the explore and the field's."""

    def __init__(self, explore: Explore, query: Query, table_name: Callable[[str, Place], str]) -> None:
        self.explore, self.query = explore, query
        self._table_name = table_name
        """Returns what stands after FROM for a view of the model."""

    def field(self, name: str, place: Place | None = None) -> tuple[str, Field]:
        """Return the view's name and the field of a full name. Raises LookmlError."""
        return name.partition(".")[0], self.explore.field(name, place or self.explore.block.place)

    def replaced(self, text: str, alias: str, place: Place, of_field: Callable[[str, Field], str]) -> str:
        """Return SQL with Liquid rendered and every `${...}` replaced; fields by what `of_field` makes of a view's name and a field."""

        def replace(found: re.Match[str]) -> str:
            name = found[1]
            if name == "TABLE":
                return alias
            if name.endswith(_TABLE_NAME):
                return self._table_name(name.removesuffix(_TABLE_NAME), place)
            return bracketed(of_field(*self.field(name if "." in name else f"{alias}.{name}", place)))

        return REFERENCE.sub(replace, self.rendered(text, alias, place))

    def named(self, text: str, alias: str, place: Place) -> Iterator[tuple[str, Field]]:
        """Yield the view's name and the field of each reference to a field in SQL."""
        for name in REFERENCE.findall(self.rendered(text, alias, place)):
            if name != "TABLE" and not name.endswith(_TABLE_NAME):
                yield self.field(name if "." in name else f"{alias}.{name}", place)

    def rendered(self, text: str, alias: str, place: Place) -> str:
        """Return a text with its Liquid rendered; names without a view are of the given one."""
        if "{%" not in text and "{{" not in text:
            return text

        def full(path: str) -> str:
            return path if "." in path else f"{alias}.{path}"

        names = {**self._names, **self._names.get(alias, {})}
        return liquid.render(
            text,
            place,
            names,
            lambda path: self._parameter(full(path), place),
            lambda path, sql: self._condition(full(path), sql, place),
        )

    def _parameter(self, name: str, place: Place) -> str:
        _, field = self.field(name, place)
        if field.category is not Category.PARAMETER:
            raise LookmlError(place, f"{name} is a {field.category}, not a parameter")
        return parameter_value(field, self.query.filters.get(name))

    def _condition(self, name: str, sql: str, place: Place) -> str:
        _, field = self.field(name, place)
        expression = self.query.filters.get(name, field.block.text("default_value"))
        try:
            return filters.condition(grammar(field), sql, expression)
        except filters.FilterError as error:
            raise LookmlError(place, f"{name}: {error}") from None

    @cached_property
    def _names(self) -> Mapping[str, Any]:
        """The names of Liquid: every view with its fields, and the filters."""
        selected, filtered = set(self.query.fields), set(self.query.filters)
        names: dict[str, Any] = {"_filters": {name: self.query.filters.get(name, "") for name in self._all_fields()}}
        for alias, view in self.explore.views.items():
            fields = {name: self._facts(f"{alias}.{name}", field, selected, filtered) for name, field in view.fields.items()}
            names[alias] = {**fields, "_in_query": any(name.split(".")[0] == alias for name in selected | filtered)}
        return names

    def _all_fields(self) -> Iterator[str]:
        return (f"{alias}.{name}" for alias, view in self.explore.views.items() for name in view.fields)

    def _facts(self, name: str, field: Field, selected: set[str], filtered: set[str]) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "_in_query": name in selected or name in filtered,
            "_is_selected": name in selected,
            "_is_filtered": name in filtered,
        }
        if field.category is Category.PARAMETER:
            facts["_parameter_value"] = parameter_value(field, self.query.filters.get(name))
        return facts


def parameter_value(field: Field, given: str | None) -> str:
    """Return the SQL of a parameter's value, or of its default. Raises LookmlError for a value that is not allowed."""
    value = field.block.text("default_value") if given is None else given
    allowed = [block.text("value") for block in field.block.blocks("allowed_value")]
    if allowed and value not in allowed:
        raise LookmlError(field.place, f"parameter {field.name} is {value or 'empty'}; allowed: {', '.join(allowed)}")
    if field.type == "number" and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value):
        raise LookmlError(field.place, f"parameter {field.name} is {value or 'empty'}, not a number")
    if field.type == "unquoted" and not re.fullmatch(r"[A-Za-z0-9_]*", value):
        raise LookmlError(field.place, f"parameter {field.name} is {value!r}; allowed in an unquoted one: letters, digits, underscores")
    if field.type == "yesno" and value.lower() not in ("", "yes", "no", "true", "false"):
        raise LookmlError(field.place, f"parameter {field.name} is {value!r}; allowed: yes, no")
    return literal(value) if field.type in ("string", "date") else value


def grammar(field: Field) -> str:
    """Return the grammar in which a field is filtered."""
    from c360sim.looker.compiler.dates import FILTERED_AS

    if field.type == "time":
        return FILTERED_AS.get(field.part, "number")
    if field.block.has("case") or field.type in ("string", "tier", "bin", "zipcode", "list", "unquoted"):
        return "string"
    return field.type if field.type in ("yesno", "date") else "number"


def bracketed(sql: str) -> str:
    """Return SQL in brackets unless it is one name or in brackets already."""
    return sql if _SIMPLE.fullmatch(sql) else f"({sql})"
