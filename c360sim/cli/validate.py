"""`validate`: check the input, examine the data set, and report on the terminal, as JSON and as a page."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from c360sim import commands
from c360sim.cli import checks
from c360sim.cli.console import console
from c360sim.cli.errors import InputError
from c360sim.cli.opened import default_project, opened
from c360sim.dataset import Dataset
from c360sim.looker.source import LookmlError
from c360sim.looker.translation import TranslationError
from c360sim.scratch import write_whole
from c360sim.validation.examination import examine, shipped_targets
from c360sim.validation.findings import Findings
from c360sim.validation.report import terminal
from c360sim.validation.report.document import document
from c360sim.validation.targets import COLUMNS, Target, TargetsError, read

REPORT = ("validation.html", "validation.json")


def run(arguments: argparse.Namespace) -> int:
    """Examine and report. Returns 0 when the data set is good enough, 1 when not; raises InputError before anything is written."""
    targets = _targets(arguments.against)
    with opened(arguments.data) as dataset:
        report = _report_folder(arguments.report, dataset.folder)
        findings = _examined(dataset, targets)
        _write(report, findings, dataset)
    page = console()
    terminal.show(page, findings)
    written = "\n  ".join(str(report / name) for name in REPORT)
    page.print(f"\nAll rows and plots:\n  {written}", highlight=False, soft_wrap=True, markup=False)
    return 0 if findings.passed else 1


def _targets(against: str | None) -> list[Target]:
    if against is None:
        return shipped_targets()
    try:
        return read(checks.path("--against", against, f"a CSV file with the columns {', '.join(COLUMNS)}"))
    except TargetsError as error:
        raise InputError("--against", error.problem, error.allowed) from None


def _report_folder(value: str | None, data: Path) -> Path:
    """Return the folder of the report, by default beside the data set: in it would be files that the manifest does not know."""
    folder = checks.folder_to_write("--report", f"{data.resolve()}-validation" if value is None else value)
    if folder.resolve().is_relative_to(data.resolve()):
        raise InputError("--report", f"{value}, inside DATA", "a folder outside it, whose files its manifest names")
    if taken := [name for name in REPORT if (folder / name).is_dir()]:
        raise InputError("--report", f"{folder}, where {taken[0]} is a folder", "a folder without")
    return folder


def _examined(dataset: Dataset, targets: list[Target]) -> Findings:
    project = default_project()
    with Console(stderr=True).status("reading") as status:
        try:
            return examine(dataset, targets, status.update, project if project.is_dir() else None)
        except (LookmlError, TranslationError) as error:
            raise InputError(str(project), error, f"a LookML project without problems; see {commands.c360sim('lookml', 'lint')}") from None


def _write(report: Path, findings: Findings, dataset: Dataset) -> None:
    from c360sim.validation.report.page import page
    from c360sim.validation.report.statements import printed

    report.mkdir(parents=True, exist_ok=True)
    texts = page(findings, dataset.manifest, printed(dataset)), document(findings, dataset.manifest)
    for name, text in zip(REPORT, texts, strict=True):
        write_whole(report / name, text)
