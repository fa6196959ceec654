"""Explores: the views that they join, under which names, and how the rows of one multiply those of another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from c360sim.looker.fields import Field, View, view
from c360sim.looker.project import Model
from c360sim.looker.query import Query
from c360sim.looker.source import Block, LookmlError, Pair, Place

REFERENCE = re.compile(r"\$\{([\w.]+)\}")
TYPES = {"left_outer": "LEFT JOIN", "inner": "INNER JOIN", "full_outer": "FULL JOIN", "cross": "CROSS JOIN"}
RELATIONSHIPS = ("many_to_one", "one_to_one", "one_to_many", "many_to_many")


@dataclass(frozen=True, slots=True)
class Join:
    """One join. `parents` are the views its condition names besides its own; the last of them in order is the one it hangs on."""

    name: str
    block: Block
    type: str
    relationship: str
    parents: tuple[str, ...]

    @property
    def multiplies_parents(self) -> bool:
        """Whether one row of the parent may meet several of the joined view."""
        return self.relationship in ("one_to_many", "many_to_many")

    @property
    def is_multiplied(self) -> bool:
        """Whether one row of the joined view may meet several of the parent."""
        return self.relationship in ("many_to_one", "many_to_many")


@dataclass(frozen=True, slots=True)
class Explore:
    """An explore: `views` by the names they have in it, the base first, then in the order of the joins."""

    name: str
    block: Block
    base: str
    views: dict[str, View]
    joins: dict[str, Join]

    def offers(self, name: str) -> bool:
        """Return whether a field that is there is among the `fields` of the explore and of its join."""
        alias, _, short = name.partition(".")
        join = self.joins.get(alias)
        own = join is None or not join.block.has("fields") or self._names(join.block.items("fields"), alias, name)
        return own and (not self.block.has("fields") or self._names(self.block.items("fields"), alias, name))

    def _names(self, words: tuple[Pair, ...], alias: str, name: str) -> bool:
        """Return whether a list of fields and sets, from which others are taken with a minus, has a field; it starts with all or none."""
        has = words[0].value.startswith("-") if words else False
        for word in words:
            plain = word.value.removeprefix("-")
            if plain == "ALL_FIELDS*" or name in self.meant(plain, alias, word.place):
                has = not word.value.startswith("-")
        return has

    def meant(self, word: str, alias: str, place: Place) -> tuple[str, ...]:
        """Return the full names of what a word of a list of fields stands for, as far as it is of a view. Raises LookmlError."""
        of, _, short = word.rpartition(".")
        if (of or alias) != alias:
            return ()
        if not short.endswith("*"):
            return (f"{alias}.{short}",)
        return tuple(f"{alias}.{name.split('.')[-1]}" for name in self.views[alias].set_fields(short.removesuffix("*"), place))

    def found(self, name: str) -> Field | None:
        """Return the field of a full name, or None."""
        alias, _, short = name.partition(".")
        return self.views[alias].fields.get(short) if alias in self.views else None

    def field(self, name: str, place: Place) -> Field:
        """Return the field of a full name, and say that of its place if there is none. Raises LookmlError."""
        found = self.found(name)
        if found is None:
            raise LookmlError(place, f"explore {self.name} has no field {name}")
        return found

    def needed(self, names: Iterable[str]) -> list[Join]:
        """Return the joins that bring in some views, in the order in which they are written."""
        wanted: set[str] = set()
        waiting = [*names, *self.block.words("always_join")]
        while waiting:
            name = waiting.pop()
            if name in self.joins and name not in wanted:
                wanted.add(name)
                waiting += [*self.joins[name].parents, *self.joins[name].block.words("required_joins")]
        return [join for join in self.joins.values() if join.name in wanted]

    def multiplied(self, joins: Iterable[Join]) -> set[str]:
        """Return the names of the views of which one row may be there several times when these joins are made."""
        made = list(joins)
        return {name for name in self.views if any(self._multiplies(name, join, made) for join in made)}

    def _multiplies(self, name: str, join: Join, made: list[Join]) -> bool:
        return join.is_multiplied if name in self._below(join, made) else join.multiplies_parents

    @staticmethod
    def _below(join: Join, made: list[Join]) -> set[str]:
        """Return a join and those that hang on it."""
        below = {join.name}
        for other in made:
            if other.parents and other.parents[-1] in below:
                below.add(other.name)
        return below


def explore(model: Model, name: str) -> Explore:
    """Return an explore of a model. Raises LookmlError for one that is not there or cannot be put together."""
    made = model.made.get(name)
    if not isinstance(made, Explore):
        model.made[name] = made = _made(model, name)
    return made


def asked(model: Model, query: Query) -> dict[str, Field]:
    """Return the fields that a query asks for, by their full names. Raises LookmlError for one that is not there."""
    of = explore(model, query.explore)
    return {name: of.field(name, of.block.place) for name in query.fields}


def _made(model: Model, name: str) -> Explore:
    block = model.explores.get(name)
    if block is None:
        raise LookmlError(model.block.place, f"model {model.name} has no explore {name}; it has {', '.join(model.explores) or 'none'}")
    base = block.text("view_name") or name
    source = block.text("from") or base
    views = {base: _view(model, source, block.place)}
    for join in block.blocks("join"):
        views[join.name] = _view(model, join.text("from") or join.name, join.place)
    joins: dict[str, Join] = {}
    for join in block.blocks("join"):
        joins[join.name] = _join(join, base, [base, *joins], views)
    return Explore(name, block, base, views, joins)


def _view(model: Model, name: str, place: Place) -> View:
    if name not in model.views:
        raise LookmlError(place, f"view {name} is not included in model {model.name}")
    return view(model.views[name])


def _join(block: Block, base: str, earlier: list[str], views: dict[str, View]) -> Join:
    kind = block.text("type", "left_outer")
    if kind not in TYPES:
        raise LookmlError(block.at("type"), f"join {block.name} has type {kind}; supported: {', '.join(TYPES)}")
    relationship = block.text("relationship")
    if relationship not in RELATIONSHIPS:
        problem = f"has relationship {relationship}" if relationship else "does not say its relationship"
        raise LookmlError(block.at("relationship"), f"join {block.name} {problem}; allowed: {', '.join(RELATIONSHIPS)}")
    return Join(block.name, block, kind, relationship, tuple(_parents(block, base, earlier, views)))


def _parents(block: Block, base: str, earlier: list[str], views: dict[str, View]) -> Iterator[str]:
    """Yield the views that a join's condition names, in the order of the joins."""
    named = {name.split(".")[0] for name in REFERENCE.findall(block.text("sql_on")) if "." in name}
    for name in sorted(named - {block.name, *earlier}):
        problem = "comes after it" if name in views else "is not in the explore"
        raise LookmlError(block.at("sql_on"), f"join {block.name} is on view {name}, which {problem}")
    if not named - {block.name} or block.has("foreign_key"):
        yield base
    yield from (name for name in earlier if name in named)
