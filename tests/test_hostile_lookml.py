"""A stranger's LookML: it includes files of its project and its SQL reads tables of the data set, and nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import duckdb
import pyarrow as pa
import pytest

from c360sim import cli
from c360sim.dataset import BadQuery, Dataset, NotADataset, SharedDataset
from c360sim.looker.lint import lint
from c360sim.looker.translation import TranslationError, to_duckdb
from c360sim.schema import TABLES
from looker_kit import TODAY, copy_project

SECRET = "the user's own"
OUTSIDE = [
    "SELECT * FROM read_csv('{file}')",
    "SELECT * FROM read_text('{file}')",
    "SELECT * FROM read_blob('{file}')",
    "SELECT * FROM read_json('{file}')",
    "SELECT * FROM read_parquet('{file}')",
    "SELECT * FROM parquet_metadata('{file}')",
    "SELECT * FROM sniff_csv('{file}')",
    "SELECT * FROM query('SELECT * FROM read_text(''{file}'')')",
    'SELECT * FROM "{file}"',
    "SELECT * FROM glob('{folder}/*')",
    "SELECT * FROM read_text('{data}/manifest.json')",
    "SELECT * FROM read_text('{data}/csv/../../{name}')",
    "SELECT * FROM read_csv('http://127.0.0.1:{port}/rows.csv')",
    "SELECT * FROM read_parquet('s3://bucket/rows.parquet')",
    "SELECT * FROM sqlite_scan('{file}', 'rows')",
    "SELECT getenv('HOME')",
    "SELECT * FROM secret",
]
STATEMENTS = [
    "COPY (SELECT 1) TO '{data}/csv/stray.csv'",
    "ATTACH '{folder}/stray.duckdb' AS stray",
    "INSTALL httpfs",
    "LOAD httpfs",
    "PRAGMA database_list",
    "SET enable_external_access = true",
    "EXPORT DATABASE '{folder}/stray'",
    "CREATE TABLE stray AS SELECT 1",
    "SELECT 1; SELECT 2",
    "SELECT 1; COPY (SELECT 1) TO '{data}/csv/stray.csv'",
    "CALL x('\\'); COPY (SELECT 1) TO ''{data}/csv/stray.csv'''",
]


class Asked(BaseHTTPRequestHandler):
    """A server that counts who asks it."""

    count = 0

    def do_GET(self) -> None:
        type(self).count += 1
        self.send_error(404)

    do_HEAD = do_GET

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with HTTPServer(("127.0.0.1", 0), Asked) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def stranger(tmp_path: Path, tiny: Path, port: int) -> dict[str, str]:
    """What a stranger's SQL names: a file that is not the data set's, and where it lies."""
    file = tmp_path / "secret.txt"
    file.write_text(SECRET)
    return {"file": str(file), "folder": str(tmp_path), "name": os.path.relpath(file, tiny), "data": str(tiny), "port": str(port)}


def there(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for path in folder.rglob("*"))


@pytest.mark.parametrize("memory", [None, "200MB"])
def test_no_query_reaches_more_than_the_tables(memory: str | None, stranger: dict[str, str], tiny: Path, tmp_path: Path) -> None:
    before = there(tiny, tmp_path)
    dataset = Dataset(tiny, memory)
    secret = pa.table({"text": [SECRET]})
    for sql in OUTSIDE:
        with pytest.raises(BadQuery):
            print(sql, dataset.rows(sql.format(**stranger)))
    assert secret.num_rows == 1, "a variable that DuckDB would take for a table"
    assert there(tiny, tmp_path) == before
    assert Asked.count == 0


@pytest.mark.parametrize("statement", STATEMENTS)
def test_what_is_not_one_query_is_not_run(statement: str, stranger: dict[str, str]) -> None:
    with pytest.raises(TranslationError):
        to_duckdb(statement.format(**stranger), TODAY)


@pytest.mark.parametrize("sql", ["SELECT * FROM read_text('{file}')", "SELECT 1; COPY (SELECT 1) TO '{data}/csv/stray.csv'"])
def test_sql_of_a_project_is_refused_in_one_line(
    sql: str, stranger: dict[str, str], tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = copy_project(tmp_path / "bank")
    path = project / "derived_tables" / "customer_spending.view.lkml"
    before, rest = path.read_text().split("    sql:", 1)
    path.write_text(f"{before}    sql: {sql.format(**stranger)} ;;{rest.split(';;', 1)[1]}")
    left = there(tiny, tmp_path)
    assert cli.main(["lookml", "query", str(tiny), "customers", "customer_spending.customer_id", "--project", str(project)]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("error: lookml query is ")
    assert said.err.count("\n") == 1
    assert SECRET not in said.out + said.err
    assert there(tiny, tmp_path) == left


def test_a_database_of_a_stranger_reads_no_other_files(stranger: dict[str, str], tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(tiny / "manifest.json", folder)
    with duckdb.connect(folder / "c360.duckdb") as database:
        for table in TABLES:
            database.execute(f"CREATE VIEW {table} AS SELECT content FROM read_text('{stranger['file']}')")
    with pytest.raises(NotADataset):
        Dataset(folder).rows("SELECT * FROM dim_customer")


def test_a_data_set_is_read_from_a_folder_of_any_name(tiny: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tiny, tmp_path / "it's [a-b] *é?" / "data"))
    found = Dataset(folder)
    assert found.rows("SELECT count(*) AS customers FROM dim_customer") == [{"customers": 1}]
    for form in found.formats:
        assert found.rows(f"SELECT count(*) AS customers FROM {found.source(TABLES['dim_customer'], form)}") == [{"customers": 1}]
    shared = SharedDataset(folder, tmp_path, "200MB")
    shared.keep("one", "SELECT count(*) AS customers FROM dim_customer")
    assert shared.rows("SELECT * FROM one") == [{"customers": 1}]


def test_a_data_set_is_read_by_a_link_to_it(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "link").symlink_to(tiny)
    monkeypatch.chdir(tmp_path)
    assert Dataset(Path("link")).rows("SELECT count(*) AS customers FROM dim_customer") == [{"customers": 1}]


@pytest.mark.parametrize(
    ("include", "problem"),
    [
        ("../../stray.view.lkml", "leaves the project"),
        ("/../stray.view.lkml", "leaves the project"),
        ("/../../../../../../../../../../etc/passwd", "leaves the project"),
        ("/views/link.view.lkml", "leaves the project"),
        (".", "is no pattern of files: "),
        ("a**b", "is no pattern of files: "),
    ],
)
def test_what_is_included_lies_in_the_project(include: str, problem: str, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "bank")
    (tmp_path / "stray.view.lkml").write_text("view: stray {}")
    (root / "views" / "link.view.lkml").symlink_to(tmp_path / "stray.view.lkml")
    path = root / "models" / "bank.model.lkml"
    path.write_text(f'include: "{include}"\n{path.read_text()}')
    (finding,) = lint(root)
    assert str(finding).startswith(f"models/bank.model.lkml:1: error: include {include} {problem}")
