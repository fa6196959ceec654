"""What is installed: the core and the extras are what commands import, and what is missing is told in one line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tomllib
from argparse import Namespace
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import grimp
import pytest

from c360sim.cli import installed, parser
from c360sim.cli.installed import CORE, EXTRAS, NotInstalled, Part

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
SITE = Path(sysconfig.get_path("purelib"))
CALLS = {
    "validate": "validate {data} --report {out}",
    "preview": "preview {data} --export {out}",
    "pictures": "preview {data} --export {out} --pictures light",
    "zetasql": "lookml validate",
    "bigquery": "load {data} --project my-project --dataset c360 --plan",
    "dask": "simulate --engine dask --scheduler tcp://127.0.0.1:8786 --out {out}",
    "s3": "simulate --out s3://bucket/data",
    "gs": "assemble gs://bucket/data",
}
"""A call of each extra."""
OF_COMMAND = {
    "simulate": {"dask"},
    "inspect": set(),
    "assemble": set(),
    "lookml": {"zetasql"},
    "validate": {"validate"},
    "preview": {"preview", "pictures"},
    "load": {"bigquery"},
}
"""The extras whose libraries a command may import, however it is called."""


def distributions(requirements: list[str]) -> set[str]:
    return {re.match(r"[\w.-]+", requirement)[0].lower() for requirement in requirements}  # type: ignore[index]


def without(folder: Path, *modules: str) -> dict[str, str]:
    """Return the variables of an environment that has every library but some, for a Python that looks at no other."""
    folder.mkdir()
    names = {module.partition(".")[0] for module in modules}
    for entry in SITE.iterdir():
        if entry.name.partition(".")[0] not in names and entry.suffix != ".pth":
            (folder / entry.name).symlink_to(entry)
    return os.environ | {"PYTHONPATH": str(folder)}


def run(call: list[str], variables: dict[str, str], at: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-S", "-m", "c360sim", *call], capture_output=True, text=True, cwd=at, env=variables)


@pytest.mark.parametrize("part", EXTRAS, ids=lambda part: part.extra)
def test_what_is_missing_is_one_line_with_the_command_that_installs_it(part: Part, tiny: Path, tmp_path: Path) -> None:
    call = CALLS[part.extra].format(data=tiny, out=tmp_path / "out").split()
    done = run(call, without(tmp_path / "site", *part.libraries))
    assert (done.returncode, done.stdout) == (2, "")
    told = f"error: {part.user} needs {', '.join(part.libraries.values())}, not installed for "
    assert done.stderr.startswith(told)
    remedy = rf"; to install: \S+ -m pip install -c {ROOT}/constraints\.txt -e '{ROOT}\[[a-z,]*{part.extra}\]'\n"
    assert re.search(rf"^[^\n]*{remedy}$", done.stderr)
    assert not (tmp_path / "out").exists()


def test_a_call_that_needs_no_extra_needs_none(tiny: Path, tmp_path: Path) -> None:
    variables = without(tmp_path / "core", *(module for part in EXTRAS for module in part.libraries if module not in CORE.libraries))
    for call in (["simulate", "--customers", "5", "--months", "1", "--out", str(tmp_path / "out")], ["inspect", str(tiny), "1"]):
        done = run(call, variables)
        assert done.returncode == 0, done.stderr


def test_a_library_that_comes_with_another_is_told_too(tiny: Path, tmp_path: Path) -> None:
    done = run(["validate", str(tiny)], without(tmp_path / "site", "scipy"))
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"error: .*scipy.*; to install: .*\[validate\]'\n", done.stderr)


@pytest.mark.parametrize("has_venv", [True, False])
def test_a_python_without_libraries_is_told_of_the_one_that_has_them(has_venv: bool, tmp_path: Path) -> None:
    at = tmp_path / "the repository"
    at.mkdir()
    (at / "run_sim.py").write_text((ROOT / "run_sim.py").read_text())
    for name in ("c360sim", "agents", "pyproject.toml"):
        (at / name).symlink_to(ROOT / name)
    made = at / ".venv" / "bin" / "python"
    if has_venv:
        made.parent.mkdir(parents=True)
        made.touch()
    for call in (["-m", "c360sim", "validate", "data"], ["run_sim.py"]):
        done = subprocess.run([sys.executable, "-S", "-E", *call], capture_output=True, text=True, cwd=at)
        assert (done.returncode, done.stdout) == (2, "")
        remedy = f"run it with '{made}'" if has_venv else f"to install: .* '{at}'"
        assert re.fullmatch(rf"error: c360sim needs .*numpy.*; {remedy}\n", done.stderr)


def test_an_older_python_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    with pytest.raises(NotInstalled, match=r"^c360sim needs Python 3\.11 or newer, below 3\.14, and \S+ is 3\.10"):
        installed.check_python()


def test_without_a_repository_the_libraries_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(installed, "ROOT", tmp_path)
    monkeypatch.setattr("importlib.metadata.requires", lambda name: ["rich>=13.9", 'zetasql>=0.1.5; extra == "zetasql"'])
    error = ImportError("no zetasql", name="zetasql")
    validate, inspect = Namespace(command="lookml", action="validate"), Namespace(command="inspect")
    assert str(installed.absent(error, validate)).endswith("-m pip install 'zetasql>=0.1.5'")
    assert str(installed.absent(error, inspect)).endswith("-m pip install 'rich>=13.9'")


def test_a_module_of_our_own_that_is_missing_is_a_fault() -> None:
    with pytest.raises(ImportError):
        installed.absent(ImportError("no such", name="c360sim.nowhere"), Namespace(command="inspect"))


def test_parts_are_those_of_pyproject() -> None:
    told = {part.extra: set(part.libraries.values()) for part in EXTRAS}
    extras = {name: distributions(wanted) for name, wanted in PROJECT["optional-dependencies"].items()}
    assert told == {name: wanted for name, wanted in extras.items() if name not in ("run", "all", "explore", "bench", "dev")}
    assert set(CORE.libraries.values()) == distributions(PROJECT["dependencies"])
    assert set(told) <= set(re.findall(r"\w+", " ".join(PROJECT["optional-dependencies"]["all"]))) | {"validate", "preview"}


def test_a_library_is_told_by_the_name_that_installs_it() -> None:
    by_module = packages_distributions()
    for part in (CORE, *EXTRAS):
        for module, name in part.libraries.items():
            assert name in {found.lower() for found in by_module[module.partition(".")[0]]}


def test_commands_import_what_they_are_installed_with() -> None:
    graph = grimp.build_graph("c360sim", "agents", include_external_packages=True)
    by_extra = {part.extra: set(part.libraries) for part in EXTRAS}
    for command, extras in OF_COMMAND.items():
        reached = graph.find_upstream_modules(f"c360sim.cli.{command}")
        imported = {name for name in reached if graph.is_module_squashed(name)} - sys.stdlib_module_names
        allowed = set(CORE.libraries).union(*(by_extra[extra] for extra in extras))
        assert imported <= {name.partition(".")[0] for name in allowed}, command


def test_what_a_run_names_as_next_works_after_make_run() -> None:
    extras = set(re.findall(r"\w+", PROJECT["optional-dependencies"]["run"][0])) - {"c360sim"}
    assert "$(RUNNING): EXTRAS := run\n" in (ROOT / "Makefile").read_text()
    for command in ("inspect data 1", "preview data", "validate data"):
        assert set(installed.needed(parser.program().parse_args(command.split()))) <= extras
