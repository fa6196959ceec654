from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from agents import PERSONAS, shipped
from c360sim.customer.life.compiled import compile_lives
from c360sim.customer.life.dice import BY_EVENT, Die
from c360sim.customer.life.machine import Exit, Machine, compile_machine, edges, walk
from c360sim.customer.life.work import WORK
from c360sim.vocabulary import Event

NOBODY = cast(Any, SimpleNamespace())


def test_a_table_that_leads_nowhere_or_hides_a_state_or_shares_a_die_is_refused() -> None:
    with pytest.raises(ValueError, match="no state 'b'"):
        Machine("m", {"a": (Exit(Event.MOVE, "b", "move_renter"),)}, starts=("a",))
    with pytest.raises(ValueError, match="no way into"):
        Machine("m", {"a": (), "b": ()}, starts=("a",))
    with pytest.raises(ValueError, match="share a die"):
        Machine("m", {"a": (Exit(Event.MOVE, "a", "move_renter"), Exit(Event.MOVE, "a", "move_owner"))}, starts=("a",))
    with pytest.raises(ValueError, match="neither timer nor guard"):
        Machine("m", {"a": (Exit(Event.MOVE, "a"),)}, starts=("a",))


def test_every_persona_has_a_source_for_all_that_shapes_it() -> None:
    lives = compile_lives(PERSONAS, shipped())
    assert sorted(lives.by_persona) == ["Boomer", "College Student", "Digital Native", "Frequent Traveler", "Young Parent"]
    assert abs(sum(shipped().value("share_of_customers", persona.tag) for persona in PERSONAS) - 1) < 1e-12
    for persona in PERSONAS:
        for machine in persona.machines.values():
            for edge in edges(machine, shipped(), persona.tag):
                assert edge.hazard_monthly is None or 0 <= edge.hazard_monthly < 1


def test_a_hazard_that_is_no_assumption_is_refused_by_name() -> None:
    machine = Machine("m", {"a": (Exit(Event.MOVE, "a", "meteor_strike"),)}, starts=("a",))
    with pytest.raises(KeyError, match="meteor_strike"):
        compile_machine(machine, shipped(), "Boomer", BY_EVENT)


def test_first_exit_in_the_table_wins_and_each_rolls_its_own_die() -> None:
    employed = compile_machine(WORK, shipped(), "Digital Native", BY_EVENT)["employed"]
    world = cast(Any, SimpleNamespace(economy=SimpleNamespace(job_market=lambda month: 1.0)))
    dice = [1.0] * len(Die)
    assert walk(employed, NOBODY, world, 0, dice) is None
    dice[Die.PROMOTION] = 0.0
    dice[Die.JOB_CHANGE] = 0.0
    first = walk(employed, NOBODY, world, 0, dice)
    assert first is not None and first.event == Event.JOB_CHANGE


def test_a_scale_multiplies_the_hazard() -> None:
    employed = compile_machine(WORK, shipped(), "Digital Native", BY_EVENT)["employed"]
    hazard = shipped().monthly("job_loss", "Digital Native")
    dice = [1.0] * len(Die)
    dice[Die.JOB_LOSS] = hazard * 1.5
    calm, slump = (cast(Any, SimpleNamespace(economy=SimpleNamespace(job_market=lambda month, level=level: level))) for level in (1.0, 2.0))
    assert walk(employed, NOBODY, calm, 0, dice) is None
    lost = walk(employed, NOBODY, slump, 0, dice)
    assert lost is not None and lost.event == Event.JOB_LOSS
