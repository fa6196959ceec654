"""Rules on tests: their queries compile, and their assertions are of the fields that they ask for."""

from __future__ import annotations

from collections.abc import Iterator

from c360sim.looker.calculations import types
from c360sim.looker.compiler import compiled
from c360sim.looker.explores import asked
from c360sim.looker.expressions import ExpressionError, names, parse
from c360sim.looker.findings import Finding
from c360sim.looker.project import Model
from c360sim.looker.source import LookmlError
from c360sim.looker.testing import DataTest, asserted, data_tests


def findings(model: Model) -> Iterator[Finding]:
    """Yield what is wrong with the tests of a model."""
    for test in data_tests(model):
        try:
            compiled(model, test.query)
        except LookmlError as error:
            yield Finding(test.block.place, "reference", f"test {test.name}: {error.problem}")
            continue
        yield from _assertions(model, test)


def _assertions(model: Model, test: DataTest) -> Iterator[Finding]:
    known = types(asked(model, test.query))
    for assertion in test.assertions:
        place = assertion.at("expression")
        try:
            unknown = [found.name for found in names(parse(assertion.text("expression"))) if found.name not in known]
            yield from (Finding(place, "reference", f"test {test.name} asserts {name}, which it does not ask for") for name in unknown)
            if not unknown:
                asserted(assertion, known)
        except ExpressionError as error:
            yield Finding(place, "expression", f"test {test.name}: {error}")
