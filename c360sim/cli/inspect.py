"""`inspect`: check the input and print the report of one customer."""

from __future__ import annotations

import argparse

from c360sim import months
from c360sim.cli import checks
from c360sim.cli.console import console
from c360sim.cli.errors import InputError
from c360sim.cli.opened import opened
from c360sim.dataset import Dataset
from c360sim.inspect import customer, report


def run(arguments: argparse.Namespace) -> int:
    """Print the report. Returns the exit code; raises InputError for no data set, an unknown customer or a month outside."""
    with opened(arguments.data) as dataset:
        return _show(arguments, dataset)


def _show(arguments: argparse.Namespace, dataset: Dataset) -> int:
    customer_id = checks.whole("CUSTOMER_ID", arguments.customer_id, 1, _last_customer(dataset))
    profile = customer.profile(dataset, customer_id)
    if profile is None:
        raise InputError("CUSTOMER_ID", customer_id, "a customer of the data set")
    month = customer.last_month(dataset, customer_id) if arguments.month is None else _month(dataset, arguments.month)
    statements = [] if month is None else customer.statements(dataset, customer_id, month)
    report.show(console(), profile, customer.life(dataset, customer_id), customer.accounts(dataset, customer_id), month, statements)
    return 0


def _last_customer(dataset: Dataset) -> int:
    return int(dataset.rows("SELECT max(customer_id) AS last FROM dim_customer")[0]["last"])


def _month(dataset: Dataset, value: str) -> int:
    month, first = checks.month("--month", value), months.parse(dataset.manifest["start_month"])
    last = first + int(dataset.manifest["months"]) - 1
    if not first <= month <= last:
        raise InputError("--month", value, f"{months.label(first)} to {months.label(last)}")
    return month
