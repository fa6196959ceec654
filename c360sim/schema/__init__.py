"""The star schema, said once: every format, DDL statement and document derives from `TABLES`."""

from __future__ import annotations

from c360sim.schema.dimensions import DIM_ACCOUNT, DIM_CUSTOMER, DIM_DATE, DIM_MERCHANT, DIM_PRODUCT
from c360sim.schema.facts import FACT_ACCOUNT_SNAPSHOT, FACT_INTERACTION, FACT_LOAN_SCHEDULE, FACT_TRANSACTION
from c360sim.schema.kinds import Additivity, Column, Kind, Role, Table

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DIM_CUSTOMER,
        DIM_ACCOUNT,
        DIM_PRODUCT,
        DIM_MERCHANT,
        DIM_DATE,
        FACT_TRANSACTION,
        FACT_ACCOUNT_SNAPSHOT,
        FACT_INTERACTION,
        FACT_LOAN_SCHEDULE,
    )
}
"""The nine tables by name, dimensions before the facts that refer to them."""

__all__ = ["TABLES", "Additivity", "Column", "Kind", "Role", "Table"]
