"""`python -m c360sim.derive --write` checks the assumptions and writes what is generated, `--check` fails when some is stale."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from agents import PERSONAS, shipped
from c360sim import commands
from c360sim.assumptions import WrongAssumptions
from c360sim.assumptions.checks import problems
from c360sim.assumptions.shipped import RECORD, record_of
from c360sim.customer.life.persona import strangers, wrong
from c360sim.derive import dictionary, house, lookml, personas
from c360sim.looker import parameters
from c360sim.schema import TABLES

ROOT = Path(__file__).parents[2]
ASSUMPTIONS = ROOT / "c360sim" / "assumptions"
DOCS = ROOT / "docs"
BASE_VIEWS = ROOT / "lookml" / "views" / "generated"


def documents() -> dict[Path, str]:
    """Return the text of every generated document by its path."""
    return {
        ASSUMPTIONS / RECORD: record_of(shipped()),
        DOCS / "data-dictionary.md": dictionary.markdown(),
        DOCS / "house.md": house.markdown(ROOT),
        DOCS / "lookml-parameters.md": parameters.markdown(),
        DOCS / "personas.md": personas.markdown(PERSONAS, shipped()),
        **{BASE_VIEWS / f"{table.name}.view.lkml": lookml.view(table) for table in TABLES.values()},
    }


def check() -> None:
    """Raise WrongAssumptions, with all that is wrong, where what ships is not right. Which parameters there are is for tests to say."""
    assumptions = shipped()
    found = problems(assumptions, {name for name, _ in assumptions.parameters})
    found += [*wrong(PERSONAS, assumptions), *strangers(assumptions)]
    if found:
        raise WrongAssumptions(found)


def stale() -> list[Path]:
    """Return the documents that differ from what would be generated."""
    return [path for path, text in documents().items() if not path.is_file() or path.read_text(encoding="utf-8") != text]


def main() -> int:
    """Write or check the documents; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m c360sim.derive", description=__doc__)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", action="store_true", help="write the documents")
    action.add_argument("--check", action="store_true", help="exit with 1 when one is stale")
    arguments = parser.parse_args()
    try:
        check()
    except WrongAssumptions as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if arguments.check:
        for path in stale():
            print(f"stale: {path.relative_to(ROOT)}; run {commands.shell('make', '-C', ROOT, 'docs')}", file=sys.stderr)
        return int(bool(stale()))
    for path, text in documents().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
