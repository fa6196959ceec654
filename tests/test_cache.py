"""The cache in the user's folder: nobody else's, never run as it was not written, and never missed but in time."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import wasmtime

from c360sim import cache
from c360sim.dataset import SharedDataset
from c360sim.looker.compiled_module import KeptModule
from c360sim.preview import kept
from c360sim.preview.server import MEMORY

ANSWER = '(module (func (export "answer") (result i32) i32.const {}))'
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root makes files of other users")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Home folder of a user who has no cache yet."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    return tmp_path


def test_only_the_user_may_enter(home: Path) -> None:
    before = os.umask(0)
    try:
        assert cache.folder("kept", "one") == home / ".cache" / "c360sim" / "kept" / "one"
    finally:
        os.umask(before)
    assert {oct(path.stat().st_mode & 0o777) for path in (home / ".cache" / "c360sim").glob("**")} == {"0o700"}


def test_a_folder_that_others_may_enter_is_closed(home: Path) -> None:
    (home / ".cache" / "c360sim").mkdir(parents=True)
    (home / ".cache" / "c360sim").chmod(0o777)
    assert oct(cache.folder().stat().st_mode & 0o777) == "0o700"


def linked(home: Path) -> None:
    (home / "elsewhere").mkdir()
    (home / ".cache").mkdir()
    (home / ".cache" / "c360sim").symlink_to(home / "elsewhere")


def linked_within(home: Path) -> None:
    (home / "elsewhere").mkdir()
    (home / ".cache" / "c360sim").mkdir(parents=True)
    (home / ".cache" / "c360sim" / "kept").symlink_to(home / "elsewhere")


def looping(home: Path) -> None:
    (home / ".cache").symlink_to(home / ".cache")


def a_file(home: Path) -> None:
    (home / ".cache").write_text("")


def replaceable(home: Path) -> None:
    (home / ".cache").mkdir()
    (home / ".cache").chmod(0o777)


def of_nobody(home: Path) -> None:
    (home / ".cache" / "c360sim").mkdir(parents=True)
    os.chown(home / ".cache" / "c360sim", 65534, 65534)


@pytest.mark.parametrize("spoil", [linked, linked_within, looping, a_file, replaceable, pytest.param(of_nobody, marks=needs_root)])
def test_a_folder_that_is_not_the_users_alone_is_no_cache(
    spoil: Callable[[Path], None], home: Path, tiny: Path, caplog: pytest.LogCaptureFixture
) -> None:
    spoil(home)
    with pytest.raises(cache.NoCache):
        cache.folder("kept")
    with kept.folder(tiny) as folder:
        assert not folder.is_relative_to(home)
        SharedDataset(tiny, folder, MEMORY).keep("one", "SELECT 1 AS value")
    assert not folder.exists()
    (said,) = caplog.messages
    assert said.startswith("warning: no cache, as ")
    assert said.endswith(": derived tables are worked out anew at every start")
    assert not list(home.glob("elsewhere/*"))


@pytest.mark.parametrize("home", ["", "somewhere"])
def test_without_a_home_there_is_no_cache(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", home)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(cache.NoCache, match="there is no home folder"):
        cache.folder()
    assert not list(tmp_path.iterdir())


def test_a_home_that_is_not_there_and_cannot_be_made_is_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/home")
    with pytest.raises(cache.NoCache, match="/dev/null/home cannot be made"):
        cache.folder()


def answered(engine: wasmtime.Engine, path: Path) -> int:
    store = wasmtime.Store(engine)
    answer = wasmtime.Instance(store, KeptModule.from_file(engine, str(path)), []).exports(store)["answer"]
    assert isinstance(answer, wasmtime.Func)
    return int(answer(store))


@pytest.fixture
def module(home: Path) -> Path:
    path = home / "answer.wasm"
    path.write_bytes(wasmtime.wat2wasm(ANSWER.format(42)))
    return path


def kept_modules(home: Path) -> list[Path]:
    return sorted((home / ".cache" / "c360sim").glob("*.cwasm"))


def test_a_compiled_module_is_read_as_it_was_written(home: Path, module: Path) -> None:
    engine = wasmtime.Engine()
    assert answered(engine, module) == 42
    (first,) = kept_modules(home)
    written = first.stat().st_mtime_ns
    assert oct(first.stat().st_mode & 0o777) == "0o600"
    assert answered(engine, module) == 42
    assert [path.stat().st_mtime_ns for path in kept_modules(home)] == [written]


def another(path: Path, engine: wasmtime.Engine) -> None:
    path.write_bytes(wasmtime.Module(engine, ANSWER.format(13)).serialize())


def cut(path: Path, engine: wasmtime.Engine) -> None:
    path.write_bytes(path.read_bytes()[:1000])


def a_link(path: Path, engine: wasmtime.Engine) -> None:
    other = path.rename(path.with_suffix(".other"))
    path.symlink_to(other)


def owned(path: Path, engine: wasmtime.Engine) -> None:
    os.chown(path, 65534, 65534)


@pytest.mark.parametrize("spoil", [another, cut, a_link, pytest.param(owned, marks=needs_root)])
def test_a_module_that_somebody_changed_is_not_run(spoil: Callable[[Path, wasmtime.Engine], None], home: Path, module: Path) -> None:
    engine = wasmtime.Engine()
    assert answered(engine, module) == 42
    (first,) = kept_modules(home)
    spoil(first, engine)
    assert answered(engine, module) == 42
    (again,) = kept_modules(home)
    assert cache.is_ours(again)


def test_a_module_without_a_checksum_is_not_run(home: Path, module: Path) -> None:
    engine = wasmtime.Engine()
    answered(engine, module)
    (first,) = kept_modules(home)
    unmarked = first.rename(first.with_name(f"{first.stem.rpartition('-')[0]}.cwasm"))
    another(unmarked, engine)
    assert answered(engine, module) == 42


def test_without_a_cache_modules_are_compiled_and_it_is_said(
    module: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/home")
    with caplog.at_level(logging.WARNING):
        assert answered(wasmtime.Engine(), module) == 42
    assert len(caplog.messages) == 1
    assert "no cache, as /dev/null/home cannot be made" in caplog.messages[0]


def test_whoever_writes_at_the_same_time_writes_the_whole(tmp_path: Path) -> None:
    together = threading.Barrier(8)

    def write(number: int) -> None:
        together.wait()
        for _ in range(20):
            cache.write(tmp_path / "file", bytes([number]) * 100_000)
            found = (tmp_path / "file").read_bytes()
            assert len(found) == 100_000
            assert len(set(found)) == 1

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(8)))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@needs_root
def test_a_kept_table_of_another_user_is_worked_out_anew(tiny: Path, tmp_path: Path) -> None:
    SharedDataset(tiny, tmp_path, MEMORY).keep("one", "SELECT 13 AS value")
    os.chown(tmp_path / "one.duckdb", 65534, 65534)
    again = SharedDataset(tiny, tmp_path, MEMORY)
    again.keep("one", "SELECT 42 AS value")
    assert again.rows("SELECT value FROM one") == [{"value": 42}]
