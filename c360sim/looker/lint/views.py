"""Rules on views: one key, first and hidden; derived tables that are kept under a datagroup that is there."""

from __future__ import annotations

from collections.abc import Iterator

from c360sim.looker.compiler.derived import KEEPS
from c360sim.looker.fields import View, view
from c360sim.looker.findings import Finding
from c360sim.looker.project import Model
from c360sim.looker.source import Block


def findings(model: Model) -> Iterator[Finding]:
    """Yield what is wrong with the views of a model."""
    for block in model.views.values():
        of = view(block)
        yield from _key(of)
        if of.derived is not None:
            yield from _derived(model, of, of.derived)


def _key(of: View) -> Iterator[Finding]:
    keys = [field for field in of.fields.values() if field.block.flag("primary_key")]
    if len(keys) != 1:
        problem = "has no primary_key" if not keys else f"has {len(keys)} primary keys: {', '.join(field.name for field in keys)}"
        yield Finding(of.block.place, "primary-key", f"view {of.name} {problem}; it must have one")
        return
    if next(iter(of.fields.values())) is not keys[0]:
        yield Finding(keys[0].place, "primary-key", f"{keys[0].full_name} is the key and must be the first field")
    if not keys[0].is_hidden:
        yield Finding(keys[0].place, "hidden-key", f"{keys[0].full_name} is the key and must be hidden")


def _derived(model: Model, of: View, derived: Block) -> Iterator[Finding]:
    if not any(derived.has(key) for key in KEEPS):
        yield Finding(derived.place, "persistence", f"derived table {of.name} is built anew for every query: it has no datagroup_trigger")
    datagroup = derived.text("datagroup_trigger")
    if datagroup and datagroup not in model.others.get("datagroup", {}):
        yield Finding(derived.at("datagroup_trigger"), "reference", f"there is no datagroup {datagroup}")
    if "{%" in derived.text("sql") or derived.block("explore_source") and _binds(derived):
        yield Finding(derived.place, "persistence", f"derived table {of.name} depends on the query's filters and cannot be kept")


def _binds(derived: Block) -> bool:
    source = derived.block("explore_source")
    return source is not None and (source.has("bind_filters") or source.flag("bind_all_filters"))
