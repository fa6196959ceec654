"""Books and keys: every invariant of the contract as a named check with a count of violations."""

from __future__ import annotations

from c360sim.dataset import Dataset
from c360sim.validation.books import cents, columns, customers, files, loans, order, products, rows
from c360sim.validation.books.rules import RowRule, Rule, broken_rows
from c360sim.validation.findings import Check


def check(dataset: Dataset) -> list[Check]:
    """Return every check of the data set; those that need a truth table that is not there have no count but a reason.

    Raises NotADataset when a file cannot be read.
    """
    cents.keep_account_months(dataset)
    found = files.check(dataset)
    found += _checked_rows(dataset, [*columns.row_rules(), *rows.RULES])
    rules = (*columns.rules(), *customers.RULES, *cents.RULES, *loans.RULES, *products.RULES, *order.RULES)
    found += [_checked(dataset, rule) for rule in rules]
    return found


def _checked(dataset: Dataset, rule: Rule) -> Check:
    if rule.truth and not dataset.has_truth(rule.truth):
        return Check(rule.name, rule.rule, None, f"needs truth/{rule.truth}, which is not in this data set")
    return Check(rule.name, rule.rule, int(dataset.rows(f"SELECT count(*) AS broken FROM ({rule.broken})")[0]["broken"]))


def _checked_rows(dataset: Dataset, rules: list[RowRule]) -> list[Check]:
    """Return the checks of rules on single rows, for each table in one pass over it."""
    found = []
    for table in dict.fromkeys(rule.table for rule in rules):
        on_table = [rule for rule in rules if rule.table == table]
        counts = dataset.rows(broken_rows(table, on_table))[0]
        found += [Check(rule.name, rule.rule, int(count)) for rule, count in zip(on_table, counts.values(), strict=True)]
    return found
