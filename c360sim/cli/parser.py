"""The command line: commands, flags and their help. Values are checked where they are used."""

from __future__ import annotations

import argparse
import sys
from typing import Any, NoReturn

import c360sim
from c360sim import commands
from c360sim.sinks import FORMATS

PROGRAM, RUN_SIM = "python -m c360sim", "python run_sim.py"


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Refuse unknown flags here, where it is known which command they were given to."""
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown

    def error(self, message: str) -> NoReturn:
        """Print one line on stderr and exit with code 2."""
        words = self.prog.removeprefix(PROGRAM).split()
        help_ = commands.python(commands.ROOT / "run_sim.py", "--help") if self.prog == RUN_SIM else commands.c360sim(*words, "--help")
        print(f"error: {message}; allowed: see {help_}", file=sys.stderr)
        raise SystemExit(2)


def program() -> argparse.ArgumentParser:
    """Return the parser of `python -m c360sim`."""
    description = "Simulates the customers of a retail bank and writes the star schema they leave behind."
    parser = Parser(prog=PROGRAM, description=description, allow_abbrev=False)
    _add_version(parser)
    actions = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    simulate = actions.add_parser("simulate", help="simulate customers and write a data set", allow_abbrev=False)
    _add_simulate_flags(simulate)
    inspect = actions.add_parser("inspect", help="show one customer of a data set on the terminal", allow_abbrev=False)
    inspect.add_argument("data", metavar="DATA", help="folder of the data set")
    inspect.add_argument("customer_id", metavar="CUSTOMER_ID", help="the customer to show")
    inspect.add_argument("--month", metavar="YYYY-MM", help="month of the statement (default: the customer's last with postings)")
    assemble = actions.add_parser("assemble", help="make one data set of the shards that several tasks have written", allow_abbrev=False)
    assemble.add_argument("data", metavar="DATA", help="folder or URL that the tasks wrote to")
    _add_validate(
        actions.add_parser("validate", help="check a data set against its books, public statistics and the truth", allow_abbrev=False)
    )
    _add_load(actions.add_parser("load", help="load a data set into BigQuery", allow_abbrev=False))
    _add_lookml(actions.add_parser("lookml", help="compile the LookML project and run it on a data set", allow_abbrev=False))
    _add_preview(actions.add_parser("preview", help="show the dashboards in the browser, or write them as pages", allow_abbrev=False))
    return parser


def run_sim() -> argparse.ArgumentParser:
    """Return the parser of `python run_sim.py`: that of the command `simulate`."""
    parser = Parser(prog=RUN_SIM, description="Simulates the customers of a retail bank and writes a data set.", allow_abbrev=False)
    parser.set_defaults(command="simulate")
    _add_version(parser)
    _add_simulate_flags(parser)
    return parser


def _add_version(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--version", action="version", version=f"c360sim {c360sim.__version__}")


def _add_validate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", metavar="DATA", help="folder of the data set")
    parser.add_argument(
        "--against",
        metavar="FILE",
        help="CSV file of your own targets: group, metric, segment, value, tolerance, source (default: the public statistics)",
    )
    parser.add_argument("--report", metavar="FOLDER", help="folder for validation.html and validation.json (default: DATA-validation)")


def _add_load(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", metavar="DATA", help="folder of the data set")
    parser.add_argument("--project", required=True, metavar="PROJECT", help="id of the Google Cloud project")
    parser.add_argument("--dataset", required=True, metavar="DATASET", help="dataset to load into; tables are staged in DATASET_stg")
    parser.add_argument("--location", metavar="LOCATION", help="where the dataset must be (default: where it is, US for a new one)")
    parser.add_argument("--format", default="parquet", help="files to load: parquet or csv (default: %(default)s)")
    parser.add_argument("--bucket", metavar="gs://BUCKET", help="send the files through this bucket (default: straight from this machine)")
    parser.add_argument("--plan", action="store_true", help="check the files and say what a load would do and cost; send nothing")
    parser.add_argument("--create-dataset", action="store_true", help="create the dataset if it does not exist")
    parser.add_argument(
        "--recreate", action="store_true", help="drop and create again the tables whose columns, partitions or clustering differ"
    )
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors and warnings")


def _add_lookml(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=Parser)
    actions.add_parser("lint", help="check the project's form and conventions", allow_abbrev=False)
    actions.add_parser("validate", help="compile every field, tile and test, and analyze them as BigQuery SQL", allow_abbrev=False)
    sql = actions.add_parser("sql", help="print the BigQuery SQL of a query", allow_abbrev=False)
    query = actions.add_parser("query", help="run a query on a data set", allow_abbrev=False)
    test = actions.add_parser("test", help="run the project's tests on a data set", allow_abbrev=False)
    boards = actions.add_parser("dashboards", help="run every tile on a data set", allow_abbrev=False)
    for action in (query, test, boards):
        action.add_argument("data", metavar="DATA", help="folder of the data set")
    for action in (sql, query):
        _add_query_flags(action)
    for action in actions.choices.values():
        _add_project(action)


def _add_project(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--project", metavar="FOLDER", help="folder of the LookML project (default: lookml in this folder, or else in the repository)"
    )


def _add_preview(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("data", metavar="DATA", help="folder of the data set")
    _add_project(parser)
    parser.add_argument("--port", default="8360", help="port to listen on, 0 for any free one (default: %(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s, this machine only)")
    parser.add_argument("--allow-other-machines", action="store_true", help="let --host be an address that other machines can reach")
    parser.add_argument("--open", action="store_true", help="open the browser")
    parser.add_argument(
        "--export",
        metavar="FOLDER",
        help="write the dashboards there, as pages that open from a disk, instead of serving them (no default)",
    )
    parser.add_argument("--dashboards", metavar="NAME,...", help="with --export: only these dashboards (default: all)")
    parser.add_argument(
        "--pictures",
        choices=("light", "dark"),
        help="with --export: also take pictures of dashboards and tiles, in that theme (no default)",
    )


def _add_query_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("explore", metavar="EXPLORE", help="the explore to query")
    parser.add_argument("fields", metavar="FIELD", nargs="+", help="a column of the result, as view.field")
    parser.add_argument(
        "--filter", action="append", default=[], metavar="FIELD=EXPRESSION", help="a filter, in Looker's grammar; repeatable"
    )
    parser.add_argument("--sort", action="append", default=[], metavar="'FIELD [desc]'", help="a field to sort by; repeatable")
    parser.add_argument("--limit", default="500", help="largest number of rows, or none for all (default: %(default)s)")


def _add_simulate_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--months", default="24", help="months to simulate, 1 to 600 (default: %(default)s)")
    parser.add_argument("--seed", default="42", help="seed; the same seed gives the same data (default: %(default)s)")
    parser.add_argument(
        "--customers", default="5000", help="customers that the bank meets in the first 24 months, 1 to 1000000 (default: %(default)s)"
    )
    parser.add_argument("--start", default="2024-01", metavar="YYYY-MM", help="first month to simulate (default: %(default)s)")
    parser.add_argument("--out", default="data", metavar="PLACE", help="folder for the data set, or URL of a store (default: %(default)s)")
    parser.add_argument(
        "--formats", help=f"formats to write, separated by commas (default: {','.join(FORMATS)}; a store receives parquet only)"
    )
    parser.add_argument("--workers", default="1", help="number of processes that simulate on this machine (default: %(default)s)")
    parser.add_argument(
        "--engine", default="local", help="where to simulate: local for this machine, dask for a cluster (default: %(default)s)"
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="with --engine dask: the cluster's scheduler, for example tcp://127.0.0.1:8786 (no default)"
    )
    parser.add_argument(
        "--shard", metavar="K", help="number of this task among those that share the run, from 0 (default: as the indexed job says)"
    )
    parser.add_argument("--of", metavar="N", help="number of tasks that share the run (default: as the indexed job says)")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
