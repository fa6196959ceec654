"""The flags that the documents tell of are those of `--help`, and all of them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from c360sim.cli import parser
from documented import DOCUMENTS, ROOT

TABLES = [("docs/preview.md", "preview"), ("docs/bigquery.md", "load"), ("README.md", "simulate")]
OF_OTHERS = {"--tasks", "--args", "--cpu", "--memory", "--lifecycle-file", "--iam-account", "--nthreads", "--user", "--update-golden"}
"""Flags of gcloud, dask, docker and pytest in running text."""


def parsers(of: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield each command by its words, those within commands too."""
    yield name, of
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, inner in action.choices.items():
                yield from parsers(inner, f"{name} {word}".strip())


COMMANDS = dict(parsers(parser.program()))


def options(command: str) -> dict[str, argparse.Action]:
    return {action.option_strings[-1]: action for action in COMMANDS[command]._actions if action.option_strings}


@pytest.mark.parametrize(("document", "command"), TABLES)
def test_tables_of_flags_are_those_of_the_help(document: str, command: str) -> None:
    table = re.search(r"^\| flag \| *\|\n\|---\|---\|\n((?:\|.*\n)+)", (ROOT / document).read_text(encoding="utf-8"), re.MULTILINE)
    assert table is not None
    rows = dict(re.findall(r"^\| `(--[a-z-]+)(?: .*?)?` (?:or .*?)?\| (.*) \|$", table[1], re.MULTILINE))
    told = {flag: action for flag, action in options(command).items() if flag not in ("--help", "--version")}
    assert list(rows) == list(told), document
    for flag, action in told.items():
        assert action.default in (None, False, argparse.SUPPRESS) or f"default: {action.default}" in rows[flag], flag


def test_flags_in_running_text_exist() -> None:
    known = {flag for command in COMMANDS for flag in options(command)} | OF_OTHERS
    for document in DOCUMENTS:
        text = re.sub(r"^ *```.*?^ *```$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for code in re.findall(r"`([^`\n]+)`", text):
            if not code.startswith(("gcloud", "bq", "docker", "pip")):
                assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", code)) <= known, f"{document.name}: {code}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_tables_are_whole(document: Path) -> None:
    """A row of a table follows a row or a heading with its line of dashes; a blank line would cut the table in two."""
    lines = ["", *document.read_text(encoding="utf-8").splitlines(), ""]
    begins = [
        number for number, line in enumerate(lines) if line.lstrip().startswith("|") and not lines[number - 1].lstrip().startswith("|")
    ]
    assert [lines[number] for number in begins if not re.fullmatch(r"\s*\|[-:| ]+\|", lines[number + 1])] == []


@pytest.mark.parametrize("command", [command for command in COMMANDS if command])
def test_help_says_what_every_flag_does_and_its_default(command: str) -> None:
    for action in COMMANDS[command]._actions:
        if isinstance(action, argparse._SubParsersAction):
            assert all(choice.help for choice in action._choices_actions)
        else:
            assert action.help, action.dest
            has_value = action.option_strings and action.nargs != 0 and not action.required
            assert not has_value or re.search("default[: )]|repeatable", action.help), action.dest
