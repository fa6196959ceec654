"""One block laid over another: how refinements and extensions change what they start from, parameter by parameter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from c360sim.looker.grammar import ADDED, MAY_REPEAT
from c360sim.looker.source import Block, Entry, Items, LookmlError, Pair

OF_LISTS, OF_TEXTS = "EXTENDED*", "${EXTENDED}"
"""What stands in a list, or in a text, for what was there."""
Slot = tuple[str, str]


def refined(base: Block, refinement: Block) -> Block:
    """Return a block with another laid over it.

    What the grammar says is added stands beside what was there; blocks are laid over those of the same key and name; all else takes the
    place of what was there, which `${EXTENDED}` in a text and `EXTENDED*` in a list put back in.
    """
    slots = _slots(base)
    for slot, above in _slots(refinement).items():
        slots[slot] = _laid_over(base.key, slots[slot], above) if slot in slots else above
    return replace(base, entries=tuple(entry for entries in slots.values() for entry in entries))


def extended(block: Block, all_of_kind: Mapping[str, Block], seen: tuple[str, ...] = ()) -> Block:
    """Return a block with all that it extends below it. Raises LookmlError for what is not there, a circle, or nothing to put back in."""
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
    whole = own if result is None else replace(refined(_without_extension(result), own), name=block.name, place=block.place)
    for pair in _left_over(whole):
        raise LookmlError(pair.place, f"{OF_TEXTS if OF_TEXTS in pair.value else OF_LISTS} has nothing to stand for")
    return whole


def _without_extension(block: Block) -> Block:
    """Return a parent without what holds for it alone."""
    return replace(block, entries=tuple(entry for entry in block.entries if entry.key != "extension"))


def _slots(block: Block) -> dict[Slot, list[Entry]]:
    """Return the entries of a block, those together that stand for the same thing."""
    slots: dict[Slot, list[Entry]] = {}
    for entry in block.entries:
        slots.setdefault(_slot(entry), []).append(entry)
    return slots


def _slot(entry: Entry) -> Slot:
    """Return the key, and the name of a block of which there may be several; of a source there is one, whatever its name."""
    return (entry.key, entry.name if isinstance(entry, Block) and entry.key != "explore_source" else "")


def _laid_over(within: str, below: list[Entry], above: list[Entry]) -> list[Entry]:
    key = above[0].key
    if key in ADDED.get(within, ()):
        return [*below, *above]
    return above if key in MAY_REPEAT else [_over(below[0], above[0])]


def _over(below: Entry, above: Entry) -> Entry:
    if isinstance(below, Block) and isinstance(above, Block):
        return replace(refined(below, above), place=above.place) if below.name == above.name else above
    if isinstance(below, Pair) and isinstance(above, Pair):
        return replace(above, value=above.value.replace(OF_TEXTS, below.value))
    if isinstance(below, Items) and isinstance(above, Items):
        return replace(above, items=tuple(_with_extended(below.items, above.items)))
    return above


def _with_extended(below: Iterable[Pair], above: Iterable[Pair]) -> Iterator[Pair]:
    for item in above:
        yield from below if item.value == OF_LISTS else (item,)


def _left_over(block: Block) -> Iterator[Pair]:
    """Yield the values that still stand for what was there."""
    for entry in block.entries:
        if isinstance(entry, Block):
            yield from _left_over(entry)
        elif isinstance(entry, Items):
            yield from (item for item in entry.items if item.value == OF_LISTS)
        elif OF_TEXTS in entry.value:
            yield entry
