"""Whether a file is made of parameters that exist, in the form they must have, each once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from c360sim.looker.findings import Finding
from c360sim.looker.grammar import REFUSED, SUPPORTED, Form
from c360sim.looker.source import Block, Entry, Items, Pair

SEVERAL = ("include",)
"""Parameters that may be given more than once."""


def problems(block: Block) -> Iterator[Finding]:
    """Yield what is wrong with the parameters of a file or a block, in order."""
    allowed = SUPPORTED.get(block.key, {})
    seen: dict[tuple[str, str], Entry] = {}
    for entry in block.entries:
        if entry.key not in allowed:
            yield _unknown(block, entry)
            continue
        yield from _malformed(entry, allowed[entry.key])
        yield from _repeated(block, entry, seen)
        if isinstance(entry, Block):
            yield from problems(entry)


def _unknown(block: Block, entry: Entry) -> Finding:
    where = f"in {block.key} {block.name}".rstrip() if block.key else "in a file"
    if entry.key in REFUSED.get(block.key, ()):
        return Finding(entry.place, "unsupported-parameter", f"{entry.key} {where} is not supported")
    near = difflib.get_close_matches(entry.key, SUPPORTED.get(block.key, {}), 1)
    return Finding(entry.place, "unknown-parameter", f"{entry.key} {where}" + (f"; {near[0]} is meant?" if near else ""))


def _malformed(entry: Entry, form: Form | tuple[str, ...]) -> Iterator[Finding]:
    there = _form(entry)
    if isinstance(form, tuple) or form is Form.YES_NO:
        values = form if isinstance(form, tuple) else ("yes", "no")
        if not isinstance(entry, Pair) or entry.value not in values:
            given = entry.value if isinstance(entry, Pair) else there
            yield Finding(entry.place, "value", f"{entry.key} is {given}; allowed: {', '.join(values)}")
    elif there is not form and not (there is Form.WORDS and isinstance(entry, Items) and not entry.items):
        yield Finding(entry.place, "value", f"{entry.key} is {there}; it must be {form}")


def _form(entry: Entry) -> Form:
    if isinstance(entry, Block):
        return Form.BLOCK
    if isinstance(entry, Pair):
        return Form.TEXT
    return Form.PAIRS if any(item.key for item in entry.items) else Form.WORDS


def _repeated(block: Block, entry: Entry, seen: dict[tuple[str, str], Entry]) -> Iterator[Finding]:
    if entry.key in SEVERAL or (isinstance(entry, Block) and (not entry.name or entry.is_refinement)):
        return
    kind = "field" if entry.key in ("dimension", "dimension_group", "measure", "filter", "parameter") else entry.key
    slot = (kind, entry.name if isinstance(entry, Block) else "")
    if slot in seen:
        name = f"{entry.key} {slot[1]}".rstrip()
        yield Finding(entry.place, "duplicate", f"{name} is given twice, first at {seen[slot].place}")
    seen.setdefault(slot, entry)
