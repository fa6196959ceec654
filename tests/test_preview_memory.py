"""What the preview remembers, in memory and between two starts, and that it is bounded."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from c360sim.dataset import NotADataset, SharedDataset
from c360sim.preview import kept
from c360sim.preview.remembered import Remembered
from c360sim.preview.server import MEMORY


def test_who_asks_at_the_same_time_waits_for_the_first() -> None:
    asked: list[int] = []
    together = Barrier(4)

    def work_out(key: int) -> int:
        asked.append(key)
        return len(asked)

    remembered = Remembered(work_out, most=2)

    def ask(_: int) -> int:
        together.wait()
        return remembered(7)

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(ask, range(4))) == {1}
    assert asked == [7]


def test_the_last_results_are_remembered_and_errors_are_not() -> None:
    asked: list[int] = []

    def work_out(key: int) -> int:
        asked.append(key)
        return 1 // key

    remembered = Remembered(work_out, most=2)
    assert [remembered(key) for key in (1, 2, 1, 3, 1, 2)] == [1, 0, 1, 0, 1, 0]
    assert asked == [1, 2, 3, 2]
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            remembered(0)
    assert asked == [1, 2, 3, 2, 0, 0]


def test_the_tables_used_longest_ago_make_room(tmp_path: Path) -> None:
    for age, name in enumerate(("new", "older", "oldest")):
        (tmp_path / f"{name}.duckdb").write_bytes(b"x" * 100)
        os.utime(tmp_path / f"{name}.duckdb", (1_000_000 - age, 1_000_000 - age))
    (tmp_path / "interrupted.duckdb.1.passing").write_bytes(b"x")
    os.utime(tmp_path / "interrupted.duckdb.1.passing", (1_000_001, 1_000_001))
    kept.make_room(tmp_path, 250)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.duckdb", "older.duckdb"]


def test_a_data_set_that_changes_has_other_tables(tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with kept.folder(tiny) as first, kept.folder(tiny) as second:
        assert first == second
        assert first.is_relative_to(tmp_path / "c360sim")
    other = tmp_path / "other"
    other.mkdir()
    (other / "manifest.json").write_text((tiny / "manifest.json").read_text() + " ")
    with kept.folder(other) as found:
        assert found != first


def test_a_query_reads_no_file_but_the_data(tiny: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    (tmp_path / "kept").mkdir()
    dataset = SharedDataset(tiny, tmp_path / "kept", MEMORY)
    assert dataset.rows("SELECT count(*) AS customers FROM dim_customer") == [{"customers": 1}]
    for query in (f"SELECT * FROM read_csv('{secret}')", "SET enable_external_access = true", f"COPY dim_customer TO '{tmp_path}/out.csv'"):
        with pytest.raises(NotADataset):
            dataset.rows(query)
