"""A LookML project on disk: its constants, its models, and what each model includes, with refinements and extensions applied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from c360sim.looker.merge import extended, refined
from c360sim.looker.source import Block, LookmlError, Pair, Place, read, with_values
from c360sim.looker.structure import problems

MANIFEST = "manifest.lkml"
DASHBOARD = ".dashboard.lookml"
_SHOWN = 100
_CONSTANT = re.compile(r"@\{(\w+)\}")


@dataclass(slots=True)
class Model:
    """A model as resolved: its own parameters, and what it includes by name."""

    name: str
    block: Block
    views: dict[str, Block] = field(default_factory=dict)
    explores: dict[str, Block] = field(default_factory=dict)
    tests: dict[str, Block] = field(default_factory=dict)
    others: dict[str, dict[str, Block]] = field(default_factory=dict)
    """Datagroups, named value formats and the like, by key and name."""
    includes: list[Pair] = field(default_factory=list)
    """Every `include`, of the model and of what it includes."""
    dashboards: list[Path] = field(default_factory=list)
    """Files of the dashboards, in the order in which they are included."""
    made: dict[str, object] = field(default_factory=dict, repr=False)
    """Explores as the compiler sees them, made once each."""


@dataclass(slots=True)
class Project:
    """The constants of the manifest, and every model."""

    root: Path
    constants: dict[str, str]
    models: dict[str, Model]

    @property
    def table_prefix(self) -> str:
        """What comes before the name of a table of the schema: the project and the data set of the manifest."""
        return f"{self.constants.get('project', '')}.{self.constants.get('dataset', '')}."


def load(root: Path) -> Project:
    """Return a project. Raises LookmlError for what cannot be read or resolved."""
    constants = _constants(root)
    paths = sorted(root.rglob("*.model.lkml"))
    if not paths:
        raise LookmlError(Place(root.name, 1), "no *.model.lkml in the project")
    return Project(root, constants, {path.name.removesuffix(".model.lkml"): _model(path, root, constants) for path in paths})


def files(root: Path) -> list[Path]:
    """Return every LookML file of a project but its dashboards, in order of their names."""
    return sorted(root.rglob("*.lkml"))


def _constants(root: Path) -> dict[str, str]:
    path = root / MANIFEST
    if not path.is_file():
        raise LookmlError(Place(MANIFEST, 1), "is missing")
    return {block.name: block.text("value") for block in _checked(read(path, root)).blocks("constant")}


def read_with_constants(path: Path, root: Path, constants: dict[str, str]) -> Block:
    """Return a file with the constants of the manifest filled in. Raises LookmlError for a constant that is not there."""

    def change(pair: Pair) -> str:
        unknown = [name for name in _CONSTANT.findall(pair.value) if name not in constants]
        if unknown:
            raise LookmlError(pair.place, f"the manifest has no constant {unknown[0]}")
        return _CONSTANT.sub(lambda found: constants[found[1]], pair.value)

    return with_values(read(path, root), change)


def _checked(document: Block) -> Block:
    """Return a file in which every parameter is supported. Raises LookmlError."""
    for problem in problems(document):
        raise LookmlError(problem.place, f"{problem.rule}: {problem.message}")
    return document


def _model(path: Path, root: Path, constants: dict[str, str]) -> Model:
    included = list(_included(path, root, constants, set()))
    model = Model(path.name.removesuffix(".model.lkml"), included[-1])
    model.includes = [pair for document in included for pair in _includes(document)]
    model.dashboards = [found for pair in model.includes for found in _matches(pair, root) if found.name.endswith(DASHBOARD)]
    for entry in (entry for document in included for entry in document.entries if isinstance(entry, Block)):
        _add(model, entry)
    model.views = {name: extended(block, model.views) for name, block in model.views.items()}
    model.explores = {name: extended(block, model.explores) for name, block in model.explores.items()}
    return model


def _add(model: Model, block: Block) -> None:
    named = {"view": model.views, "explore": model.explores, "test": model.tests}.get(block.key)
    if named is None:
        named = model.others.setdefault(block.key, {})
    if block.is_refinement:
        if block.name not in named:
            raise LookmlError(block.place, f"refines {block.key} {block.name}, which is not included before it")
        named[block.name] = refined(named[block.name], block)
    elif block.name in named:
        raise LookmlError(block.place, f"{block.key} {block.name} is already there, at {named[block.name].place}")
    else:
        named[block.name] = block


def _included(path: Path, root: Path, constants: dict[str, str], seen: set[Path]) -> Iterator[Block]:
    """Yield a file after all that it includes, each file once."""
    seen.add(path)
    document = _checked(read_with_constants(path, root, constants))
    for include in _includes(document):
        for found in _matches(include, root):
            if found not in seen and not found.name.endswith(DASHBOARD):
                yield from _included(found, root, constants, seen)
    yield document


def _includes(document: Block) -> list[Pair]:
    return [entry for entry in document.entries if isinstance(entry, Pair) and entry.key == "include"]


def _matches(include: Pair, root: Path) -> list[Path]:
    """Return the files of an include: from the root with a slash, else from the folder of the file that it is in."""
    inside = root if include.value.startswith("/") else (root / include.place.file).parent
    pattern = include.value.lstrip("/")
    try:
        found = [match for match in sorted(inside.glob(pattern)) if match.is_file()] if pattern else []
    except (OSError, ValueError):  # what cannot be the name of a file
        found = []
    if not found:
        raise LookmlError(include.place, f"include {include.value[:_SHOWN]} finds no file")
    if not all(match.resolve().is_relative_to(root.resolve()) for match in found):
        raise LookmlError(include.place, f"include {include.value[:_SHOWN]} leaves the project")
    return [root / match.resolve().relative_to(root.resolve()) for match in found]
