"""What a rule of the books is: a name, a sentence, and the SQL that finds what breaks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule whose `broken` is a query with one row per violation; `truth` names the truth table it needs, if any."""

    name: str
    rule: str
    broken: str
    truth: str = ""


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule on single rows of a table: `broken` is a condition on `this` row, its account, product, customer or merchant."""

    table: str
    name: str
    rule: str
    broken: str


_ACCOUNT = "LEFT JOIN dim_account AS account ON account.account_id = this.account_id"
_JOINS = {
    "dim_customer": "CROSS JOIN frame",
    "dim_account": "LEFT JOIN dim_customer AS customer ON customer.customer_id = this.customer_id "
    "LEFT JOIN dim_product AS product ON product.product_id = this.product_id",
    "fact_transaction": f"{_ACCOUNT} LEFT JOIN dim_merchant AS merchant ON merchant.merchant_id = this.merchant_id",
    "fact_account_snapshot": _ACCOUNT,
    "fact_loan_schedule": f"{_ACCOUNT} CROSS JOIN frame",
    "fact_interaction": "LEFT JOIN dim_customer AS customer ON customer.customer_id = this.customer_id",
}


def broken_rows(table: str, rules: Sequence[RowRule]) -> str:
    """Return the query that counts, in the order of the rules, the rows of a table that break each. It reads the table once.

    The table `frame` holds the eve of the window and its last day.
    """
    counts = ", ".join(f"count(*) FILTER ({rule.broken}) AS broken_{number}" for number, rule in enumerate(rules))
    return f"SELECT {counts} FROM {table} AS this {_JOINS.get(table, '')}"
