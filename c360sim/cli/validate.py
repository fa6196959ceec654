"""`validate`: check the input, examine the data set, and report on the terminal, as JSON and as a page."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from c360sim import commands
from c360sim.cli.console import console
from c360sim.cli.errors import InputError
from c360sim.cli.opened import default_project, opened
from c360sim.dataset import Dataset
from c360sim.looker.source import LookmlError
from c360sim.looker.translation import TranslationError
from c360sim.validation.examination import examine, shipped_targets
from c360sim.validation.findings import Findings
from c360sim.validation.report import terminal
from c360sim.validation.report.document import document
from c360sim.validation.targets import Target, TargetsError, read


def run(arguments: argparse.Namespace) -> int:
    """Examine and report. Returns 0 when the data set is good enough, 1 when not; raises InputError before anything is written."""
    targets = _targets(arguments.against)
    with opened(arguments.data) as dataset:
        report = _report_folder(arguments.report, dataset.folder)
        findings = _examined(dataset, targets)
        _write(report, findings, dataset)
    page = console()
    terminal.show(page, findings)
    written = "\n  ".join(str(report / name) for name in ("validation.html", "validation.json"))
    page.print(f"\nAll rows and plots:\n  {written}", highlight=False, soft_wrap=True, markup=False)
    return 0 if findings.passed else 1


def _targets(against: str | None) -> list[Target]:
    if against is None:
        return shipped_targets()
    try:
        return read(Path(against))
    except TargetsError as error:
        raise InputError("--against", error.problem, error.allowed) from None


def _report_folder(value: str | None, data: Path) -> Path:
    """Return the folder of the report, by default beside the data set: in it would be files that the manifest does not know."""
    folder = data.resolve().with_name(f"{data.resolve().name}-validation") if value is None else Path(value)
    if value == "":
        raise InputError("--report", "empty", "a folder")
    if folder.resolve().is_relative_to(data.resolve()):
        raise InputError("--report", f"{value}, inside DATA", "a folder outside it, whose files its manifest names")
    if folder.exists() and not folder.is_dir():
        raise InputError("--report", f"{folder}, a file", "a folder")
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
    (report / "validation.json").write_text(document(findings, dataset.manifest), encoding="utf-8")
    (report / "validation.html").write_text(page(findings, dataset.manifest, printed(dataset)), encoding="utf-8")
