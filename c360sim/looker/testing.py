"""LookML tests (`test:` blocks), run on a data set: every assertion must hold in every row, of which there must be one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from c360sim.looker.calculations import types
from c360sim.looker.compiler.derived import explore_columns, source_query
from c360sim.looker.explores import asked
from c360sim.looker.expressions import ExpressionError, Node, Results, Type, checked, evaluate, parse
from c360sim.looker.findings import Finding
from c360sim.looker.project import Model
from c360sim.looker.query import Query
from c360sim.looker.running import Runner
from c360sim.looker.source import Block, LookmlError
from c360sim.looker.translation import TranslationError


@dataclass(frozen=True, slots=True)
class DataTest:
    """A test: its query, and its assertions."""

    name: str
    query: Query
    block: Block

    @property
    def assertions(self) -> list[Block]:
        """The `assert` blocks."""
        return list(self.block.blocks("assert"))


def data_tests(model: Model) -> list[DataTest]:
    """Return the tests of a model. Raises LookmlError for one without a query or without an assertion."""
    return [_test(block) for block in model.tests.values()]


def failures(runner: Runner, test: DataTest) -> Iterator[Finding]:
    """Run a test and yield each assertion that does not hold. Raises LookmlError for an expression that is not understood."""
    try:
        rows, known = runner.run(test.query).rows, types(asked(runner.model, test.query))
    except TranslationError as error:
        raise LookmlError(test.block.place, f"test {test.name}: {error}") from None
    for assertion in test.assertions:
        place = assertion.at("expression")
        try:
            held = evaluate(asserted(assertion, known), Results(rows, types=known))
        except ExpressionError as error:
            raise LookmlError(place, f"test {test.name}: {error}") from None
        if not held:
            yield Finding(place, "test", f"{test.name}: {assertion.name} has no row to hold in")
        elif not all(value is True for value in held):
            wrong = rows[next(index for index, value in enumerate(held) if value is not True)]
            values = ", ".join(f"{name} = {value}" for name, value in wrong.items())
            yield Finding(place, "test", f"{test.name}: {assertion.name} does not hold where {values}")


def asserted(assertion: Block, known: Mapping[str, Type]) -> Node:
    """Return the expression of an assertion on fields of these types. Raises ExpressionError for one that is not yes or no."""
    node = parse(assertion.text("expression"))
    kind = checked(node, known, has_totals=False, has_row_totals=False)
    if kind is not Type.YES_NO:
        raise ExpressionError(f"is {kind}; an assertion must be {Type.YES_NO}")
    return node


def _test(block: Block) -> DataTest:
    source = block.block("explore_source")
    if source is None or not block.has("assert"):
        raise LookmlError(block.place, f"test {block.name} needs an explore_source and an assert")
    return DataTest(block.name, source_query(source, explore_columns(source)), block)
