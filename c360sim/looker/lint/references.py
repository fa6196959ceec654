"""Rules on names: every field compiles in every explore that has it, and every list of fields names fields that are there."""

from __future__ import annotations

from collections.abc import Iterator

from c360sim.looker import liquid
from c360sim.looker.compiler import compiled
from c360sim.looker.explores import explore
from c360sim.looker.fields import Category, Field, View, view
from c360sim.looker.findings import Finding
from c360sim.looker.project import Model
from c360sim.looker.query import Query
from c360sim.looker.source import Block, LookmlError, Pair

OF_A_VALUE = ("value", "rendered_value", "linked_value", "filterable_value", "link", "row", "_filters")
"""Names in Liquid that are not of a field."""
LISTS = ("drill_fields", "required_fields", "fields")


def findings(model: Model) -> Iterator[Finding]:
    """Yield the names that stand for nothing."""
    views = {name: view(block) for name, block in model.views.items()}
    for of in views.values():
        yield from _lists(model, of)
        yield from _shown(of, _known(model))
    for name in model.explores:
        yield from _quick_starts(model, name)
        yield from _offered(model, name)
        for alias, of in explore(model, name).views.items():
            for field in (field for field in of.fields.values() if explore(model, name).offers(f"{alias}.{field.name}")):
                yield from _compiles(model, name, alias, field)


def _compiles(model: Model, name: str, alias: str, field: Field) -> Iterator[Finding]:
    if field.category not in (Category.DIMENSION, Category.MEASURE):
        return
    try:
        compiled(model, Query(name, (f"{alias}.{field.name}",)))
    except LookmlError as error:
        yield Finding(error.place, "reference", error.problem)


def _lists(model: Model, of: View) -> Iterator[Finding]:
    known = _known(model)
    entries = [item for key in LISTS for item in of.block.items(key)]
    entries += [item for block in of.block.blocks("set") for item in block.items("fields")]
    entries += [item for field in of.fields.values() for key in LISTS for item in field.block.items(key)]
    sets = {f"{alias}.{block.name}" for alias, named in _views(model) for block in named.block.blocks("set")}
    for item in entries:
        if not _is_known(item, of.name, known, sets):
            yield Finding(item.place, "reference", f"view {of.name} names {item.value}, which is not there")


def _offered(model: Model, name: str) -> Iterator[Finding]:
    """Yield what is not there of the fields that an explore and its joins offer."""
    of = explore(model, name)
    known = {f"{alias}.{field}" for alias, offered in of.views.items() for field in offered.fields}
    sets = {f"{alias}.{block.name}" for alias, offered in of.views.items() for block in offered.block.blocks("set")}
    for alias, block in ((of.base, of.block), *((join.name, join.block) for join in of.joins.values())):
        for item in block.items("fields"):
            if not _is_known(item, alias, known, sets):
                yield Finding(item.place, "reference", f"explore {name} names {item.value}, which is not there")


def _shown(of: View, known: set[str]) -> Iterator[Finding]:
    """Yield the names in html and links that are of no field, and Liquid that is none."""
    for field in of.fields.values():
        for pair in _texts(field.block):
            try:
                found = liquid.names(pair.value, pair.place)
            except LookmlError as error:
                yield Finding(pair.place, "liquid", error.problem)
                continue
            for name in (_field_named(parts) for parts in found):
                if name not in known and name not in OF_A_VALUE:
                    yield Finding(pair.place, "reference", f"{field.full_name} shows {name}, which is not there")


def _texts(block: Block) -> list[Pair]:
    blocks = [block, *block.blocks("link", "action")]
    return [pair for of in blocks for key in ("html", "url", "label") if (pair := of.pair(key)) and "{" in pair.value]


def _field_named(parts: tuple[str, ...]) -> str:
    """Return the full name of the field that a name in Liquid is of, else the name: `view.field._value`, `_filters['view.field']`."""
    if parts[0] in ("_filters", "row") and len(parts) > 1:
        return parts[1]
    return ".".join(parts[:2])


def _quick_starts(model: Model, name: str) -> Iterator[Finding]:
    """Yield what does not compile of the queries that an explore offers to start with."""
    for block in model.explores[name].blocks("query"):
        fields = (*block.words("dimensions"), *block.words("measures"))
        sorts = tuple(f"{item.key} {item.value}" for item in block.items("sorts"))
        filters = {item.key: item.value for item in block.items("filters")}
        try:
            compiled(model, Query(name, fields, filters, sorts, block.words("pivots")))
        except LookmlError as error:
            yield Finding(block.place, "reference", f"query {block.name}: {error.problem}")


def _known(model: Model) -> set[str]:
    """Return the full names of all fields, by the names of their views and by those in explores."""
    return {f"{alias}.{field}" for alias, named in _views(model) for field in named.fields}


def _views(model: Model) -> Iterator[tuple[str, View]]:
    """Yield every view by its name, and by those it has in explores."""
    yield from ((name, view(block)) for name, block in model.views.items())
    for name in model.explores:
        yield from explore(model, name).views.items()


def _is_known(item: Pair, alias: str, known: set[str], sets: set[str]) -> bool:
    """Say whether a word of a list of fields is a field or a set; those without a view are of the one given."""
    name = item.value.removeprefix("-")
    full = name if "." in name else f"{alias}.{name}"
    return name == "ALL_FIELDS*" or (full.removesuffix("*") in sets if name.endswith("*") else full in known)
