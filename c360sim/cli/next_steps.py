"""What to do after a run, as commands to paste."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from c360sim import commands
from c360sim.cli.opened import default_project
from c360sim.sinks import DATABASE

_FIRST_ROWS = 'import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True).sql("FROM fact_transaction LIMIT 5"))'


@dataclass(frozen=True, slots=True)
class NextSteps:
    """Commands, and when they may be given."""

    when: str
    commands: Sequence[str]

    def print(self) -> None:
        """Print them a line each, never wrapped, so that they can be copied."""
        if self.commands:
            print(f"\n{self.when}:", *self.commands, sep="\n  ")


def of_data_set(folder: Path, formats: frozenset[str]) -> NextSteps:
    """Return the ways to look at a data set in a folder."""
    ways = [commands.c360sim("inspect", folder, "1")]
    if default_project().is_dir():
        ways.append(commands.c360sim("preview", folder))
    ways.append(commands.c360sim("validate", folder))
    if "duckdb" in formats:
        ways.append(commands.python("-c", _FIRST_ROWS, folder / DATABASE))
    return NextSteps("Next", ways)
