"""Someone's situation in one month: all that their wants follow from."""

from __future__ import annotations

from c360sim import months
from c360sim.customer.person import Loyalty, Person
from c360sim.customer.wants import tables
from c360sim.customer.wants.habits import Habits, habits
from c360sim.customer.world import World
from c360sim.life.states import Work
from c360sim.vocabulary import Family, HomeOwnership

STUDIES = frozenset({Work.STUDYING, Work.STUDYING_AND_WORKING})
WORKS = frozenset({Work.EMPLOYED, Work.SELF_EMPLOYED, Work.UNEMPLOYED})
INFANT_DAYS = 365
YOUNG_DAYS = 6 * 365
HOUSEHOLDER = frozenset({HomeOwnership.RENT, HomeOwnership.MORTGAGE, HomeOwnership.OWN})


class Situation:
    """A person in a month, with the tables that hold for the life they live now."""

    __slots__ = (
        *("departure", "families", "habits", "is_here", "lives_like", "month", "numbers", "ordinal"),
        *("person", "row", "world", "young"),
    )

    def __init__(self, person: Person, world: World, month: int) -> None:
        self.person, self.world, self.month, self.row = person, world, month, person.row
        self.numbers = tables.numbers(world.assumptions, person.persona)
        self.lives_like = tables.lifestyle(person.persona, person.work in WORKS, bool(person.child_birth_ordinals))
        self.ordinal = months.first_ordinal(month)
        self.young = sum(self.ordinal - born < YOUNG_DAYS for born in person.child_birth_ordinals)
        self.families = world.noticed.families[person.row]
        self.is_here = person.is_main_bank and person.loyalty != Loyalty.DORMANT
        self.departure = departure(person, month)
        traits = person.traits
        leanings = (traits.sociability, traits.technology, traits.diligence)
        self.habits: Habits = habits(world.streams, world.assumptions, person.persona, self.lives_like, person.customer_id, leanings)

    def holds(self, family: Family) -> bool:
        """Say whether an account of the family is open here."""
        return bool(self.families >> family & 1)

    def age(self) -> int:
        """Return completed years."""
        return self.person.age(self.ordinal)


def departure(person: Person, month: int) -> float:
    """Return how far a leaving customer is on the way out: 0 not leaving .. 1 in the last month."""
    if person.loyalty != Loyalty.LEAVING:
        return 0.0
    length = max(person.leave_month - person.leaving_since_month, 1)
    return min(1.0, (month - person.leaving_since_month + 1) / (length + 1))


def blend(first: float, second: float) -> float:
    """Return the rank in [0, 1) of two ranks' mean among the means of independent ranks."""
    total = first + second
    return total * total / 2 if total < 1 else 1 - (2 - total) * (2 - total) / 2


def clamp(value: float, least: float, most: float) -> float:
    """Return the value, no less than `least` and no more than `most`."""
    return least if value < least else most if value > most else value
