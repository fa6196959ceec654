"""Rules on explores: described, kept under a datagroup that is there, tested; files included by name."""

from __future__ import annotations

from collections.abc import Iterator

from c360sim.looker.findings import Finding
from c360sim.looker.project import Model
from c360sim.looker.source import Block
from c360sim.looker.testing import data_tests


def findings(model: Model) -> Iterator[Finding]:
    """Yield what is wrong with the explores of a model."""
    yield from _datagroup(model, model.block)
    tested = {test.query.explore for test in data_tests(model)}
    for block in model.explores.values():
        yield from _datagroup(model, block)
        if not block.has("persist_with") and not model.block.has("persist_with"):
            yield Finding(block.place, "persistence", f"explore {block.name} has no persist_with, and neither has its model")
        if not block.flag("hidden") and not block.has("description"):
            yield Finding(block.place, "description", f"explore {block.name} is visible and has no description")
        if block.name not in tested:
            yield Finding(block.place, "test", f"explore {block.name} has no test")
    for include in model.includes:
        if "*" in include.value:
            yield Finding(include.place, "include", f"{include.value} includes whatever is there; name the files")


def _datagroup(model: Model, block: Block) -> Iterator[Finding]:
    name = block.text("persist_with")
    if name and name not in model.others.get("datagroup", {}):
        yield Finding(block.at("persist_with"), "reference", f"there is no datagroup {name}")
