"""Data sets shared by the tests: one written by hand, one simulated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from c360sim.schema import TABLES
from c360sim.sinks import FORMATS
from c360sim.sinks.publication import Publication
from tiny import HEAD, write_tiny


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden run's numbers anew")


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the data set written by hand, in all formats."""
    out = tmp_path_factory.mktemp("tiny") / "data"
    with Publication(out, frozenset(FORMATS), HEAD) as publication:
        write_tiny(publication)
    return out


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a simulated data set of 500 customers and 24 months, in all formats."""
    from c360sim.running.run import simulate
    from c360sim.spec import RunSpec

    return simulate(RunSpec(customers=500), tmp_path_factory.mktemp("simulated") / "data", frozenset(FORMATS)).path


@pytest.fixture(scope="session")
def tables(dataset: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Connection that sees the Parquet tables of `dataset`, and its truth tables, by their names."""
    with duckdb.connect() as connection:
        for folder in [dataset / "parquet" / name for name in TABLES] + sorted((dataset / "truth").iterdir()):
            connection.execute(f"CREATE VIEW {folder.name} AS SELECT * FROM read_parquet('{folder}/*.parquet')")
        yield connection
