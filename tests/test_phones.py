from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from numpy.typing import NDArray

from c360sim import assumptions, months
from c360sim.catalog import load_catalog
from c360sim.crm import phones
from c360sim.customer.birth.birth import first_regions
from c360sim.customer.people.world import World
from c360sim.economy import Economy
from c360sim.intents import Intents
from c360sim.streams import Streams

MANY = np.arange(1, 60_001)


@pytest.fixture(scope="module")
def world() -> World:
    parameters, streams = assumptions.load(), Streams(42)
    return World(streams, parameters, load_catalog(assumptions.load()), Economy(parameters, streams), Intents(1), months.parse("2024-01"))


@pytest.fixture(scope="module")
def numbers(world: World) -> list[str]:
    """Return the numbers of many customers, in the order of their ids."""
    return list(phones.phones(world, MANY))


def test_no_number_is_given_twice_while_there_are_others(world: World, numbers: list[str]) -> None:
    assert len(set(numbers[:18_000])) == 18_000
    codes = Counter(row["state"] for row in assumptions.load().rows("area_codes"))
    states = np.array(world.catalog.places.state)[first_regions(world, MANY)]
    for state, customers in Counter(states.tolist()).items():
        given = Counter(np.array(numbers)[states == state].tolist())
        assert len(given) == min(customers, 100 * codes[state])
        assert max(given.values()) - min(given.values()) <= 1


def test_a_number_is_of_the_state_of_the_first_address(world: World, numbers: list[str]) -> None:
    state_of_code = {row["area_code"]: row["state"] for row in assumptions.load().rows("area_codes")}
    states = np.array(world.catalog.places.state)[first_regions(world, MANY)]
    assert [state_of_code[number[1:4]] for number in numbers] == states.tolist()


@pytest.mark.parametrize("ids", [np.arange(1, 101), np.array([17]), np.arange(5_001, 5_101), np.arange(25_000, 15_000, -7)])
def test_a_number_does_not_depend_on_who_else_is_there(world: World, numbers: list[str], ids: NDArray[np.int64]) -> None:
    assert list(phones.phones(world, ids)) == [numbers[number - 1] for number in ids]


def test_after_a_block_the_turns_begin_anew(world: World) -> None:
    around = np.arange(phones.BLOCK - 50, phones.BLOCK + 51)
    assert list(phones.phones(world, around)[51:]) == list(phones.phones(world, around[51:]))
