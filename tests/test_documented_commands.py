"""Every command of the documents works as it stands, in a copy of the repository with `.venv` active; or says what it needs beside it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

from c360sim.cli import parser
from c360sim.running.run import simulate
from c360sim.sinks import FORMATS
from c360sim.spec import RunSpec
from documented import DOCUMENTS, LANGUAGES, NEEDS, ROOT, Command, blocks, commands

SMALL = "--customers 20 --months 1"
BY_CI = {"make test", "make lint"}
"""What the tests cannot run within themselves: `.ci/run` does."""
COPIED = shutil.ignore_patterns(".*", "data", "data-*", "node_modules", "build", "dist", "*.egg-info", "__pycache__")
COMMANDS = list({command.text: command for command in commands() if not command.is_form}.values())
RUN = [command for command in COMMANDS if not command.needs and command.text not in BY_CI and not command.text.startswith("source ")]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the repository with a data set in `data`, and this environment as its `.venv`, to all appearance just installed."""
    folder = tmp_path_factory.mktemp("copy") / "repository"
    shutil.copytree(ROOT, folder, ignore=COPIED)
    simulate(RunSpec(customers=100, months=6), folder / "data", frozenset(FORMATS))
    environment = folder / ".venv"
    environment.mkdir()
    for path in Path(sys.prefix).iterdir():
        if path.is_dir() or path.name == "pyvenv.cfg":
            (environment / path.name).symlink_to(path)
    for stamp in re.findall(r"^[A-Z]+ := \$\(VENV\)/(\w+)$", (folder / "Makefile").read_text(encoding="utf-8"), re.MULTILINE):
        if stamp != "bin":
            (environment / stamp).touch()
    planned = subprocess.run(["make", "--dry-run", "run", "docs", "preview"], cwd=folder, check=True, capture_output=True, text=True).stdout
    assert "install" not in planned  # into the environment that this one stands for
    return folder


@pytest.fixture(scope="module")
def active(copy: Path) -> dict[str, str]:
    """Return the variables of a shell in which `.venv` is active; nothing can be installed, and `make run` makes a small data set."""
    return {
        **{name: value for name, value in os.environ.items() if name in ("HOME", "LANG", "TMPDIR")},
        "PATH": f"{copy}/.venv/bin:/usr/bin:/bin",
        "ARGS": f"{SMALL} --out made",
        "PROJECT": "my-bank-project",
        "DATASET": "c360",
        "PIP_DRY_RUN": "1",
        "PIP_NO_INDEX": "1",
        "UV_OFFLINE": "1",
    }


def adapted(command: str) -> str:
    """Return a command as a test can afford it: a run is small and goes elsewhere, a server takes any free port."""
    if re.search(r"run_sim\.py(?! --help)|c360sim simulate", command):
        return f"{command} {SMALL} --out made"
    return f"exec {command} --port 0" if is_server(command) else command


def is_server(command: str) -> bool:
    return "c360sim preview" in command and "--export" not in command


@pytest.mark.parametrize("command", RUN, ids=str)
def test_command_works(command: Command, copy: Path, active: dict[str, str]) -> None:
    with subprocess.Popen(
        ["bash", "-euc", adapted(command.text)], cwd=copy, env=active, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as ran:
        assert ran.stdout is not None
        if is_server(command.text):
            assert ran.stdout.readline().startswith("dashboards at ")
            ran.terminate()
        said = ran.stdout.read()
    falls_short = "c360sim validate" in command.text and "Targets" in said
    assert ran.returncode == 0 or falls_short or is_server(command.text), said


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_block_says_what_it_is(document: Path) -> None:
    assert {language for language, _ in blocks(document)} <= LANGUAGES
    text = document.read_text(encoding="utf-8")
    assert text.count("```") == 2 * len(blocks(document))
    assert not re.search(r"^( {4}|\t)(python|make|pip|\$) ", text, re.MULTILINE)


def test_what_cannot_be_run_says_what_it_needs() -> None:
    for command in commands():
        said = Path(ROOT / command.document).read_text(encoding="utf-8")
        assert not command.needs or command.needs in said or command.needs == "the internet", command
    known = {need for need in NEEDS if any(command.needs == need for command in commands())}
    assert known == set(NEEDS)
    assert all(line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines() for line in BY_CI)


def pieces() -> Iterator[list[str]]:
    """Yield the words of every single command, those that cannot be run and those that are only a form included."""
    for command in commands():
        for line in command.text.replace("\\\n", " ").splitlines():
            if not line.startswith("#") and line.count("'") % 2 == line.count('"') % 2 == 0:
                yield shlex.split(re.sub(r" +# .*", "", line).replace("...", ""))


def test_commands_of_ours_have_the_flags_that_are_told() -> None:
    count = 0
    for words in pieces():
        if words[:3] == ["python", "-m", "c360sim"]:
            parser.program().parse_args(words[3:] if "--help" not in words else ["lookml", "lint"])
            count += 1
        if words[:2] == ["python", "run_sim.py"] and "--help" not in words:
            parser.run_sim().parse_args(words[2:])
            count += 1
    assert count > 20


def test_targets_of_make_and_extras_exist() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    for words in pieces():
        if words[:1] == ["make"]:
            subprocess.run(["make", "--dry-run", *words[1:]], cwd=ROOT, check=True, capture_output=True)
        if words[:2] == ["pip", "install"]:
            assert words[2:5] == ["-c", "constraints.txt", "-e"], words
            assert set(re.findall(r"\w+", words[5])) <= set(extras), words


SNIPPETS = [(document, text) for document in DOCUMENTS for language, text in blocks(document) if language == "python"]


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet[1].split("\n")[0])
def test_snippet_of_python_works(snippet: tuple[Path, str], copy: Path, active: dict[str, str]) -> None:
    done = subprocess.run(["python", "-W", "error", "-c", snippet[1]], cwd=copy, env=active, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_readers_meet_the_types_that_are_told(dataset: Path) -> None:
    folder = dataset / "parquet" / "fact_transaction"
    assert isinstance(pd.read_parquet(folder).amount[0], Decimal)
    assert str(pd.read_parquet(folder, dtype_backend="pyarrow").amount.dtype) == "decimal128(18, 2)[pyarrow]"
    assert pl.read_parquet(folder).schema["amount"] == pl.Decimal(18, 2)
    codes = dataset / "csv" / "dim_merchant.csv"
    assert pd.read_csv(codes).mcc_code.min() < 1000
    with duckdb.connect() as bank:
        assert bank.execute("SELECT min(length(mcc_code)) FROM read_csv(?)", [str(codes)]).fetchone() == (4,)
