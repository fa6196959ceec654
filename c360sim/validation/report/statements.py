"""Statements of two customers of each persona, as `inspect` prints them: for a person to read."""

from __future__ import annotations

import io
from typing import NamedTuple

from rich.console import Console

from c360sim.dataset import Dataset
from c360sim.inspect import customer, report
from c360sim.validation.report.html import Markup

PAGE_WIDTH = 132
"""Characters of a line, as `inspect` prints where there is no terminal."""

RULE = "The first two customers by number of each persona who stay to the end and have at least twenty postings in the last month."

_CHOSEN = """
    WITH latest AS (
        SELECT customer_id FROM fact_transaction
        WHERE transaction_date >= date_trunc('month', (SELECT max(transaction_date) FROM fact_transaction))
        GROUP BY ALL HAVING count(*) >= 20
    )
    SELECT customer_id FROM dim_customer SEMI JOIN latest USING (customer_id)
    WHERE churn_date IS NULL
    QUALIFY row_number() OVER (PARTITION BY persona_tag ORDER BY customer_id) <= 2
    ORDER BY persona_tag, customer_id
"""


class Printed(NamedTuple):
    """One customer's statement as preformatted HTML, with the name and persona to find it by."""

    title: str
    markup: Markup


def printed(dataset: Dataset) -> list[Printed]:
    """Return the statements of the customers chosen by `RULE`, fewer in a small data set."""
    return [_printed(dataset, row["customer_id"]) for row in dataset.rows(_CHOSEN)]


def _printed(dataset: Dataset, customer_id: int) -> Printed:
    who, month = customer.profile(dataset, customer_id), customer.last_month(dataset, customer_id)
    if who is None or month is None:
        raise ValueError(f"customer {customer_id} has no postings")
    console = Console(record=True, width=PAGE_WIDTH, file=io.StringIO(), force_terminal=False, markup=False)
    life, accounts = customer.life(dataset, customer_id), customer.accounts(dataset, customer_id)
    report.show(console, who, life, accounts, month, customer.statements(dataset, customer_id, month))
    title = f"{who['persona_tag']}: {who['first_name']} {who['last_name']}, {who['age']} (customer {customer_id})"
    return Printed(title, Markup(f"<pre>{console.export_html(inline_styles=True, code_format='{code}')}</pre>"))
