"""The LookML project on BigQuery: after a load, every tile shows the rows that it shows of the files, and the project's tests hold."""

from __future__ import annotations

import math
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bank_to_load import simulated
from bigquery_runner import BigQueryRunner
from emulator import connected
from google.cloud import bigquery
from somewhere import Somewhere

from c360sim.dataset import Dataset
from c360sim.looker.dashboards import dashboards
from c360sim.looker.project import load
from c360sim.looker.running import Result, Runner
from c360sim.looker.testing import data_tests, failures
from looker_kit import HERE, replaced

TOLERANCE = 1e-8
"""Of floats: relative, and absolute for small ones. BigQuery's NUMERIC has nine decimals where DuckDB divides into a float."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What the emulator writes into a field otherwise than BigQuery, and how it is put right before rows are compared."""

    reason: str
    written: str
    right: str


FAULTS = {
    "next_best_action.reason": Fault("CAST(NUMERIC AS STRING) keeps zeros at the end: '24.0' where BigQuery writes '24'", r"\.0%", "%"),
}
"""Of the emulator, by field. One that is not seen any more fails the test: then it must go."""


@dataclass(frozen=True, slots=True)
class Both:
    """The project, and its model on the files and on BigQuery."""

    root: Path
    files: Runner
    bigquery: BigQueryRunner
    faults: dict[str, Fault]


@pytest.fixture(scope="module", params=["emulator", "project"])
def both(request: pytest.FixtureRequest, dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """The data set, loaded; on the emulator, and on a project of Google's where one is named."""
    folder = tmp_path_factory.mktemp("tiles")
    on_emulator = request.param == "emulator"
    url = request.getfixturevalue("emulator") if on_emulator else ""
    with connected(url) if on_emulator else _client_of_project() as client:
        place = Somewhere(url, client, f"c360sim_tiles_{os.urandom(4).hex()}", folder / "loader")
        with _loaded(place, dataset):
            root = _pointed_at(client.project, place.dataset, folder / "lookml")
            model, files = load(root).models["customer_360"], Dataset(dataset)
            runner = BigQueryRunner(model, files, client, f"{client.project}.{place.dataset}_scratch")
            yield Both(root, Runner(model, files), runner, FAULTS if on_emulator else {})


def test_every_tile_shows_the_same_rows(both: Both) -> None:
    differences, seen = {}, set()
    tiles = [(board, tile) for board in dashboards(both.files.model, both.root) for tile in board.tiles if tile.query is not None]
    for board, tile in tiles:
        asked = (tile.asked(board.defaults), tile.calculations, tile.calculated_sorts)
        ours, theirs = both.files.run(*asked), both.bigquery.run(*asked)
        assert ours.rows, f"{board.name}: {tile.name} has no rows to compare"
        seen |= _put_right(theirs, both.faults)
        if difference := _difference(_shown(ours), _shown(theirs)):
            differences[f"{board.name}: {tile.name}"] = difference
    assert not differences
    assert {board.name for board, _ in tiles} == {"executive", "segment", "individual", "work_list"}
    assert seen == set(both.faults), "the emulator has one fault less"


def test_the_tests_of_the_project_hold(both: Both) -> None:
    tests = data_tests(both.bigquery.model)
    assert tests
    assert not [finding for test in tests for finding in failures(both.bigquery, test)]


def test_kept_tables_run_out_when_other_rows_are_loaded(anywhere: Somewhere, tmp_path: Path) -> None:
    root = _pointed_at(anywhere.client.project, anywhere.dataset, tmp_path / "lookml")
    datagroup = load(root).models["customer_360"].others["datagroup"]["daily"]
    answers = []
    for data in (simulated(), simulated(40)):  # of the same days
        assert anywhere.load(data).code == 0
        ((answer,),) = anywhere.client.query_and_wait(datagroup.text("sql_trigger"))
        answers.append(answer)
    assert answers[0]
    assert answers[0] != answers[1]


def _client_of_project() -> bigquery.Client:
    project = os.environ.get("C360SIM_BIGQUERY_PROJECT")
    if not project:
        pytest.skip("C360SIM_BIGQUERY_PROJECT names no project of Google Cloud to test with")
    return bigquery.Client(project=project)


@contextmanager
def _loaded(place: Somewhere, data: Path) -> Iterator[None]:
    """Have a data set loaded, with a scratch dataset beside it; both are removed afterward."""
    try:
        done = place.load(data)
        assert done.code == 0, done.error
        place.client.create_dataset(f"{place.dataset}_scratch")
        yield
    finally:
        for dataset in (place.dataset, f"{place.dataset}_stg", f"{place.dataset}_scratch"):
            place.client.delete_dataset(dataset, delete_contents=True, not_found_ok=True)


def _pointed_at(project: str, dataset: str, root: Path) -> Path:
    """Return a copy of the LookML project whose manifest names a project and a dataset, as docs/bigquery.md tells users to."""
    shutil.copytree(HERE.parent / "lookml", root)
    replaced(root, "manifest.lkml", 'value: "c360-project"', f'value: "{project}"')
    replaced(root, "manifest.lkml", 'value: "c360"', f'value: "{dataset}"')
    return root


def _shown(result: Result) -> list[Any]:
    return [result.rows, list(result.columns), result.totals, result.row_totals]


def _put_right(result: Result, faults: dict[str, Fault]) -> set[str]:
    """Undo the emulator's faults in the rows of a result. Returns the fields in which there were some."""
    found = set()
    for row in result.rows:
        for name in faults.keys() & row.keys():
            right = re.sub(faults[name].written, faults[name].right, row[name])
            found |= {name} if right != row[name] else set()
            row[name] = right
    return found


def _difference(ours: Any, theirs: Any, where: str = "") -> str:
    """Return the first difference, or nothing: floats may differ by the tolerance, money and everything else not at all."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and list(ours) == list(theirs):
        return next(filter(None, (_difference(ours[key], theirs[key], f"{where}[{key}]") for key in ours)), "")
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return next(filter(None, (_difference(*pair, f"{where}[{row}]") for row, pair in enumerate(zip(ours, theirs, strict=True)))), "")
    if isinstance(ours, float) or isinstance(theirs, float):
        is_same = _is_number(ours) and _is_number(theirs) and math.isclose(ours, theirs, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    else:
        is_same = ours == theirs
    return "" if is_same else f"{where}: {ours!r} in the files, {theirs!r} in BigQuery"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal)
