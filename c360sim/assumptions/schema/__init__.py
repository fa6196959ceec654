"""The schema of the assumptions: everything that is wrong with some, in words. Imported only when some have not been found right before.

Each problem says file and row, the column, the value and what is allowed.
"""

from __future__ import annotations

from c360sim.assumptions.register import Assumptions
from c360sim.assumptions.schema.numbers import of_figures, of_parameters
from c360sim.assumptions.schema.rows import of_tables


def problems(assumptions: Assumptions, names: frozenset[str]) -> list[str]:
    """Return all that is wrong with what holds in some month; `names` are those of the parameters that there are."""
    found = [*assumptions.faults, *of_parameters(assumptions, names)]
    for tag, figures in assumptions.personas.items():
        found += of_figures(tag, figures)
    return list(dict.fromkeys([*found, *of_tables(assumptions.tables)]))
