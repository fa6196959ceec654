"""The personas' states as diagrams (Mermaid) and tables of hazards, from their machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from c360sim.assumptions import Assumptions
from c360sim.customer.life import starts
from c360sim.customer.life.machine import Edge, Exit, Machine, edges
from c360sim.customer.life.persona import Persona
from c360sim.customer.people import tables

_INTRODUCTION = """# Personas and their lives

Generated from `agents/` and `c360sim/customer/life` by `make docs`; do not edit.

Several machines run side by side in each customer. An arrow is an exit: the event, and the chance a year of someone in that
state, before guards and circumstances. An exit without a chance is scheduled: it happens once what it says is so.
"""


def markdown(personas: Sequence[Persona], assumptions: Assumptions) -> str:
    """Return the document: each persona with its own stages, then the machines that all share."""
    shared = [machine for field, machine in personas[0].machines.items() if all(persona.machines[field] is machine for persona in personas)]
    sections = [_persona(persona, shared, assumptions) for persona in personas]
    sections += [_shared(machine, personas, assumptions) for machine in shared]
    return "\n".join([_INTRODUCTION, *sections])


def _persona(persona: Persona, shared: Sequence[Machine], assumptions: Assumptions) -> str:
    lowest, highest = starts.ages(assumptions, persona.tag)
    share = assumptions.value("share_of_customers", persona.tag) / sum(tables.number(assumptions, "share_of_customers"))
    lines = [f"## {persona.tag}", "", f"{persona.story}", "", f"Ages {lowest} to {highest}; {share:.0%} of customers."]
    for machine in persona.machines.values():
        if machine not in shared:
            stages = {start.stage for start in starts.starts(assumptions, persona.tag)}
            first = [state for state in machine.table if state in stages]
            lines += ["", *_diagram(machine, first, _labelled_arrows(machine, persona, assumptions))]
    return "\n".join(lines) + "\n"


def _shared(machine: Machine, personas: Sequence[Persona], assumptions: Assumptions) -> str:
    by_persona = [list(edges(machine, assumptions, persona.tag)) for persona in personas]
    lines = [f"## All personas: {machine.name}", "", *_diagram(machine, [], [_arrow(edge, edge.event) for edge in by_persona[0]])]
    lines += ["", f"| Exit | {' | '.join(persona.tag for persona in personas)} |", "|---" * (len(personas) + 1) + "|"]
    lines += [_hazards(exits) for exits in zip(*by_persona, strict=True)]
    return "\n".join(lines) + "\n"


def _hazards(exits: Sequence[Edge]) -> str:
    """Return the row of one exit: its hazard for each persona."""
    edge = exits[0]
    return f"| {edge.state}: {edge.event} | {' | '.join(_yearly(exit_) for exit_ in exits)} |"


def _diagram(machine: Machine, starts: Sequence[str], arrows: Sequence[str]) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield from (f"    [*] --> {state}" for state in starts)
    yield from (f"    {state}" for state in machine.table)
    yield from arrows
    yield "```"


def _labelled_arrows(machine: Machine, persona: Persona, assumptions: Assumptions) -> list[str]:
    exits = [exit_ for exits in machine.table.values() for exit_ in exits]
    return [_arrow(edge, _label(edge, exit_)) for edge, exit_ in zip(edges(machine, assumptions, persona.tag), exits, strict=True)]


def _label(edge: Edge, exit_: Exit) -> str:
    """Return a scheduled exit's timer and guard, or a random exit's event and hazard."""
    if edge.hazard_monthly is None:
        return ", ".join(test.__name__.replace("_", " ") for test in (exit_.once, exit_.when) if test is not None)
    return f"{edge.event} ({_yearly(edge)})"


def _arrow(edge: Edge, label: str) -> str:
    return f"    {edge.state} --> {edge.to}: {label}"


def _yearly(edge: Edge) -> str:
    if edge.hazard_monthly is None:
        return "scheduled"
    percent = 100 * (1 - (1 - edge.hazard_monthly) ** 12)
    return f"{percent:.0f}%" if percent >= 9.95 else f"{percent:.2g}%"
