"""Texts that a spreadsheet would run, in what may be opened with one."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from c360sim.preview import downloads
from c360sim.preview.shapes import FieldHead, Row, TileResult
from c360sim.spreadsheets import harmless
from looker_kit import replaced
from preview_kit import Preview, copied

BEFORE = ["", "\t", "\r", "\n", "\r\n", " ", "\xa0", "\ufeff", "\u200b", "\x00", " \r\n\t "]
SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
HARMLESS = ["", "Affluent", "a=1", "2=1", "1-2", "'=1", "(=1)", "ñ=1", "a\n=1", " 17", "\uff11"]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("sign", SIGNS)
def test_what_may_be_a_formula_is_kept_from_running(before: str, sign: str) -> None:
    text = f"{before}{sign}HYPERLINK(0)"
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_none_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_download_runs_nothing_in_its_head_or_its_rows() -> None:
    head: FieldHead = {
        "name": "of.name", "label": "=1+1", "group_label": None, "view_label": "", "kind": "dimension", "type": "string", "unit": None,
        "decimals": 0, "description": "", "hidden": False, "pivoted": False, "drills": False,
    }  # fmt: skip
    across: FieldHead = {**head, "name": "of.count", "label": "count", "pivoted": True}
    rows: list[Row] = [{"of.name": {"v": "\r\n=1+1", "t": ""}, "of.count": {"key": {"v": -5, "t": ""}}}]
    result: TileResult = {
        "fields": [head, across], "pivots": ["of.kind"], "columns": [{"key": "key", "values": ["\uff1d1"], "labels": ["\uff1d1"]}],
        "rows": rows, "totals": {}, "row_totals": [], "row_count": 1, "truncated": False, "seconds": 0.0,
    }  # fmt: skip
    assert list(csv.reader(io.StringIO(downloads.as_csv(result), newline=""))) == [["'=1+1", "'\uff1d1"], ["'\r\n=1+1", "-5"]]


def test_a_label_of_a_project_runs_nothing(tiny: Path, tmp_path: Path) -> None:
    project = copied(tmp_path)
    label = "=HYPERLINK(0)"
    measure = "measure: customers_today {\n    type: count"
    replaced(project, "views/dim_customer.view.lkml", measure, f'{measure}\n    label: "{label}"')
    text = Preview(project, tiny, tmp_path / "kept").client.get("/api/dashboards/executive/tiles/Customers Today/download.csv").text
    assert next(csv.reader(io.StringIO(text))) == [f"'{label}"]
