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

LISTS = ("drill_fields", "required_fields", "fields")


def findings(model: Model) -> Iterator[Finding]:
    """Yield the names that stand for nothing."""
    views = {name: view(block) for name, block in model.views.items()}
    for of in views.values():
        yield from _lists(model, of)
        yield from _shown(of, _known(model))
    for name in model.explores:
        yield from _quick_starts(model, name)
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
    for item in entries:
        if not _is_known(item, of, known):
            yield Finding(item.place, "reference", f"view {of.name} names {item.value}, which is not there")


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
                if name and name not in known:
                    yield Finding(pair.place, "reference", f"{field.full_name} shows {name}, which is not there")


def _texts(block: Block) -> list[Pair]:
    blocks = [block, *block.blocks("link", "action")]
    return [pair for of in blocks for key in ("html", "url", "label") if (pair := of.pair(key)) and "{" in pair.value]


def _field_named(parts: tuple[str, ...]) -> str:
    """Return the full name of the field that a name in Liquid is of, or nothing: `view.field._value`, `_filters['view.field']`."""
    if parts[0] in ("_filters", "row"):
        return parts[1] if len(parts) > 1 else ""
    return ".".join(parts[:2]) if len(parts) > 1 and not parts[0].startswith("_") else ""


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
    known = {f"{name}.{field}" for name, block in model.views.items() for field in view(block).fields}
    for name in model.explores:
        known |= {f"{alias}.{field}" for alias, of in explore(model, name).views.items() for field in of.fields}
    return known


def _is_known(item: Pair, of: View, known: set[str]) -> bool:
    name = item.value.removeprefix("-")
    if name.endswith("*"):
        sets = {block.name for block in of.block.blocks("set")}
        return name == "ALL_FIELDS*" or name.removesuffix("*").removeprefix(f"{of.name}.") in sets or "." in name
    return (name if "." in name else f"{of.name}.{name}") in known
