"""Trips: how often, how far, how lavish."""

from __future__ import annotations

from math import sqrt

from c360sim.customer.wants import tables
from c360sim.customer.wants.habits import Taste
from c360sim.customer.wants.situation import INFANT_DAYS, Situation, clamp
from c360sim.vocabulary import Spend


def restate(s: Situation, earned: int, draws: list[float]) -> int:
    """Write all columns of travel; return the expected cost in cents per month."""
    person, numbers, intents, row = s.person, s.numbers, s.world.intents, s.row
    wealth = clamp(sqrt(earned / (numbers["reference_income_usd"] * 100)), 0.4, 1.8)
    own = tables.ratio(draws[Taste.TRIP], numbers["trip_sigma"])
    trips = numbers["trips_monthly"] * (2 * person.traits.wanderlust) * own * min(wealth, 1.2)
    if any(s.ordinal - born < INFANT_DAYS for born in person.child_birth_ordinals[-2:]):
        trips *= numbers["infant_trip_ratio"]
    lavish = clamp(wealth * own, numbers["trip_ratio_least"], numbers["trip_ratio_most"])
    intents.trips_monthly[row] = trips
    intents.abroad_ratio[row] = numbers["abroad_ratio"]
    intents.trip_ratio[row] = lavish
    return int(trips * trip_cents(s) * lavish)


def trip_cents(s: Situation) -> float:
    """Return the mean cost in cents of a trip: its nights, and the flight of those that fly."""
    numbers = s.numbers
    nights = numbers["trip_nights_median"] * numbers["trip_nights_mean_ratio"]
    abroad = numbers["abroad_ratio"]
    flies = abroad + (1 - abroad) * numbers["domestic_trip_flies_share"]
    return nights * tables.trip_night_cents() + flies * float(tables.spend_shapes().mean_cents[Spend.AIRLINE])
