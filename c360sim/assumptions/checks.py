"""Whether assumptions are such that a run can be made of them: asked before anything is simulated or written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from c360sim import months
from c360sim.assumptions import shipped
from c360sim.assumptions.register import Assumptions


class WrongAssumptions(ValueError):
    """Assumptions that no run can be made of: the message lists everything that is wrong, a line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        count = f"{len(problems)} things are" if len(problems) > 1 else "1 thing is"
        super().__init__("\n  ".join([f"assumptions: {count} wrong", *problems]))
        self.problems = tuple(problems)


def is_shipped(assumptions: Assumptions) -> bool:
    """Say whether these are the assumptions that ship, which were found right when they were written down."""
    return assumptions.fingerprint() == shipped.record().fingerprint


def problems(assumptions: Assumptions, names: Iterable[str] | None = None) -> list[str]:
    """Return all that is wrong in any month; `names` are those of the parameters that there are, those recorded unless given."""
    from c360sim.assumptions.schema import problems as of_schema  # the library that validates takes a while to import

    known = frozenset(names) if names is not None else shipped.record().parameters
    found = []
    for since, held in assumptions.periods():
        when = f"from {months.label(since)} on: " if since else ""
        found += [f"{when}{problem}" for problem in of_schema(held, known)]
    return found
