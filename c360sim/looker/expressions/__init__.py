"""Looker expressions, as in table calculations and the assertions of tests: read, and worked out over the rows of a result."""

from __future__ import annotations

from c360sim.looker.expressions.evaluation import Results, evaluate, names
from c360sim.looker.expressions.syntax import ExpressionError, Node, parse

__all__ = ["ExpressionError", "Node", "Results", "evaluate", "names", "parse"]
