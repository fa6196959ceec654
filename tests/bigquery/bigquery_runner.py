"""Tiles and tests of LookML as Looker would ask them of BigQuery: one statement a query, derived tables kept in a scratch dataset."""

from __future__ import annotations

from typing import Any

from google.cloud import bigquery

from c360sim.dataset import Dataset
from c360sim.looker.compiler import Statement, compiled
from c360sim.looker.compiler.statement import Table, with_tables
from c360sim.looker.filters.dates import TODAY
from c360sim.looker.project import Model
from c360sim.looker.query import Query
from c360sim.looker.running import Runner

Row = dict[str, Any]


class BigQueryRunner(Runner):
    """Sends what is compiled to BigQuery as it is, but for the day: as in Runner, it is the last one of the data set.

    `scratch` is the dataset, as `project.dataset`, in which derived tables are kept under their own names.
    """

    def __init__(self, model: Model, dataset: Dataset, client: bigquery.Client, scratch: str) -> None:
        super().__init__(model, dataset)
        self._client, self._scratch = client, scratch
        self._in_scratch: dict[str, str] = {}

    def _rows(self, query: Query) -> list[Row]:
        found = self._asked(self.translated(compiled(self.model, query)))
        return [dict(zip(query.fields, row.values(), strict=True)) for row in found]

    def translated(self, statement: Statement) -> str:
        """Return a statement of BigQuery, having created the tables to keep that it needs."""
        passing: list[Table] = []
        for table in statement.tables:
            if not table.is_kept:
                passing.append(table)
            elif self._in_scratch.get(table.name) != table.sql:
                self._asked(f"CREATE OR REPLACE TABLE {table.name} AS\n{self._on_last_day(with_tables(passing, table.sql))}")
                self._in_scratch[table.name] = table.sql
        return self._on_last_day(with_tables(passing, statement.body))

    def _on_last_day(self, sql: str) -> str:
        sql = sql.replace(TODAY, f"DATE '{self.today}'")
        assert "CURRENT_" not in sql, f"today is spelled otherwise than {TODAY}: {sql}"
        return sql

    def _asked(self, sql: str) -> bigquery.table.RowIterator:
        config = bigquery.QueryJobConfig(default_dataset=self._scratch)
        return self._client.query(sql, job_config=config).result()
