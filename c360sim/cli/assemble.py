"""`assemble`: make one data set of the shards that several tasks have written."""

from __future__ import annotations

import argparse

from c360sim import shown
from c360sim.cli.errors import InputError
from c360sim.sinks.store import Store
from c360sim.sinks.target import TargetError


def run(arguments: argparse.Namespace) -> int:
    """Write the manifest and say how many rows there are. Returns the exit code; raises InputError when the shards make no data set."""
    try:
        rows = Store(arguments.data).assemble()
    except TargetError as error:
        raise InputError("DATA", f"{arguments.data}, {error.problem}", error.allowed) from None
    print(f"{shown.line(arguments.data)} is a data set of {sum(rows.values()):,} rows")
    return 0
