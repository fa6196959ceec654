"""Commands that are printed work as printed: in a shell that knows nothing of our environment, in any folder, whatever paths hold."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLAIN = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8"}
"""The variables of a shell in which nobody has activated anything."""


def simulated(folder: Path, *words: str) -> str:
    """Simulate from a folder, with the repository's script, and return what is printed."""
    command = [sys.executable, str(ROOT / "run_sim.py"), "--customers", "20", "--months", "1", *words]
    return subprocess.run(command, cwd=folder, env=PLAIN, check=True, capture_output=True, text=True).stdout


def commands_in(printed: str) -> list[str]:
    _, _, after = printed.partition("\nNext")
    return [line.removeprefix("  ") for line in after.splitlines()[1:]]


def pasted(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", "-c", command], cwd=folder, env=PLAIN | {"XDG_CACHE_HOME": str(folder)}, capture_output=True, text=True)


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose name needs quoting, and that a report of rich would wrap or take for markup."""
    folder = tmp_path_factory.mktemp("strange") / "d ü [bold] $HOME" / "so long a name that no terminal of 80 columns has a place for it"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture(scope="module")
def next_commands(strange: Path) -> list[str]:
    return commands_in(simulated(strange, "--out", "it's data"))


def test_what_to_do_next_can_be_pasted_in_any_folder(next_commands: list[str], tmp_path: Path) -> None:
    inspect, preview, validate, rows = next_commands
    assert "customer 1)" in pasted(inspect, tmp_path).stdout
    assert "Targets" in pasted(validate, tmp_path).stdout
    assert "transaction_id" in pasted(rows, tmp_path).stdout
    assert [path.name for path in tmp_path.iterdir()] in ([], ["matplotlib"])  # its cache
    with subprocess.Popen(
        ["sh", "-c", f"exec env {preview} --port 0"],
        cwd=tmp_path,
        env=PLAIN | {"XDG_CACHE_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline().startswith("dashboards at http://127.0.0.1:")
        server.terminate()


def test_tasks_say_how_to_assemble(strange: Path, tmp_path: Path) -> None:
    printed = simulated(strange, "--out", "tasks", "--shard", "0", "--of", "1")
    assert "\nNext, when all 1 tasks are done:\n" in printed
    [assemble] = commands_in(printed)
    assert pasted(assemble, tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("program", "words", "usage"),
    [
        (["run_sim.py"], [], "usage: python run_sim.py "),
        (["-m", "c360sim"], [], "usage: python -m c360sim "),
        (["-m", "c360sim"], ["simulate"], "usage: python -m c360sim simulate "),
        (["-m", "c360sim"], ["lookml", "sql", "EXPLORE", "FIELD"], "usage: python -m c360sim lookml sql "),
    ],
)
def test_wrong_flags_name_the_help_that_tells_the_right_ones(program: list[str], words: list[str], usage: str, tmp_path: Path) -> None:
    told = subprocess.run([sys.executable, *program, *words, "--nothing"], cwd=ROOT, env=PLAIN, capture_output=True, text=True)
    assert told.returncode == 2
    assert pasted(told.stderr.rpartition("; allowed: see ")[2], tmp_path).stdout.startswith(usage)


def test_commands_are_written_in_one_place() -> None:
    by_hand = re.compile(r"pip install|bq mk|python -m c360sim \S|run `?make ")
    found = []
    for path in [*(ROOT / "c360sim").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and by_hand.search(node.value) and "\n" not in node.value:
                found.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}")
    assert found == []
