"""The command line of `python -m c360sim` and `python run_sim.py`. What a command needs is imported when it runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from c360sim import shown
from c360sim.cli import installed, limits, parser
from c360sim.cli.encoding import use_utf8
from c360sim.cli.errors import BAD_INPUT, FAILED, InputError
from c360sim.cli.installed import NotInstalled
from c360sim.cli.output import outlasting
from c360sim.interruption import check, outcome


def main(argv: Sequence[str] | None = None) -> int:
    """Run `python -m c360sim` and return the exit code."""
    return outlasting(lambda: _run(parser.program(), argv))


def run_sim(argv: Sequence[str] | None = None) -> int:
    """Run `python run_sim.py` and return the exit code."""
    return outlasting(lambda: _run(parser.run_sim(), argv))


def _run(commands: argparse.ArgumentParser, argv: Sequence[str] | None) -> int:
    return outcome(lambda: _answered(commands, argv))


def _answered(commands: argparse.ArgumentParser, argv: Sequence[str] | None) -> int:
    try:
        installed.check_python()
        if argv is None:
            use_utf8()
        arguments = commands.parse_args(argv)
        installed.check(arguments)
    except NotInstalled as error:
        return _failed(str(error), BAD_INPUT)
    return _done(arguments)


def _done(arguments: argparse.Namespace) -> int:
    from c360sim.assumptions import WrongAssumptions
    from c360sim.running.processes import WorkerError

    try:
        return _command(arguments)
    except ImportError as error:
        return _failed(str(installed.absent(error, arguments)), BAD_INPUT)
    except (InputError, WrongAssumptions) as error:
        return _failed(str(error), BAD_INPUT)
    except MemoryError:
        return _failed("out of memory", FAILED)
    except (OSError, WorkerError) as error:
        return _failed(str(error), FAILED)


def _command(arguments: argparse.Namespace) -> int:
    if arguments.command == "simulate":
        limits.check()
        from c360sim.cli import simulate

        return simulate.run(arguments)
    if arguments.command == "lookml":
        from c360sim.cli import lookml

        return lookml.run(arguments)
    if arguments.command == "assemble":
        from c360sim.cli import assemble

        return assemble.run(arguments)
    if arguments.command == "load":
        from c360sim.cli import load

        return load.run(arguments)
    if arguments.command == "validate":
        from c360sim.cli import validate

        return validate.run(arguments)
    if arguments.command == "preview":
        from c360sim.cli import preview

        return preview.run(arguments)
    from c360sim.cli import inspect

    return inspect.run(arguments)


def _failed(message: str, code: int) -> int:
    check()
    first, *rest = message.splitlines() or [""]
    print(f"error: {shown.line(first)}", *(shown.line(line) for line in rest), sep="\n", file=sys.stderr)
    return code
