"""What is wrong with parameters and figures: names, units, values, sources."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from c360sim.assumptions.figures import PARAMETERS, Cell, Figure
from c360sim.assumptions.numbers import number
from c360sim.assumptions.parameter import EVERYONE, Parameter
from c360sim.assumptions.reading import AS_OF
from c360sim.assumptions.register import Assumptions
from c360sim.assumptions.schema import kinds
from c360sim.assumptions.schema.rows import holds
from c360sim.assumptions.units import UNITS, WORDS

_READ = "those that are read, which c360sim/assumptions/shipped.json lists"


def of_parameters(assumptions: Assumptions, names: frozenset[str]) -> Iterator[str]:
    """Yield what is wrong with the scalar parameters, those of the personas' files among them."""
    yield from _missing(assumptions, names)
    for (name, segment), found in assumptions.parameters.items():
        where = found.where or f"parameter {name}" + (f" of {segment}" if segment != EVERYONE else "")
        if name not in names:
            yield f"{where}, name: {name!r}; allowed: {_READ}"
        if segment not in (EVERYONE, *assumptions.personas):
            yield f"{where}, segment: {segment!r}; allowed: {', '.join([EVERYONE, *assumptions.personas])}"
        if math.isnan(found.value) and found.where:
            continue  # it was told when it was read
        yield from _of_number(where, found.value, found.unit, format(found.value, "g"))
        yield from _of_source(where, found)


def _missing(assumptions: Assumptions, names: frozenset[str]) -> Iterator[str]:
    for name in sorted(names):
        missing = [tag for tag in assumptions.personas if (name, tag) not in assumptions.parameters]
        if missing and (name, EVERYONE) not in assumptions.parameters:
            whose = "" if len(missing) == len(assumptions.personas) else f" for {', '.join(missing)}"
            yield f"parameters: {name} is missing{whose}"


def of_figures(tag: str, figures: Mapping[Cell, Figure]) -> Iterator[str]:
    """Yield what is wrong with the figures of a persona, other than its parameters."""
    for cell, figure in figures.items():
        where = figure.where or f"{tag}: {cell}"
        if cell.table == PARAMETERS:
            continue
        if figure.unit not in WORDS:
            yield from _of_number(where, number(figure.value), figure.unit, figure.value)
        elif not figure.value:
            yield f"{where}, value: ''; allowed: the name of a {figure.unit}"
        yield from _of_source(where, figure)


def _of_number(where: str, value: float, unit: str, text: str) -> Iterator[str]:
    allowed = UNITS.get(unit)
    if allowed is None:
        yield f"{where}, unit: {unit!r}; allowed: {', '.join([*UNITS, *sorted(WORDS)])}"
    elif not allowed.holds(value):
        yield f"{where}, value: {text!r}; allowed: {allowed} ({unit})"


def _of_source(where: str, found: Parameter | Figure) -> Iterator[str]:
    for name, kind in (("source", kinds.SOURCE), (AS_OF, kinds.AS_OF)):
        if not holds(kind, getattr(found, name)):
            yield f"{where}, {name}: {getattr(found, name)!r}; allowed: {kind.allowed}"
