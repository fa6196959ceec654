"""One block laid over another: how refinements and extensions change what they start from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from c360sim.looker.source import Block, Entry, Items, LookmlError, Pair

ADDED = ("link", "action", "filters", "access_filter", "allowed_value", "query")
"""Nameless blocks of which an extension adds more; others are laid over each other."""
_EXTENDED = re.compile(r"\$\{EXTENDED\}")


def refined(base: Block, refinement: Block) -> Block:
    """Return a block with a refinement laid over it; `${EXTENDED}` stands for the value that was there."""
    entries = {_slot(entry, index): entry for index, entry in enumerate(base.entries)}
    for index, entry in enumerate(refinement.entries, len(base.entries)):
        slot = _slot(entry, index)
        below = entries.get(slot)
        entries[slot] = entry if below is None else _laid_over(below, entry)
    return replace(base, entries=tuple(entries.values()))


def extended(block: Block, all_of_kind: Mapping[str, Block], seen: tuple[str, ...] = ()) -> Block:
    """Return a block with all that it extends below it. Raises LookmlError for what is not there, or a circle."""
    parents = block.items("extends")
    result: Block | None = None
    for parent in parents:
        if parent.value not in all_of_kind:
            raise LookmlError(parent.place, f"extends {block.key} {parent.value}, which is not included")
        if parent.value in (*seen, block.name):
            raise LookmlError(parent.place, f"{block.key} {parent.value} extends itself")
        above = extended(all_of_kind[parent.value], all_of_kind, (*seen, block.name))
        result = above if result is None else refined(result, above)
    own = replace(block, entries=tuple(entry for entry in block.entries if entry.key != "extends"))
    return own if result is None else replace(refined(_without_extension(result), own), name=block.name, place=block.place)


def _without_extension(block: Block) -> Block:
    """Return a parent without what holds for it alone."""
    return replace(block, entries=tuple(entry for entry in block.entries if entry.key != "extension"))


def _slot(entry: Entry, index: int) -> tuple[str, str, int]:
    """Return what two entries that stand for the same thing have in common."""
    if isinstance(entry, Block):
        return (entry.key, entry.name, index if not entry.name and entry.key in ADDED else -1)
    return (entry.key, "", index if entry.key == "include" else -1)


def _laid_over(below: Entry, above: Entry) -> Entry:
    if isinstance(below, Block) and isinstance(above, Block):
        return replace(refined(below, above), place=above.place)
    if isinstance(below, Pair) and isinstance(above, Pair):
        return replace(above, value=_EXTENDED.sub(lambda _: below.value, above.value))
    assert isinstance(above, Items | Pair | Block)
    return above
