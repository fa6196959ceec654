"""Lint: what is wrong with a LookML project, or not as this project wants it, without any data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from c360sim.looker.findings import Finding
from c360sim.looker.lint import assertions, boards, explores, fields, formats, joins, references, views
from c360sim.looker.project import MANIFEST, Model, Project, files, load
from c360sim.looker.source import LookmlError, read
from c360sim.looker.structure import problems

RULES: tuple[Callable[[Model], Iterator[Finding]], ...] = (
    views.findings,
    fields.findings,
    formats.findings,
    references.findings,
    explores.findings,
    joins.findings,
    assertions.findings,
)
"""Rules on a model, each yielding what it finds."""


def lint(root: Path) -> list[Finding]:
    """Return all findings of a project, in order of their places. Raises LookmlError when it has no manifest."""
    if not (root / MANIFEST).is_file():
        load(root)
    found = list(_structure(root))
    if not found:
        found = list(_resolved(root))
    return sorted(set(found))


def _structure(root: Path) -> Iterator[Finding]:
    for path in files(root):
        try:
            yield from problems(read(path, root))
        except LookmlError as error:
            yield _of(error)


def _resolved(root: Path) -> Iterator[Finding]:
    try:
        project = load(root)
    except LookmlError as error:
        yield _of(error)
        return
    for model in project.models.values():
        yield from _of_model(project, model)


def _of_model(project: Project, model: Model) -> Iterator[Finding]:
    for rule in RULES:
        try:
            yield from rule(model)
        except LookmlError as error:
            yield _of(error)
    try:
        yield from boards.findings(model, project.root)
    except LookmlError as error:
        yield _of(error)


def _of(error: LookmlError) -> Finding:
    rule, colon, message = error.problem.partition(": ")
    return (
        Finding(error.place, rule, message)
        if colon and rule.islower() and " " not in rule
        else Finding(error.place, "error", error.problem)
    )
