"""Looker expressions, as in table calculations and the assertions of tests: read, checked, and worked out over the rows of a result."""

from __future__ import annotations

from c360sim.looker.expressions.evaluation import Results, evaluate
from c360sim.looker.expressions.syntax import ExpressionError, Node, parse
from c360sim.looker.expressions.types import Type, checked, names

__all__ = ["ExpressionError", "Node", "Results", "Type", "checked", "evaluate", "names", "parse"]
