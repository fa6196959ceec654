"""From a query on an explore to a statement of BigQuery SQL."""

from __future__ import annotations

from c360sim.looker.compiler.statement import Statement, Table
from c360sim.looker.compiler.whole import compiled

__all__ = ["Statement", "Table", "compiled"]
