"""Looker's filter expressions (`7 days`, `>5 AND <=10`, `-%foo%`), as conditions of BigQuery SQL."""

from __future__ import annotations

from c360sim.looker.filters import dates, numbers, strings
from c360sim.looker.filters.terms import FilterError

GRAMMARS = {"string": strings.condition, "number": numbers.condition, "date": dates.condition}


def condition(grammar: str, column: str, expression: str, is_case_sensitive: bool = True) -> str:
    """Return the condition on a column, `TRUE` for an expression that any value meets.

    `grammar` is string, number, date or yesno; text is compared with regard to capital letters or without. Raises FilterError for what the
    grammar does not know or this runtime does not support.
    """
    if not expression.strip():
        return "TRUE"
    if "{{" in expression:
        raise FilterError(f"filter expression {expression!r}: user attributes are not supported")
    if grammar == "yesno":
        return _yesno(column, expression)
    if grammar == "string":
        return strings.condition(column, expression, is_case_sensitive)
    return GRAMMARS[grammar](column, expression)


def _yesno(column: str, expression: str) -> str:
    words = {"yes": f"({column})", "true": f"({column})", "no": f"NOT COALESCE({column}, FALSE)", "false": f"NOT COALESCE({column}, FALSE)"}
    word = expression.strip().lower()
    if word not in words:
        raise FilterError(f"filter expression {expression!r}; allowed: yes, no")
    return words[word]


__all__ = ["FilterError", "condition"]
