"""The parameters of LookML as a document: which make rows, which have no effect on them, which are refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from c360sim.looker import board_grammar, grammar

HEAD = """# Parameters of LookML

Generated from the grammar by `make docs`. A parameter either makes the rows, or has no effect on them (it names, offers or shows
things, or has a warehouse keep them), or is refused by name with file and line, as is one that is not listed. Parameters of dashboards
that are refused may be there when they are empty.

A refinement (`view: +name`) or an extension (`extends`) **adds** to the parameters marked `+`: what was there holds beside what it says.
Blocks of a name (fields, sets, joins, quick starts) are laid over those of the same name, new ones are added; so are the elements, filters
and tabs of a dashboard. Every other text or list it **replaces**, and with it those blocks without a name of which there may be several
(`when`); `${EXTENDED}` in a text and `EXTENDED*` in a list put back what was there. In a conflict a refinement wins over the object, that
over what it extends, and of several that it extends the last.
"""


def markdown() -> str:
    """Return the document."""
    return "\n".join([HEAD, *_blocks(), *_boards()]) + "\n"


def _blocks() -> Iterator[str]:
    yield from _table("Models, views and explores")
    for block, supported in grammar.SUPPORTED.items():
        without = grammar.WITHOUT_EFFECT.get(block, ())
        added = grammar.ADDED.get(block, ())
        used = (f"{name} +" if name in added else name for name in supported if name not in without)
        shown = (f"{name} +" if name in added else name for name in supported if name in without)
        yield _row(block or "file", used, shown, grammar.REFUSED.get(block, ()))


def _boards() -> Iterator[str]:
    yield from _table("Dashboards")
    for kind, used in board_grammar.USED.items():
        yield _row(kind, used, board_grammar.WITHOUT_EFFECT[kind], board_grammar.REFUSED[kind])


def _table(title: str) -> Iterator[str]:
    yield from ("", f"## {title}", "", "| in | makes the rows | without effect on them | refused |", "|---|---|---|---|")


def _row(name: str, *columns: Iterable[str]) -> str:
    return f"| {' | '.join([f'`{name}`', *(', '.join(f'`{word}`' for word in sorted(column)) for column in columns)])} |"
