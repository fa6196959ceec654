"""Base LookML views from the schema: one view a table, which views written by hand refine (`view: +dim_customer`).

A column becomes a dimension of its name; a date becomes a group of timeframes named without `_date`; an additive measure becomes a
sum. Balances and averages need a thought and are left to the refinements.
"""

from __future__ import annotations

from collections.abc import Iterable

from c360sim.schema import Additivity, Column, Kind, Table

TYPES: dict[Kind, str] = {
    Kind.ID: "number",
    Kind.DATE_KEY: "number",
    Kind.INTEGER: "number",
    Kind.MONEY: "number",
    Kind.RATE: "number",
    Kind.SCORE: "number",
    Kind.FLAG: "yesno",
    Kind.CATEGORY: "string",
    Kind.TEXT: "string",
}
FORMATS: dict[Kind, str] = {
    Kind.ID: "value_format_name: id",
    Kind.DATE_KEY: "value_format_name: id",
    Kind.MONEY: "value_format_name: usd",
    Kind.RATE: 'value_format: "0.00\\"%\\""',
    Kind.SCORE: "value_format_name: decimal_2",
}
GROUPS = {"date": "calendar", "date_of_birth": "birth"}
"""Names of the date groups that are not the column's name without `_date`."""
TIMEFRAMES = "[raw, date, week, month, month_name, quarter, year]"

_HEAD = "# Generated from c360sim/schema by `make docs`; do not edit: refine it in another file.\n"


def view(table: Table) -> str:
    """Return the text of the table's view file."""
    fields = [*(_dimension(table, column) for column in table.columns), _count(table), *_sums(table.columns)]
    lines = [_table_name(table), "", *"\n\n".join(fields).split("\n")]
    return f"{_HEAD}\n{_block('view', table.name, lines)}\n"


def _table_name(table: Table) -> str:
    return f"sql_table_name: `@{{project}}.@{{dataset}}.{table.name}` ;;"


def _dimension(table: Table, column: Column) -> str:
    sql = f"sql: ${{TABLE}}.{column.name} ;;"
    if column.kind is Kind.DATE:
        group = GROUPS.get(column.name, column.name.removesuffix("_date"))
        lines = ["type: time", f"timeframes: {TIMEFRAMES}", "convert_tz: no", "datatype: date", _description(column), sql]
        return _block("dimension_group", group, lines)
    lines = ["primary_key: yes"] * (column.name == table.primary_key)
    lines += ["hidden: yes"] * (column.kind in (Kind.ID, Kind.DATE_KEY) or column.additivity is not None)
    lines += [f"type: {TYPES[column.kind]}", _description(column)]
    if column.kind in FORMATS:
        lines.append(FORMATS[column.kind])
    return _block("dimension", column.name, [*lines, sql])


def _count(table: Table) -> str:
    return _block("measure", "count", ["type: count", f"description: {_quoted(f'Number of rows. {table.grain}')}"])


def _sums(columns: Iterable[Column]) -> list[str]:
    return [
        _block(
            "measure",
            f"total_{column.name}",
            ["type: sum", f"description: {_quoted(f'Sum. {column.description}')}", FORMATS[column.kind], f"sql: ${{{column.name}}} ;;"],
        )
        for column in columns
        if column.additivity is Additivity.ADDITIVE
    ]


def _description(column: Column) -> str:
    values = f" One of: {', '.join(column.values)}." if column.values else ""
    return f"description: {_quoted(column.description + values)}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "'") + '"'


def _block(kind: str, name: str, lines: Iterable[str]) -> str:
    inner = "\n".join(f"  {line}" if line else "" for line in lines)
    return f"{kind}: {name} {{\n{inner}\n}}"
