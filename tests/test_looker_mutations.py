"""LookML with any parameter spoiled is refused in one line with file and line, or accepted: it never ends in another error."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from c360sim.looker.compiler import compiled
from c360sim.looker.lint import lint
from c360sim.looker.parts import tiles
from c360sim.looker.project import load
from c360sim.looker.source import LookmlError
from looker_kit import copy_project
from lookml_mutations import mutations

MUTATIONS = 250
SEED = 11


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project with only those base fields that it names: a spoiled one is then checked in a moment."""
    root = copy_project(tmp_path_factory.mktemp("mutations") / "bank")
    own = "\n".join(path.read_text() for path in root.rglob("*") if path.is_file() and path.parent.name != "generated")
    for path in (root / "views" / "generated").iterdir():
        path.write_text(
            re.sub(
                r"^  (?:dimension|dimension_group|measure): (\w+) \{\n(?:    .*\n|\n)*?  \}\n", _if_named(own), path.read_text(), flags=re.M
            )
        )
    return root


def _if_named(text: str) -> Callable[[re.Match[str]], str]:
    return lambda found: found[0] if re.search(rf"\b{found[1]}", text) or "primary_key" in found[0] else ""


def test_a_spoiled_parameter_never_ends_in_another_error(project: Path) -> None:
    assert lint(project) == []
    files = sorted(path for path in project.rglob("*.l*ml") if path.parent.name != "generated")
    every = [(path, *found) for path in files for found in mutations(path.read_text(), path.name.endswith(".dashboard.lookml"))]
    assert len(every) > 9000
    refused = sum(_refused(project, *mutation) for mutation in random.Random(SEED).sample(every, MUTATIONS))
    assert refused > MUTATIONS / 2


def _refused(project: Path, path: Path, what: str, text: str) -> bool:
    """Spoil a file for a moment, and return whether lint finds something, in one line that names a file and a line of the project."""
    before = path.read_text()
    path.write_text(text)
    try:
        found = [str(finding) for finding in lint(project)]
        _compile_tiles(project)
    except Exception as error:
        raise AssertionError(f"{path.relative_to(project)}, {what}: {type(error).__name__}: {error}") from error
    finally:
        path.write_text(before)
    for line in found:
        assert re.match(r"[\w./-]+:\d+: [\w-]+: ", line), line
        assert "\n" not in line
        assert len(line) < 700
    return bool(found)


def _compile_tiles(project: Path) -> None:
    try:
        loaded = load(project)
        for model in loaded.models.values():
            for part in tiles(loaded, model):
                compiled(model, part.query)
    except LookmlError:
        return
