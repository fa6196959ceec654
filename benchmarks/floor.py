"""The write floor: the rows of a data set, held in memory as the simulation holds them, written and nothing else.

Run as `python -m benchmarks.floor DATA OUT parquet|csv|duckdb`, where DATA is a data set with Parquet files and OUT a new
folder. Prints the rows and the CPU and wall seconds of the writing as JSON.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from c360sim.schema import TABLES, ddl
from c360sim.schema.arrow import memory_schema
from c360sim.sinks import DATABASE
from c360sim.sinks.parquet import ParquetSink

Rows = dict[str, list[pa.RecordBatch]]
"""Batches by table, one a row group."""


def held(data: Path) -> Rows:
    """Return the nine tables of a data set, categories as dictionaries, as they are on their way to the files."""
    return {name: [batch for path in sorted((data / "parquet" / name).iterdir()) for batch in _batches(path, name)] for name in TABLES}


def _batches(path: Path, table: str) -> Iterator[pa.RecordBatch]:
    schema = memory_schema(TABLES[table])
    file = pq.ParquetFile(path, read_dictionary=[field.name for field in schema if pa.types.is_dictionary(field.type)])
    for group in range(file.num_row_groups):
        yield from file.read_row_group(group).cast(schema).combine_chunks().to_batches()


def write_parquet(rows: Rows, out: Path) -> None:
    """Write the tables with the sink of the simulation."""
    sink = ParquetSink(out / "parquet", 0)
    for table, batches in rows.items():
        for batch in batches:
            sink.write(table, batch)
    sink.close()


def write_csv(rows: Rows, out: Path) -> None:
    """Write the tables with polars."""
    folder = out / "csv"
    folder.mkdir()
    for table, batches in rows.items():
        with (folder / f"{table}.csv").open("wb") as file:
            for place, batch in enumerate(batches):
                frame = cast(pl.DataFrame, pl.from_arrow(batch))
                frame.write_csv(file, include_header=place == 0, line_terminator="\r\n")


def write_duckdb(rows: Rows, out: Path) -> None:
    """Write the tables with DuckDB, into tables of the same types."""
    with duckdb.connect(out / DATABASE) as connection:
        for table, batches in rows.items():
            connection.execute(ddl.create_table(TABLES[table]))
            connection.register("held", pa.Table.from_batches(batches, memory_schema(TABLES[table])))
            connection.execute(f"INSERT INTO {table} SELECT * FROM held")
        connection.execute("CHECKPOINT")


WRITERS = {"parquet": write_parquet, "csv": write_csv, "duckdb": write_duckdb}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.floor")
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("format", choices=WRITERS)
    arguments = parser.parse_args()
    rows = held(arguments.data)
    arguments.out.mkdir()
    wall, cpu = time.perf_counter(), time.process_time()
    WRITERS[arguments.format](rows, arguments.out)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(json.dumps({"rows": sum(batch.num_rows for batches in rows.values() for batch in batches), "cpu": cpu, "wall": wall}))


if __name__ == "__main__":
    main()
