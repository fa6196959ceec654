"""What a load would do and cost, from the files alone: nothing is sent."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table as Grid

from c360sim.bigquery.loading import Checked, Options
from c360sim.bigquery.place import Place
from c360sim.schema import TABLES, Column, Kind, Table

DOLLARS_PER_TIB_READ = 6.25
"""On-demand queries in the US; the first TiB a month is free. https://cloud.google.com/bigquery/pricing, as of 2025."""
DOLLARS_PER_GIB_MONTH = 0.02
"""Active logical storage in the US; the first 10 GiB are free. Same page."""
LEAST_BYTES_READ = 10 * 2**20
"""What reading a table costs at least."""
READS = 3
"""How often a load reads all rows: to compare the staged tables, to swap, and to compare what stands then."""

BYTES: dict[Kind, int] = {Kind.MONEY: 16, Kind.RATE: 16, Kind.FLAG: 1}
"""What a value takes in BigQuery where it is not 8 bytes, or for text its UTF-8 and 2 bytes."""


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """A table as it would stand: its rows, the bytes of its files, and its logical bytes in BigQuery."""

    table: Table
    rows: int
    file_bytes: int
    logical_bytes: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load would bring."""

    content: str
    tables: list[PlannedTable]

    @property
    def query_dollars(self) -> float:
        """What the queries of one load cost on demand, the free first TiB a month aside."""
        return sum(max(planned.logical_bytes, LEAST_BYTES_READ) for planned in self.tables) * READS / 2**40 * DOLLARS_PER_TIB_READ

    @property
    def storage_dollars(self) -> float:
        """What a month of storage costs, the free first 10 GiB aside."""
        return sum(planned.logical_bytes for planned in self.tables) / 2**30 * DOLLARS_PER_GIB_MONTH


def plan(checked: Checked) -> Plan:
    """Return what a load of checked files would bring."""
    return Plan(checked.content, [_planned(checked, table) for table in TABLES.values()])


def show(page: Console, plan: Plan, place: Place, options: Options) -> None:
    """Print a plan."""
    grid = Grid(title=f"{place} would hold", title_justify="left", box=None, pad_edge=False)
    for heading in ("table", "rows", "file MB", "BigQuery MB", "partitions", "clustered by"):
        grid.add_column(heading, justify="right" if heading in ("rows", "file MB", "BigQuery MB") else "left")
    for planned in plan.tables:
        by = f"month of {planned.table.partition}" if planned.table.partition else ""
        sizes = (f"{planned.file_bytes / 1e6:,.1f}", f"{planned.logical_bytes / 1e6:,.1f}")
        grid.add_row(planned.table.name, f"{planned.rows:,}", *sizes, by, ", ".join(planned.table.cluster))
    page.print(grid)
    for line in _changes(plan, place, options):
        page.print(line, highlight=False, soft_wrap=True, markup=False)


def _changes(plan: Plan, place: Place, options: Options) -> list[str]:
    create = "created if it is missing" if options.may_create else "must be there"
    expires = "expiry       refused where tables or partitions would be deleted by themselves, as in every project without billing"
    if options.may_expire:
        expires = "expiry       when the dataset says; where it has partitions expire, as without billing, tables have none"
    way = f"through {options.bucket}" if options.bucket else "straight"
    return [
        "",
        f"dataset      {place}, {create}, in {options.location or 'its own location'}",
        f"staging      files go {way} to {place.staging}, created if it is missing; its tables expire in 3 days",
        expires,
        f"change       all rows of the nine tables, in one transaction; none where they hold content {plan.content} already",
        f"then         primary and foreign keys are declared, and {place}.load_manifest says what was loaded",
        f"cost         loading $0, queries of this load ${plan.query_dollars:.4f}, storage ${plan.storage_dollars:.4f} a month",
        "             (list prices in the US; a month's first TiB of queries and first 10 GiB of storage are free)",
        "Nothing was sent.",
    ]


def _planned(checked: Checked, table: Table) -> PlannedTable:
    sizes = " + ".join(f"coalesce(sum({_size(column)}), 0)" for column in table.columns)
    (answer,) = checked.dataset.rows(f"SELECT {sizes} AS bytes FROM {checked.dataset.source(table, checked.form)}")
    file_bytes = sum(file.bytes for file in checked.files if file.table is table)
    return PlannedTable(table, checked.fingerprints[table.name].rows, file_bytes, int(answer["bytes"]))


def _size(column: Column) -> str:
    if column.kind in (Kind.CATEGORY, Kind.TEXT):
        return f"strlen({column.name}) + 2"
    return f"CASE WHEN {column.name} IS NOT NULL THEN {BYTES.get(column.kind, 8)} END"
